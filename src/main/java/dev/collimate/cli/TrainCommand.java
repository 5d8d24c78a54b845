package dev.collimate.cli;

import dev.collimate.data.BadRows;
import dev.collimate.distributed.PassListener;
import dev.collimate.fit.Fit;
import dev.collimate.fit.FitSettings;
import dev.collimate.fit.FitStoppedException;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.fit.ValidationSplit;
import dev.collimate.loss.Losses;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.GroupEvaluation;
import dev.collimate.report.FitTrace;
import dev.collimate.report.GroupTable;
import dev.collimate.report.PhaseTable;
import dev.collimate.report.Result;
import dev.collimate.report.RunFacts;
import dev.collimate.report.TrainingPage;
import dev.collimate.report.TrainingReport;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.Redaction;
import dev.collimate.storage.SavedKind;
import dev.collimate.tables.OutputMode;
import dev.collimate.tables.Pairs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
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
    private FittedInput input;

    @Mixin
    private ModeOption mode;

    @Mixin
    private GroupOption group;

    @Mixin
    private ReportOption page;

    @Option(names = "--model", required = true, paramLabel = "PATH", description = "model directory to write")
    private String model;

    @Option(names = "--fresh", description = "start anew, whatever checkpoint is there")
    private boolean fresh;

    @Option(
            names = "--interrupt-seconds",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "on SIGTERM or SIGINT (Ctrl-C), most seconds to wait for the end of a step before what runs is"
                            + " cancelled")
    private int interruptSeconds;

    @Option(names = "--save-on-interrupt", description = "on SIGTERM or SIGINT, save the best model so far")
    private boolean saveOnInterrupt;

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
    UnaryOperator<String> naming() {
        return input.naming(estimator, super.naming());
    }

    @Override
    void checkOptions() {
        apply(parameters, estimator);
        requireNone(input.conflicts(estimator, isGiven(OptionNames.of(estimator.labelCol()))));
        requireNone(group.conflict(input.holdsOut(estimator)));
        input.applyTo(estimator);
        if (fresh && !estimator.isSet(estimator.checkpointDir())) {
            throw usage("--fresh leaves a checkpoint aside, but no " + OptionNames.of(estimator.checkpointDir())
                    + " is given");
        }
        estimator.setFresh(fresh);
        if (interruptSeconds < 0) {
            throw usage("--interrupt-seconds must be at least 0, but was " + interruptSeconds);
        }
        if (estimator.badRowsPolicy() == BadRows.NULL) {
            throw usage(OptionNames.of(estimator.badRows()) + " null is for predictions; use fail or skip");
        }
        if (mode.value() == OutputMode.APPEND) {
            throw usage("--mode append is not for models; use errorifexists or overwrite");
        }
    }

    @Override
    Duration grace() {
        return Duration.ofSeconds(interruptSeconds);
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        mode.value().requireWritable(spark, model, SavedKind.STAGE);
        page.requireWritable(spark);
        Fit.requireWritable(estimator.fitSettings(), HadoopSettings.of(spark));
        String label = estimator.getLabelCol();
        ValidationInput.Sides sides = input.pairs(spark, estimator, group.selected());
        Pairs pairs = sides.pairs();
        PassRate rate = new PassRate();
        FitTrace trace = new FitTrace();
        double before = watch.seconds();
        AngularRegressionModel fitted =
                fitted(pairs.rows(), label, page.isGiven() ? List.of(rate, trace) : List.of(rate));
        Stopwatch saving = new Stopwatch();
        save(fitted);
        double saved = saving.seconds();
        TrainingSummary summary = fitted.summary().orElseThrow();
        warn(summary);
        TrainingReport report = new TrainingReport(estimator.getLoss(), fitted.map(), summary);
        report.print(surroundings().out(), naming());
        Optional<GroupTable> groups = groups(fitted, pairs.rows());
        groups.ifPresent(table -> table.print(surroundings().out()));
        double seconds = watch.seconds();
        PhaseTable phases = new PhaseTable(summary.phases(), before, saved, seconds);
        if (verbose()) {
            phases.print(surroundings().out());
        }
        Result result = report.result(seconds, phases, rate.rowsPerSecond());
        groups.ifPresent(table -> table.put(result));
        KeyReport.put(result, pairs, sides.heldOutKeys());
        SnapshotReport.put(result, pairs.snapshots());
        result.put("model", model);
        page.write(
                spark,
                () -> new TrainingPage(estimator.fitSettings(), fitted.map(), summary, trace, groups, naming())
                        .html(MeasuredOptions.named(facts(pairs.rows(), summary), Optional.of(fitted))),
                result);
        return result;
    }

    private AngularRegressionModel fitted(Dataset<Row> rows, String label, List<PassListener> listeners)
            throws IOException {
        try {
            return fit(rows, listeners).setLabelCol(label);
        } catch (FitStoppedException e) {
            surroundings().interruption().release();
            throw stopped(e, rows.schema(), label);
        }
    }

    /** Of the rows held out. */
    private Optional<GroupTable> groups(AngularRegressionModel fitted, Dataset<Row> rows) {
        FitSettings settings = estimator.fitSettings();
        return group.column()
                .flatMap(column -> ValidationSplit.withoutWarning(
                                rows, settings.validation(), settings.search().seed())
                        .validation()
                        .map(held -> GroupEvaluation.of(settings).worst(fitted, held, column)))
                .map(worst -> new GroupTable(worst, "rows held out"));
    }

    private RunFacts facts(Dataset<Row> rows, TrainingSummary summary) {
        List<String> words = new ArrayList<>(input.words(parameters));
        words.addAll(group.words());
        return ReportOption.facts(name(), words, List.of(rows), estimator.getSeed(), String.join("; ", summary.blas()));
    }

    private void save(AngularRegressionModel fitted) throws IOException {
        MLWriter writer = fitted.write();
        (mode.value() == OutputMode.OVERWRITE ? writer.overwrite() : writer).save(model);
    }

    /** Keeps what is to be kept of a fit that a signal ended, and says so. */
    private StoppedException stopped(FitStoppedException stop, StructType schema, String label) throws IOException {
        StringBuilder told = new StringBuilder(stop.getMessage());
        told.append(
                stop.isKept()
                        ? "; the same command" + (fresh ? " without --fresh" : "") + " goes on from there"
                        : estimator.isSet(estimator.checkpointDir())
                                ? "; not all of that could be kept in the checkpoint"
                                : "; " + OptionNames.of(estimator.checkpointDir())
                                        + " keeps what a fit has done, so that it can go on");
        if (saveOnInterrupt && stop.best().isPresent()) {
            save(estimator.model(stop.best().get(), schema).setLabelCol(label));
            told.append("; the best model so far is in ").append(Redaction.of(model));
        } else if (saveOnInterrupt) {
            told.append("; there is no model yet");
        }
        return new StoppedException(told.toString(), stop);
    }

    private void warn(TrainingSummary summary) {
        if (summary.stopReason().failure()) {
            LOG.warn("the solver could not go on: {}", summary.stopReason().sentence());
        }
        summary.betterBaseline(Losses.of(estimator.getLoss(), 0))
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
            all.add(new StopBySignal(surroundings().interruption()));
            return estimator.setPassListener(new PassListeners(all)).fit(rows);
        }
    }
}
