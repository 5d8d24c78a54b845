package dev.collimate.cli;

import dev.collimate.rows.VectorCodec;
import dev.collimate.tables.GazeAngles;
import dev.collimate.tables.PredictionOutput;
import dev.collimate.tables.VectorForm;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is made of rows with predictions before they are written. */
final class PredictionOptions {
    static final String ENCODING = "--prediction-encoding";

    static final String ANGLES = "--prediction-angles";

    /** For the help. */
    static final class Encodings implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return VectorForm.namesForPredictions().iterator();
        }
    }

    /** Names what is allowed. */
    static final class Encoding implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            return VectorOptions.oneOf(VectorForm.namesForPredictions(), name);
        }
    }

    @Option(
            names = "--normalize",
            description = "write predictions of length 1, for stores that compare by dot products")
    private boolean normalize;

    @Option(
            names = "--replace",
            description = "write the prediction in the place and under the name of the input vector, which is left out")
    private boolean replace;

    @Option(names = "--drop", paramLabel = "COL", split = ",", description = "columns to leave out; repeatable")
    private List<String> drop = new ArrayList<>();

    @Option(
            names = ENCODING,
            paramLabel = "NAME",
            converter = Encoding.class,
            completionCandidates = Encodings.class,
            description = "how predictions are stored: ${COMPLETION-CANDIDATES}; text is written as pgvector reads it"
                    + " (default: as the input vectors)")
    private String encoding;

    @Option(
            names = ANGLES,
            paramLabel = "yaw=COL,pitch=COL",
            split = ",",
            description = "columns to add: yaw and pitch of the prediction",
            showDefaultValue = Visibility.NEVER)
    private Map<String, String> angles = new LinkedHashMap<>();

    @Option(
            names = "--key",
            paramLabel = "COL",
            description = "column of ids, which the output formats npy and fvecs put beside their vectors, a line each")
    private String key;

    @Mixin
    private AngleOptions angleOptions;

    /** Which options are wrong together; null if none are. */
    String conflict() {
        return angleOptions.conflict(ANGLES, angles);
    }

    /** The column of ids that files of vectors get beside them; empty for none. */
    Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** How predictions are stored, where that is said. */
    Optional<VectorCodec> encoding() {
        return Optional.ofNullable(encoding).map(VectorForm::ofPredictions);
    }

    boolean addsAngles() {
        return !angles.isEmpty();
    }

    /** What the prediction is called in the end. */
    String column(String features, String prediction) {
        return replace ? features : prediction;
    }

    /**
     * The rows as they are written.
     *
     * @param codec how predictions are stored; empty for arrays
     * @param length of a prediction
     */
    Dataset<Row> applied(
            Dataset<Row> mapped, String features, String prediction, Optional<VectorCodec> codec, int length) {
        Dataset<Row> rows = mapped;
        Optional<GazeAngles> gaze = angleOptions.of(angles);
        if (gaze.isPresent()) {
            GazeAngles.requireDirections(rows.schema().apply(prediction).dataType(), length);
            rows = gaze.get().appended(rows, prediction);
        }
        if (normalize) {
            rows = PredictionOutput.normalized(rows, prediction);
        }
        if (codec.isPresent()) {
            rows = PredictionOutput.encoded(rows, prediction, codec.get());
        }
        if (replace) {
            rows = PredictionOutput.replaced(rows, features, prediction);
        }
        return drop.isEmpty() ? rows : PredictionOutput.dropped(rows, drop);
    }
}
