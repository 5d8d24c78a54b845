package dev.collimate.fit;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadDataException;
import dev.collimate.data.PairShape;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.BlockSource;
import dev.collimate.distributed.DistributedProfile;
import dev.collimate.distributed.PassListener;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.moments.RowLeverage;
import dev.collimate.optim.SolverResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fit: from settings and cached blocks to the parameters of a map. */
public final class Fit {
    private static final Logger LOG = LoggerFactory.getLogger(Fit.class);

    private final FitSettings settings;
    private final BlockDataset blocks;
    private final Optional<BlockDataset> validation;
    private final PassListener listener;
    private final BlasChoice blas;
    private final FitPlan plan;
    private final VectorMap map;
    private final String solver;

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
        try (ResourceScope scope = new ResourceScope()) {
            long started = System.nanoTime();
            ValidationSplit split = ValidationSplit.of(
                    rows, settings.validation(), settings.search().seed());
            BlockSource source = source(split.training(), settings);
            FitPlan plan = FitPlan.of(settings, source);
            PairShape planned = source.shape();
            BlockDataset training = source.load(scope);
            if (!training.shape().equals(planned)) {
                // The first usable row was of a rare shape.
                plan = FitPlan.of(settings, source);
            }
            Optional<BlockDataset> validation =
                    split.validation().map(held -> loadValidation(held, settings, training, scope));
            return new Fit(settings, plan, training, validation, listener).run(started, initial);
        }
    }

    private static BlockSource source(Dataset<Row> rows, FitSettings settings) {
        return BlockSource.open(
                rows, settings.requireColumns(), settings.execution().blocks());
    }

    private static BlockDataset loadValidation(
            Dataset<Row> rows, FitSettings settings, BlockDataset training, ResourceScope scope) {
        BlockDataset validation;
        try {
            validation = source(rows, settings).load(scope);
        } catch (BadDataException e) {
            throw new BadDataException("the rows held out for validation cannot be used: " + e.getMessage());
        }
        if (!validation.shape().equals(training.shape())) {
            throw new BadDataException("the rows held out for validation have vectors of "
                    + validation.shape().inputDim() + " and "
                    + validation.shape().outputDim()
                    + " elements, but those of training "
                    + training.shape().inputDim() + " and " + training.shape().outputDim());
        }
        return validation;
    }

    /** @param plan made for the shape of {@code blocks} */
    private Fit(
            FitSettings settings,
            FitPlan plan,
            BlockDataset blocks,
            Optional<BlockDataset> validation,
            PassListener listener) {
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
     * @param started System.nanoTime() when reading began
     * @param initial the model to start from, where the settings name one
     */
    private FitResult run(long started, Optional<FittedMap> initial) {
        boolean searched = !solver.equals(Solvers.CLOSED_FORM);
        Optional<CollectedMoments> moments = plan.moments()
                ? Optional.of(CollectedMoments.of(blocks, settings.execution(), searched))
                : Optional.empty();
        StartPoint start = StartPoint.of(settings, map, moments.map(CollectedMoments::start), initial);
        Search search = new Search(
                settings,
                plan,
                blocks,
                validation,
                moments.map(CollectedMoments::passes).orElse(0),
                listener);
        Search.Found found = searched ? search.from(start) : search.closedForm(start);
        SolverResult result = found.result();
        double[] best = result.best().point();
        double seconds = (System.nanoTime() - started) * 1e-9;
        if (listener.wantsProfile()) {
            profile(moments);
        }
        List<Comparison> comparisons = validation.isEmpty()
                ? List.of()
                : new Comparisons(blocks, validation.get(), settings.loss(), blas)
                        .measure(
                                moments.map(CollectedMoments::plain),
                                new Comparison.Candidate(map.name(), solver, found.passes(), map, best));
        TrainingSummary summary = new TrainingSummary(
                blocks.checks(),
                blocks.partitions(),
                solver,
                start.rank(),
                moments.map(CollectedMoments::leverage).filter(RowLeverage::isExtreme),
                found.passes(),
                result.iterations(),
                result.stopReason(),
                result.objectiveHistory(),
                found.finalPass(),
                validation.map(BlockDataset::checks),
                comparisons,
                kernels(),
                seconds);
        return new FitResult(new FittedMap(map, best), summary);
    }

    /** What goes wrong here loses no fit. */
    private void profile(Optional<CollectedMoments> moments) {
        try {
            listener.profiled(DistributedProfile.collect(blocks).pairs());
            moments.ifPresent(found -> listener.decomposed(found.plain().inputSpectrum()));
        } catch (RuntimeException e) {
            LOG.warn("the training rows could not be described; the fit is whole: {}", e.getMessage());
        }
    }

    private List<String> kernels() {
        String driver = Blas.of(blas).description();
        return Stream.concat(Stream.of(driver), blocks.kernels().stream())
                .distinct()
                .toList();
    }
}
