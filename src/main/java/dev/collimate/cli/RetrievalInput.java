package dev.collimate.cli;

import dev.collimate.distributed.DocumentSource;
import dev.collimate.fit.FitSettings;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.InputsAndPredictions;
import dev.collimate.ml.RetrievalEvaluation;
import dev.collimate.tables.Pairs;
import dev.collimate.tables.SelectedColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables of a search: the input and every other one alike, as {@code stage} names their columns.
 *
 * @param inputs beside predictions, which are the features of {@code stage} then
 */
record RetrievalInput(
        InputColumns columns,
        AngularRegression stage,
        String featuresOption,
        Optional<SelectedColumn> inputs,
        List<SelectedColumn> key) {
    /** The rows of the input, with more columns than others need. */
    Pairs pairs(List<SelectedColumn> more) throws IOException {
        List<SelectedColumn> all = new ArrayList<>(key);
        all.addAll(more);
        return columns.ofInput(stage, featuresOption, inputs.stream().toList(), all);
    }

    /**
     * Measures predictions, beside what is found with the inputs where these are known.
     *
     * @param name of their search
     */
    RetrievalEvaluation.Result ofPredictions(
            RetrievalEvaluation evaluation, String name, DocumentSource.Tables tables) {
        return inputs.map(column -> InputsAndPredictions.of(
                        tables.input(), column.name(), tables.columns().features()))
                .map(both -> evaluation.ofPredictions(name, both, both.joined(tables)))
                .orElseGet(() -> evaluation.ofPredictions(name, tables));
    }

    /** What is not measured of predictions without their inputs, in a sentence. */
    Optional<String> leftOut() {
        return inputs.isPresent()
                ? Optional.empty()
                : Optional.of("No " + OptionNames.of(stage.featuresCol())
                        + ": doing nothing and the naive swap are left out.");
    }

    Dataset<Row> rows(String path) throws IOException {
        return columns.ofFiles(path, stage, featuresOption, inputs.stream().toList(), key)
                .rows();
    }

    /** @param rows of the input */
    DocumentSource.Tables tables(Dataset<Row> rows, CorpusOptions corpus, FitSettings settings) throws IOException {
        List<Dataset<Row>> more = new ArrayList<>();
        for (String path : corpus.paths()) {
            more.add(rows(path));
        }
        return new DocumentSource.Tables(rows, more, corpus.corpusOnly(), settings.columns(), corpus.key());
    }
}
