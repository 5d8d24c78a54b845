package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.model.ParameterFiles;
import dev.collimate.report.Result;
import dev.collimate.report.RunFacts;
import dev.collimate.tables.SelectedColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What is measured: a model, or predictions that are there. */
final class MeasuredOptions {
    static final String PREDICTION_COL = "--prediction-col";

    @Option(names = "--model", paramLabel = "PATH", description = "model directory to read")
    private String modelPath;

    @Option(
            names = PREDICTION_COL,
            paramLabel = "NAME",
            description = "column of predicted vectors to measure, in place of a model")
    private String predictionCol;

    /**
     * Adds the options of columns that a model knows.
     *
     * @param features what is read as features where the option is not given
     */
    static void addColumns(ParameterOptions parameters, CommandSpec command, String features) {
        parameters.addWithoutDefault(command, "featuresCol", features);
        parameters.addWithoutDefault(
                command,
                "labelCol",
                "as the model was trained; without a model, "
                        + CommandLineStage.create().getLabelCol());
    }

    /** Which options are wrong together; null if none are. */
    String conflict() {
        return (modelPath == null) == (predictionCol == null) ? "give either --model or " + PREDICTION_COL : null;
    }

    /** As {@link #conflict()}, where inputs are of no use beside predictions. */
    String conflictOfFeatures(ParameterOptions parameters) {
        return predictionCol != null && parameters.has("featuresCol")
                ? parameters.option("featuresCol") + " is for a model; " + PREDICTION_COL + " names the predictions"
                : null;
    }

    /** These options as they were given. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        SourceWords.add(words, "--model", modelPath);
        SourceWords.add(words, PREDICTION_COL, predictionCol);
        return words;
    }

    /** Empty for a column of predictions. */
    Optional<AngularRegressionModel> load() {
        return Optional.ofNullable(modelPath).map(AngularRegressionModel::load);
    }

    /** Null for a model. */
    String predictionCol() {
        return predictionCol;
    }

    /** Settings of the command line's own, with the columns of the model, if there is one, then what the user gave. */
    AngularRegression settings(Optional<AngularRegressionModel> model, ParameterOptions parameters) {
        AngularRegression settings = CommandLineStage.create();
        model.ifPresent(
                loaded -> settings.setFeaturesCol(loaded.getFeaturesCol()).setLabelCol(loaded.getLabelCol()));
        parameters.applyTo(settings);
        return predictionCol == null ? settings : settings.setFeaturesCol(predictionCol);
    }

    /** The column of the inputs that predictions were made from; empty for a model, and where it is not given. */
    Optional<SelectedColumn> inputs(ParameterOptions parameters) {
        if (predictionCol == null || !parameters.has("featuresCol")) {
            return Optional.empty();
        }
        AngularRegression given = CommandLineStage.create();
        parameters.applyTo(given);
        return Optional.of(new SelectedColumn(OptionNames.of(given.featuresCol()), given.getFeaturesCol()));
    }

    /** The option that names the column of inputs or predictions. */
    String featuresOption(AngularRegression settings) {
        return predictionCol == null ? OptionNames.of(settings.featuresCol()) : PREDICTION_COL;
    }

    /** What is measured, in a table for a reader. */
    String name() {
        return predictionCol == null ? "the model" : "column " + predictionCol;
    }

    /** What a page says of the run, with the model, if there is one. */
    static RunFacts named(RunFacts facts, Optional<AngularRegressionModel> model) throws IOException {
        return model.isEmpty()
                ? facts
                : facts.withModel(ParameterFiles.fingerprint(
                        model.get().map(), model.get().parameters()));
    }

    void put(Result result) {
        result.put(
                predictionCol == null ? "model" : "predictionCol", predictionCol == null ? modelPath : predictionCol);
    }
}
