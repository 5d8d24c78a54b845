package dev.collimate.fit;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadDataException;
import dev.collimate.data.PairShape;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.BlockSource;
import dev.collimate.distributed.PassListener;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.moments.RowLeverage;
import dev.collimate.optim.SolverResult;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One fit: from settings and cached blocks to the parameters of a map. */
public final class Fit {
    private final FitSettings settings;
    private final BlockDataset blocks;
    private final Optional<BlockDataset> validation;
    private final Checkpoint checkpoint;
    private final PassListener listener;
    private final BlasChoice blas;
    private final FitPlan plan;
    private final VectorMap map;
    private final String solver;

    /**
     * Checks, before any work, that what a fit of these settings keeps on its way can be written.
     *
     * @throws SettingsException if not
     */
    public static void requireWritable(FitSettings settings, Configuration configuration) {
        Checkpoint.require(settings.checkpoint(), configuration);
    }

    /**
     * Reads the rows, fits and measures.
     *
     * @param initial the model to start from, where the settings name one
     * @param listener is told of every pass
     * @throws SettingsException if settings contradict each other or the data
     * @throws BadDataException if rows cannot be used
     */
    public static FitResult run(
            Dataset<Row> rows, FitSettings settings, Optional<FittedMap> initial, PassListener listener) {
        Configuration configuration = HadoopSettings.of(rows.sparkSession());
        requireWritable(settings, configuration);
        try (PhaseClock clock = new PhaseClock(Phase.READ, System::nanoTime);
                ResourceScope scope = new ResourceScope()) {
            ValidationSplit split = ValidationSplit.of(
                    rows, settings.validation(), settings.search().seed());
            BlockSource source = split.ofTraining(settings.validation(), fitted -> FitRows.source(fitted, settings));
            FitPlan plan = FitPlan.of(settings, source);
            PairShape planned = source.shape();
            BlockDataset training = source.load(scope);
            if (!training.shape().equals(planned)) {
                // The first usable row was of a rare shape.
                plan = FitPlan.of(settings, source);
            }
            Optional<BlockDataset> validation = split.ofHeldOut(
                    settings.validation(), training.rows(), held -> FitRows.heldOut(held, settings, training, scope));
            long read = training.rows() + validation.map(BlockDataset::rows).orElse(0L);
            settings.validation().selection().ifPresent(selection -> selection.requireDocuments(read));
            FitKeys keys = FitKeys.of(settings, plan, training, validation, initial);
            String kernel = Blas.of(settings.execution().blas()).description();
            int dimension = plan.map().layout().size();
            try (Checkpoint checkpoint =
                    Checkpoint.open(settings.checkpoint(), configuration, keys, kernel, dimension)) {
                Fit fit = new Fit(settings, plan, training, validation, checkpoint, listener);
                try {
                    return fit.run(clock, initial);
                } catch (Exception e) {
                    // Spark's are checked, and no signature of Scala's tells of them, so that no narrower catch
                    // compiles.
                    Optional<RuntimeException> cause = fit.cause(e, source, configuration);
                    if (cause.isPresent()) {
                        throw cause.get();
                    }
                    throw e;
                }
            }
        }
    }

    /** @param plan made for the shape of {@code blocks} */
    private Fit(
            FitSettings settings,
            FitPlan plan,
            BlockDataset blocks,
            Optional<BlockDataset> validation,
            Checkpoint checkpoint,
            PassListener listener) {
        this.checkpoint = checkpoint;
        this.settings = settings;
        this.plan = plan;
        this.blocks = blocks;
        this.validation = validation;
        this.listener = listener;
        this.blas = settings.execution().blas();
        this.map = plan.map();
        this.solver = plan.solver();
    }

    /**
     * @param clock knows when reading began
     * @param initial the model to start from, where the settings name one
     */
    private FitResult run(PhaseClock clock, Optional<FittedMap> initial) {
        boolean searched = !solver.equals(Solvers.CLOSED_FORM);
        clock.begin(Phase.MOMENTS);
        Optional<CollectedMoments> moments = plan.moments()
                ? Optional.of(CollectedMoments.of(blocks, settings, map, checkpoint, searched))
                : Optional.empty();
        clock.begin(Phase.START);
        Optional<StartPoint> start = settings.map().leavesMapOpen()
                ? Optional.empty()
                : Optional.of(checkpoint.start(() -> start(moments, searched, initial)));
        FitProgress.Finished finished =
                checkpoint.finished(() -> start.map(from -> finish(from, moments, searched, clock))
                        .orElseGet(() -> choose(moments.orElseThrow())));
        TrainingSummary summary = summary(start, moments, finished, clock.phases());
        if (listener.wantsProfile()) {
            TrainingProfile.tell(listener, blocks, moments);
        }
        FittedMap fitted = new FittedMap(map, finished.result().best().point());
        return finished.choice()
                .map(choice -> new FitResult(choice.chosen(fitted), summary.withChoice(choice)))
                .orElseGet(() -> new FitResult(fitted, summary));
    }

