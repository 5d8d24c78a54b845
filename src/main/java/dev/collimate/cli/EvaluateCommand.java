package dev.collimate.cli;

import dev.collimate.fit.Comparison;
import dev.collimate.fit.FitSettings;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.PairEvaluation;
import dev.collimate.report.AngleReport;
import dev.collimate.report.AngleTable;
import dev.collimate.report.Result;
import dev.collimate.tables.Pairs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** Measures a model, or predictions that are there, against actual vectors. */
@Command(
        name = "evaluate",
        description = "Measures the angles between predicted and actual vectors, of a model or of two columns of the"
                + " input.")
final class EvaluateCommand extends JobCommand {
    @Mixin
    private InputOptions input;

    @Mixin
    private LabelInputOptions labelInput;

    @Mixin
    private LabelAngleOptions labelAngles;

    @Mixin
    private MeasuredOptions measured;

    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());

    EvaluateCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        MeasuredOptions.addColumns(parameters, command);
        parameters.addTo(
                command,
                Set.of("weightCol", "targetCol", "badRows", "maxSkippedFraction", "loss", "margin", "blas")::contains);
    }

    @Override
    void checkOptions() {
        AngularRegression settings = CommandLineStage.create();
        apply(parameters, settings);
        requireNone(
                input.conflict(),
                input.vectors().conflict(),
                labelInput.conflict(input),
                labelAngles.conflict(isGiven(OptionNames.of(settings.labelCol()))),
                measured.conflict(parameters));
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        Optional<AngularRegressionModel> model = measured.load();
        AngularRegression settings = measured.settings(model, parameters);
        labelAngles.applyTo(settings);
        model.ifPresent(loaded -> loaded.setBlas(settings.getBlas()));
        Pairs pairs = new InputColumns(spark, input, labelInput)
                .read(input.source(), settings, measured.featuresOption(settings), List.of());
        settings.setLabelCol(pairs.label());
        PairEvaluation evaluation = evaluation(settings);
        PairEvaluation.Result found = model.isPresent()
                ? evaluation.ofModel(model.get(), pairs.rows())
                : evaluation.ofPredictions(pairs.rows());
        AngleTable table = new AngleTable("Angles on " + found.predictions().rows() + " rows, in degrees:");
        found.identity().ifPresent(identity -> table.add(Comparison.IDENTITY, identity));
        table.add(Comparison.MEAN_VECTOR, found.meanVector())
                .add(measured.name(), found.predictions())
                .print(surroundings().out());
        Result result = AngleReport.putRows(Result.of("evaluate"), found.rows());
        AngleReport.putStatistics(
                result, settings.getLoss(), found.predictions(), found.meanVector(), found.identity());
        KeyReport.put(result, pairs.keys(), Optional.empty());
        measured.put(result);
        return result.put("seconds", watch.seconds());
    }

    private static PairEvaluation evaluation(AngularRegression stage) {
        FitSettings settings = stage.fitSettings();
        return new PairEvaluation(
                settings.requireColumns(),
                settings.loss(),
                settings.execution().badRows(),
                settings.execution().maxSkippedFraction());
    }
}
