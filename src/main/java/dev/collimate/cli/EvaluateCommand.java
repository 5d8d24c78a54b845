package dev.collimate.cli;

import dev.collimate.fit.FitSettings;
import dev.collimate.math.Blas;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.GroupEvaluation;
import dev.collimate.ml.PairEvaluation;
import dev.collimate.report.AngleReport;
import dev.collimate.report.EvaluationPage;
import dev.collimate.report.GroupTable;
import dev.collimate.report.Result;
import dev.collimate.report.RunFacts;
import dev.collimate.tables.Pairs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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

    @Mixin
    private GroupOption group;

    @Mixin
    private ReportOption page;

    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());

    EvaluateCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        MeasuredOptions.addColumns(parameters, command, "as the model was trained");
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
                labelAngles.conflict(settings, isGiven(OptionNames.of(settings.labelCol()))),
                measured.conflict(),
                measured.conflictOfFeatures(parameters));
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        page.requireWritable(spark);
        Optional<AngularRegressionModel> model = measured.load();
        AngularRegression settings = measured.settings(model, parameters);
        labelAngles.applyTo(settings);
        model.ifPresent(loaded -> loaded.setBlas(settings.getBlas()));
        Pairs pairs = new InputColumns(spark, input, labelInput)
                .ofInput(settings, measured.featuresOption(settings), List.of(), group.selected());
        settings.setLabelCol(pairs.label());
        PairEvaluation evaluation = evaluation(settings);
        PairEvaluation.Result found = model.isPresent()
                ? evaluation.ofModel(model.get(), pairs.rows())
                : evaluation.ofPredictions(pairs.rows());
        Optional<GroupTable> groups = groups(model, pairs, settings);
        EvaluationPage evaluated =
                new EvaluationPage(measured.name(), found.predictions(), found.meanVector(), found.identity(), groups);
        evaluated
                .table()
                .print(surroundings().out(), "Angles on " + found.predictions().rows() + " rows, in degrees:");
        groups.ifPresent(table -> table.print(surroundings().out()));
        Result result = AngleReport.putRows(Result.of("evaluate"), found.rows());
        AngleReport.putStatistics(
                result, settings.getLoss(), found.predictions(), found.meanVector(), found.identity());
        groups.ifPresent(table -> table.put(result));
        KeyReport.put(result, pairs, Optional.empty());
        SnapshotReport.put(result, pairs.snapshots());
        measured.put(result);
        result.put("seconds", watch.seconds());
        page.write(spark, () -> evaluated.html(MeasuredOptions.named(facts(pairs.rows(), settings), model)), result);
        return result;
    }

    private Optional<GroupTable> groups(Optional<AngularRegressionModel> model, Pairs pairs, AngularRegression stage) {
        FitSettings settings = stage.fitSettings();
        GroupEvaluation evaluation = GroupEvaluation.of(settings);
        return group.column()
                .map(column -> model.map(measuring -> evaluation.worst(measuring, pairs.rows(), column))
                        .orElseGet(() -> evaluation.worstOfPredictions(pairs.rows(), column)))
                .map(worst -> new GroupTable(worst, "rows"));
    }

    private RunFacts facts(Dataset<Row> rows, AngularRegression settings) {
        return ReportOption.facts(
                name(),
                words(),
                List.of(rows),
                settings.getSeed(),
                Blas.of(settings.fitSettings().execution().blas()).description());
    }

    /** What was measured, as it was given, but for options that have their defaults. */
    List<String> words() {
        return Stream.of(
                        input.words(),
                        labelInput.words(),
                        labelAngles.words(),
                        measured.words(),
                        group.words(),
                        parameters.given())
                .flatMap(List::stream)
                .toList();
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