    /** Of the fitted map, before another is chosen. */
    private TrainingSummary summary(
            Optional<StartPoint> start,
            Optional<CollectedMoments> moments,
            FitProgress.Finished finished,
            List<Phase> phases) {
        SolverResult result = finished.result();
        return new TrainingSummary(
                blocks.checks(),
                blocks.partitions(),
                solver,
                start.map(StartPoint::rank).orElse(OptionalInt.empty()),
                start.flatMap(StartPoint::ridge),
                Optional.of(settings.spread()).filter(SpreadSettings::changes),
                moments.map(CollectedMoments::leverage).filter(RowLeverage::isExtreme),
                finished.passes(),
                checkpoint.resumedFromPass(),
                result.iterations(),
                result.stopReason(),
                result.objectiveHistory(),
                finished.finalPass(),
                validation.map(BlockDataset::checks),
                finished.comparisons(),
                finished.kernels(),
                phases.stream().mapToDouble(Phase::seconds).sum(),
                phases,
                Optional.empty());
    }

    private StartPoint start(Optional<CollectedMoments> moments, boolean searched, Optional<FittedMap> initial) {
        return plan.outputLayer()
                .map(perceptron -> {
                    CollectedMoments collected = moments.orElseThrow();
                    return StartPoint.of(
                            SolvedStart.of(settings, perceptron, blocks, collected, searched), map, collected.start());
                })
                .orElseGet(() -> StartPoint.of(settings, map, moments.map(CollectedMoments::start), initial));
    }

    /** What is behind a failure of a pass: that the fit was asked to end, or that its input changed. */
    private Optional<RuntimeException> cause(Exception failure, BlockSource source, Configuration configuration) {
        if (!(failure instanceof SparkThrowable || failure instanceof CancellationException)) {
            return Optional.empty();
        }
        if (listener.stops()) {
            return Optional.of(checkpoint.stopped(map, failure));
        }
        return source.files()
                .change(configuration)
                .map(change ->
                        new BadDataException("the input changed during the fit: " + Redaction.of(change), failure));
    }

    private FitProgress.Finished choose(CollectedMoments moments) {
        AutomaticFit.Found found =
                new AutomaticFit(settings, plan, blocks, validation.orElseThrow(), listener).find(moments);
        return new FitProgress.Finished(
                found.result(),
                found.finalPass(),
                found.passes(),
                found.comparisons(),
                kernels(),
                Optional.of(found.choice()));
    }

    private FitProgress.Finished finish(
            StartPoint start, Optional<CollectedMoments> moments, boolean searched, PhaseClock clock) {
        clock.begin(Phase.PASSES);
        Search search = new Search(
                settings,
                plan,
                blocks,
                validation,
                moments.map(CollectedMoments::passes).orElse(0) + start.passes(),
                checkpoint,
                listener);
        Search.Found found = searched
                ? search.from(start, moments.flatMap(CollectedMoments::ofRowsSearched))
                : search.closedForm(start);
        clock.begin(Phase.EVALUATION);
        FittedMap fitted = new FittedMap(map, found.result().best().point());
        List<Comparison> comparisons = validation.isEmpty()
                ? List.of()
                : new Comparisons(blocks, validation.get(), settings.loss(), blas)
                        .measure(
                                moments.map(CollectedMoments::plain),
                                new Comparison.Candidate(map.name(), solver, found.passes(), map, fitted.parameters()));
        Optional<Choice> choice = settings.validation().selection().map(selection -> new Selector(
                        settings, blocks, validation.orElseThrow(), listener)
                .choose(fitted, moments.orElseThrow(), plan, found));
        int passes = found.passes() + (plan.spreads() ? 1 : 0);
        return new FitProgress.Finished(found.result(), found.finalPass(), passes, comparisons, kernels(), choice);
    }

    private List<String> kernels() {
        String driver = Blas.of(blas).description();
        return Stream.concat(Stream.of(driver), blocks.kernels().stream())
                .distinct()
                .toList();
    }
}
