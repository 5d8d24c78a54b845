package dev.collimate.cli;

import dev.collimate.fit.Comparison;
import dev.collimate.fit.FitSettings;
import dev.collimate.math.Blas;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.PairEvaluation;
import dev.collimate.report.AngleReport;
import dev.collimate.report.AngleTable;
import dev.collimate.report.EvaluationPage;
import dev.collimate.report.GroupAngle;
import dev.collimate.report.Result;
import dev.collimate.report.RunFacts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Measures a model, or predictions that are there, against actual vectors. */
@Command(
        name = "evaluate",
        description = "Measures the angles between predicted and actual vectors, of a model or of two columns of the"
                + " input.")
final class EvaluateCommand extends JobCommand {
    private static final String PREDICTION_COL = "--prediction-col";

    @Mixin
    private InputOptions input;

    @Option(names = "--model", paramLabel = "PATH", description = "model directory to read")
    private String modelPath;

    @Option(
            names = PREDICTION_COL,
            paramLabel = "NAME",
            description = "column of predicted vectors to measure, in place of a model")
    private String predictionCol;

    @Option(
            names = "--group-col",
            paramLabel = "NAME",
            description =
                    "column that groups rows, such as a language or a source; the report lists the groups that a model"
                            + " does worst on")
    private String groupCol;

    @Mixin
    private ReportOption page;

    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());

    EvaluateCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        parameters.addWithoutDefault(command, "featuresCol", "as the model was trained");
        parameters.addWithoutDefault(
                command,
                "labelCol",
                "as the model was trained; without a model, " + settings().getLabelCol());
        parameters.addTo(
                command,
                Set.of("weightCol", "targetCol", "badRows", "maxSkippedFraction", "loss", "margin", "blas")::contains);
    }

    @Override
    void checkOptions() {
        apply(parameters, settings());
        if ((modelPath == null) == (predictionCol == null)) {
            throw usage("give either --model or " + PREDICTION_COL);
        }
        if (predictionCol != null && parameters.has("featuresCol")) {
            throw usage("--features-col is for a model; " + PREDICTION_COL + " names the predictions");
        }
        if (groupCol != null && (modelPath == null || !page.isGiven())) {
            throw usage("--group-col is for the report of a model; give --model and --report");
        }
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        page.requireWritable(spark);
        AngularRegression settings = settings();
        Measured measured = modelPath != null ? ofModel(spark, settings) : ofPredictions(spark, settings);
        PairEvaluation.Result found = measured.result();
        AngleTable table = new AngleTable("Angles on " + found.predictions().rows() + " rows, in degrees:");
        found.identity().ifPresent(identity -> table.add(Comparison.IDENTITY, identity));
        String name = modelPath != null ? "the model" : "column " + predictionCol;
        table.add(Comparison.MEAN_VECTOR, found.meanVector())
                .add(name, found.predictions())
                .print(surroundings().out());
        Result result = AngleReport.putRows(Result.of("evaluate"), found.rows());
        AngleReport.putStatistics(
                result, settings.getLoss(), found.predictions(), found.meanVector(), found.identity());
        result.put(modelPath != null ? "model" : "predictionCol", modelPath != null ? modelPath : predictionCol)
                .put("seconds", watch.seconds());
        EvaluationPage evaluation =
                new EvaluationPage(name, found.predictions(), found.meanVector(), found.identity(), measured.worst());
        page.write(spark, evaluation::html, () -> facts(measured.rows(), settings), result);
        return result;
    }

    /** What was measured, of which rows. */
    private record Measured(PairEvaluation.Result result, Dataset<Row> rows, List<GroupAngle> worst) {}

    private Measured ofModel(SparkSession spark, AngularRegression settings) throws IOException {
        AngularRegressionModel model = AngularRegressionModel.load(modelPath);
        settings.setFeaturesCol(model.getFeaturesCol()).setLabelCol(model.getLabelCol());
        parameters.applyTo(settings);
        model.setBlas(settings.getBlas());
        model.setFeaturesCol(settings.getFeaturesCol()).setLabelCol(settings.getLabelCol());
        Dataset<Row> rows = InputColumns.reader(spark, input, settings, Optional.ofNullable(groupCol))
                .read(input.path());
        return new Measured(
                evaluation(settings).ofModel(model, rows),
                rows,
                groupCol == null ? List.of() : GroupAngles.worst(model, rows, groupCol));
    }

    private Measured ofPredictions(SparkSession spark, AngularRegression settings) throws IOException {
        parameters.applyTo(settings);
        settings.setFeaturesCol(predictionCol);
        Dataset<Row> rows =
                InputColumns.reader(spark, input, settings, PREDICTION_COL).read(input.path());
        return new Measured(evaluation(settings).ofPredictions(rows), rows, List.of());
    }

    private RunFacts facts(Dataset<Row> rows, AngularRegression settings) {
        return new RunDescription(name())
                .with(input.given())
                .with("--model", modelPath)
                .with(PREDICTION_COL, predictionCol)
                .with("--group-col", groupCol)
                .with(parameters.given())
                .facts(
                        rows,
                        settings.getSeed(),
                        Blas.of(settings.fitSettings().execution().blas()).description());
    }

    private static PairEvaluation evaluation(AngularRegression stage) {
        FitSettings settings = stage.fitSettings();
        return new PairEvaluation(
                settings.requireColumns(),
                settings.loss(),
                settings.execution().badRows(),
                settings.execution().maxSkippedFraction());
    }

    private static AngularRegression settings() {
        return CommandLineStage.create();
    }
}
