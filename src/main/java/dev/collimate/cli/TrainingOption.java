package dev.collimate.cli;

import dev.collimate.distributed.DocumentKeys;
import dev.collimate.fit.Baseline;
import dev.collimate.fit.FitSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Option;

/** The rows that trained a map which is measured. */
final class TrainingOption {
    private static final String NAME = "--training";

    @Option(
            names = NAME,
            paramLabel = "PATH",
            description =
                    "pairs that trained the map: the baselines of train are fitted to them too, and documents with"
                            + " their keys are counted")
    private String path;

    /** Which options are wrong together; null if none are. */
    String conflict(MeasuredOptions measured) {
        return path != null && measured.predictionCol() != null
                ? NAME + " is for a model; nothing is known of what made " + MeasuredOptions.PREDICTION_COL + " "
                        + measured.predictionCol()
                : null;
    }

    /** How many documents trained the map, where keys tell. */
    OptionalLong among(RetrievalInput read, Optional<DocumentKeys> keys) throws IOException {
        return keys.isEmpty() || path == null
                ? OptionalLong.empty()
                : OptionalLong.of(keys.get().among(read.rows(path)));
    }

    /** What the rows are read from; none where they are not known. */
    List<Dataset<Row>> sources(RetrievalInput read) throws IOException {
        return path == null ? List.of() : List.of(read.rows(path));
    }

    /** Simpler maps of the same rows; none where these are not known. */
    List<Baseline> baselines(RetrievalInput read, FitSettings settings) throws IOException {
        return path == null ? List.of() : Baseline.fit(read.rows(path), settings);
    }

    /** What is not measured where the option is not given, in a sentence. */
    Optional<String> leftOut() {
        return path == null
                ? Optional.of(
                        "No " + NAME + ": the baselines of train, orthogonal maps and least squares, are left out.")
                : Optional.empty();
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        SourceWords.add(words, NAME, path);
        return words;
    }
}
