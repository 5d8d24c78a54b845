package dev.collimate.cli;

import dev.collimate.data.BadRows;
import dev.collimate.distributed.PassListener;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.loss.Losses;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.report.FitTrace;
import dev.collimate.report.Result;
import dev.collimate.report.RunFacts;
import dev.collimate.report.TrainingPage;
import dev.collimate.report.TrainingReport;
import dev.collimate.storage.SavedKind;
import dev.collimate.tables.OutputMode;
import dev.collimate.tables.Pairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Fits a map to pairs, tells how it does on rows held out, and saves the model. */
@Command(
        name = "train",
        description = "Fits a map from vectors x to vectors y that minimises the angle between prediction and y,"
                + " compares it with simpler maps on rows held out, and saves the model.")
final class TrainCommand extends JobCommand {
    private static final Logger LOG = LoggerFactory.getLogger(TrainCommand.class);

    /** The passes before the first step: moments, and the loss and its curvature at the start. */
    private static final int PASSES_TO_START = 2;

    /** Of columns that training does not write. */
    private static final Set<String> NOT_OFFERED = Set.of("predictionCol", "predictionType", "angleCol");

    @Mixin
    private InputOptions input;

    @Mixin
    private LabelInputOptions labelInput;

    @Mixin
    private ModeOption mode;

    @Mixin
    private ReportOption page;

    @Mixin
    private ValidationInput validation;

    @Mixin
    private LabelAngleOptions labelAngles;

    @Option(names = "--model", required = true, paramLabel = "PATH", description = "model directory to write")
    private String model;

    @Option(names = "--fresh", description = "start anew, whatever checkpoint is there")
    private boolean fresh;

    private final AngularRegression estimator = CommandLineStage.create();
    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());

    TrainCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        parameters.addTo(command, name -> !NOT_OFFERED.contains(name));
    }

    @Override
    void checkOptions() {
        apply(parameters, estimator);
        requireNone(
                input.conflict(),
                input.vectors().conflict(),
                labelInput.conflict(input),
                labelAngles.conflict(isGiven(OptionNames.of(estimator.labelCol()))),
                validation.conflict(estimator, labelInput.byPosition(input)));
        labelAngles.applyTo(estimator);
        if (fresh && !estimator.isSet(estimator.checkpointDir())) {
            throw usage("--fresh leaves a checkpoint aside, but no --checkpoint-dir is given");
        }
        estimator.setFresh(fresh);
        if (estimator.badRowsPolicy() == BadRows.NULL) {
            throw usage("--bad-rows null is for predictions; use fail or skip");
        }
        if (mode.value() == OutputMode.APPEND) {
            throw usage("--mode append is not for models; use errorifexists or overwrite");
        }
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        mode.value().requireWritable(spark, model, SavedKind.STAGE);
        page.requireWritable(spark);
        String label = estimator.getLabelCol();
        ValidationInput.Sides sides =
                validation.pairs(new InputColumns(spark, input, labelInput), input.source(), estimator);
        Pairs pairs = sides.pairs();
        estimator.setLabelCol(pairs.label());
        PassRate rate = new PassRate();
        FitTrace trace = new FitTrace();
        AngularRegressionModel fitted = fit(pairs.rows(), page.isGiven() ? List.of(rate, trace) : List.of(rate))
                .setLabelCol(label);
        MLWriter writer = fitted.write();
        (mode.value() == OutputMode.OVERWRITE ? writer.overwrite() : writer).save(model);
        TrainingSummary summary = fitted.summary().orElseThrow();
        if (summary.stopReason().failure()) {
            LOG.warn("the solver could not go on: {}", summary.stopReason().sentence());
        }
        warnOfBetterBaseline(estimator.getLoss(), summary);
        TrainingReport report = new TrainingReport(estimator.getLoss(), fitted.map(), summary);
        report.print(surroundings().out());
        Result result = report.result(watch.seconds(), rate.rowsPerSecond());
        KeyReport.put(result, pairs.keys(), sides.heldOutKeys());
        result.put("model", model);
        TrainingPage training = new TrainingPage(
                estimator.getLoss(),
                fitted.map(),
                summary,
                estimator.fitSettings().spread(),
                trace);
        page.write(spark, training::html, () -> facts(pairs.rows(), summary), result);
        return result;
    }

    private RunFacts facts(Dataset<Row> rows, TrainingSummary summary) {
        return new RunDescription(name(), words())
                .facts(rows.sparkSession(), List.of(rows), estimator.getSeed(), String.join("; ", summary.blas()));
    }

    /** What was fitted to what, as it was given, but for options that have their defaults. */
    private List<String> words() {
        return Stream.of(input.words(), labelInput.words(), validation.words(), labelAngles.words(), parameters.given())
                .flatMap(List::stream)
                .toList();
    }

    private static void warnOfBetterBaseline(String loss, TrainingSummary summary) {
        summary.betterBaseline(Losses.of(loss, 0))
                .ifPresent(better -> LOG.warn(
                        "{} has a smaller mean angle on the rows held out, {} degrees, than the fitted map; it may serve"
                                + " better",
                        better.name(),
                        String.format(Locale.ROOT, "%.3f", better.statistics().meanDegrees())));
    }

    /** @param expectedPasses for the time left; more may come */
    private Progress progress(int expectedPasses) {
        return surroundings().terminalWidth().isPresent()
                ? new LiveLine(
                        surroundings().err(), surroundings().terminalWidth().getAsInt(), "train", expectedPasses)
                : new Progress.PassLog();
    }

    private AngularRegressionModel fit(Dataset<Row> rows, List<PassListener> listeners) {
        int expectedPasses = PASSES_TO_START + estimator.getMaxIter();
        try (Progress progress = progress(expectedPasses)) {
            List<PassListener> all = new ArrayList<>(listeners);
            all.add(progress);
            return estimator.setPassListener(new PassListeners(all)).fit(rows);
        }
    }
}
