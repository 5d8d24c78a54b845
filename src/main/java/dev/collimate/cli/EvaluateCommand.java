package dev.collimate.cli;

import dev.collimate.fit.Comparison;
import dev.collimate.fit.FitSettings;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.PairEvaluation;
import dev.collimate.report.AngleReport;
import dev.collimate.report.AngleTable;
import dev.collimate.report.Result;
import dev.collimate.tables.KeyCounts;
import dev.collimate.tables.Pairs;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Measures a model, or predictions that are there, against actual vectors. */
@Command(
        name = "evaluate",
        description = "Measures the angles between predicted and actual vectors, of a model or of two columns of the"
                + " input.")
final class EvaluateCommand extends JobCommand {
    private static final String LABEL_ANGLES = "--label-angles";
    private static final String PREDICTION_COL = "--prediction-col";

    @Mixin
    private InputOptions input;

    @Mixin
    private LabelInputOptions labelInput;

    @Option(
            names = LABEL_ANGLES,
            paramLabel = "yaw=COL,pitch=COL",
            split = ",",
            description = "columns of two angles that give the direction y in space, in place of --label-col",
            showDefaultValue = Visibility.NEVER)
    private Map<String, String> labelAngles = new LinkedHashMap<>();

    @Mixin
    private AngleOptions angles;

    @Option(names = "--model", paramLabel = "PATH", description = "model directory to read")
    private String modelPath;

    @Option(
            names = PREDICTION_COL,
            paramLabel = "NAME",
            description = "column of predicted vectors to measure, in place of a model")
    private String predictionCol;

    private Optional<KeyCounts> keys = Optional.empty();
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
        requireNone(
                input.conflict(),
                input.vectors().conflict(),
                labelInput.conflict(input.settings()),
                angles.conflict(LABEL_ANGLES, labelAngles));
        if ((modelPath == null) == (predictionCol == null)) {
            throw usage("give either --model or " + PREDICTION_COL);
        }
        if (predictionCol != null && parameters.has("featuresCol")) {
            throw usage("--features-col is for a model; " + PREDICTION_COL + " names the predictions");
        }
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        AngularRegression settings = settings();
        PairEvaluation.Result found = modelPath != null ? ofModel(spark, settings) : ofPredictions(spark, settings);
        AngleTable table = new AngleTable("Angles on " + found.predictions().rows() + " rows, in degrees:");
        found.identity().ifPresent(identity -> table.add(Comparison.IDENTITY, identity));
        table.add(Comparison.MEAN_VECTOR, found.meanVector())
                .add(modelPath != null ? "the model" : "column " + predictionCol, found.predictions())
                .print(surroundings().out());
        Result result = AngleReport.putRows(Result.of("evaluate"), found.rows());
        AngleReport.putStatistics(
                result, settings.getLoss(), found.predictions(), found.meanVector(), found.identity());
        keys.ifPresent(counts -> result.put("keys", KeyReport.of(counts)));
        return result.put(modelPath != null ? "model" : "predictionCol", modelPath != null ? modelPath : predictionCol)
                .put("seconds", watch.seconds());
    }

    private PairEvaluation.Result ofModel(SparkSession spark, AngularRegression settings) throws IOException {
        AngularRegressionModel model = AngularRegressionModel.load(modelPath);
        settings.setFeaturesCol(model.getFeaturesCol()).setLabelCol(model.getLabelCol());
        parameters.applyTo(settings);
        angles.of(labelAngles).ifPresent(gaze -> settings.setLabelCol(gaze.expression()));
        model.setBlas(settings.getBlas());
        Pairs pairs = new InputColumns(spark, input, labelInput).read(input.source(), settings);
        keys = pairs.keys();
        settings.setLabelCol(pairs.label());
        return evaluation(settings).ofModel(model, pairs.rows());
    }

    private PairEvaluation.Result ofPredictions(SparkSession spark, AngularRegression settings) throws IOException {
        parameters.applyTo(settings);
        angles.of(labelAngles).ifPresent(gaze -> settings.setLabelCol(gaze.expression()));
        settings.setFeaturesCol(predictionCol);
        Pairs pairs = new InputColumns(spark, input, labelInput).read(input.source(), settings, PREDICTION_COL);
        keys = pairs.keys();
        settings.setLabelCol(pairs.label());
        return evaluation(settings).ofPredictions(pairs.rows());
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
