package dev.collimate.fit;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadDataException;
import dev.collimate.data.PairShape;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.BlockSource;
import dev.collimate.distributed.DistributedEvaluation;
import dev.collimate.distributed.DistributedFunction;
import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Floats;
import dev.collimate.moments.RowLeverage;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.PenalizedFunction;
import dev.collimate.objective.PullPenalty;
import dev.collimate.optim.BestPoint;
import dev.collimate.optim.EarlyStopping;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.MinimizerState;
import dev.collimate.optim.SmoothFunction;
import dev.collimate.optim.Solver;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.SolverState;
import dev.collimate.optim.StopReason;
import dev.collimate.optim.StopRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
    private final AngularObjective objective;
    private final Map<Integer, PassReport> reports = new HashMap<>();
    private PassReport lastReport;

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
        this.objective = new AngularObjective(map, settings.loss(), settings.reduction());
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
        DistributedFunction function =
                function(moments.map(CollectedMoments::passes).orElse(0));
        SolverResult result = searched ? search(function, start) : closedForm(start);
        int passes = function.passes();
        double[] best = result.best().point();
        PassReport report = reports.get(result.best().iteration());
        if (report == null) {
            function.evaluate(best);
            report = lastReport;
        }
        double seconds = (System.nanoTime() - started) * 1e-9;
        List<Comparison> comparisons = validation.isEmpty()
                ? List.of()
                : new Comparisons(blocks, validation.get(), settings.loss(), blas)
                        .measure(
                                moments.map(CollectedMoments::plain),
                                new Comparison.Candidate(map.name(), solver, passes, map, best));
        TrainingSummary summary = new TrainingSummary(
                blocks.checks(),
                blocks.partitions(),
                solver,
                start.rank(),
                moments.map(CollectedMoments::leverage).filter(RowLeverage::isExtreme),
                passes,
                result.iterations(),
                result.stopReason(),
                result.objectiveHistory(),
                report,
                validation.map(BlockDataset::checks),
                comparisons,
                kernels(),
                seconds);
        return new FitResult(new FittedMap(map, best), summary);
    }

    private List<String> kernels() {
        String driver = Blas.of(blas).description();
        return Stream.concat(Stream.of(driver), blocks.kernels().stream())
                .distinct()
                .toList();
    }

    private DistributedFunction function(int passesBefore) {
        return new DistributedFunction(
                objective,
                blocks,
                new DistributedFunction.Settings(
                        blas,
                        settings.execution().aggregator(),
                        settings.firstOrder().batches(),
                        settings.search().seed(),
                        passesBefore),
                report -> {
                    lastReport = report;
                    listener.passed(report);
                });
    }

    private SolverResult closedForm(StartPoint start) {
        StopReason done = StopReason.done("closedForm", "the map follows from one pass of moments");
        BestPoint only = new BestPoint(0, start.parameters(), Double.NaN, Double.NaN);
        return new SolverResult(only, done, List.of(), 0, 0);
    }

    private SolverResult search(DistributedFunction function, StartPoint start) {
        PullPenalty pull = new PullPenalty(map.layout(), start.reference());
        double regParam = settings.search().regParam();
        SmoothFunction minimised = regParam > 0 ? new PenalizedFunction(function, pull, regParam) : function;
        Solver search = Solvers.of(solver, settings, pull);
        return new Minimizer(search, rules(), earlyStopping(), this::track).minimize(minimised, start.parameters());
    }

    private List<StopRule> rules() {
        return List.of(
                StopRule.divergence(),
                StopRule.gradientNorm(settings.search().gradientTol()),
                StopRule.relativeTolerance(settings.search().tol()),
                StopRule.maxIter(settings.search().maxIter()));
    }

    private EarlyStopping earlyStopping() {
        OptionalInt patience = settings.validation().patience();
        return validation.isPresent() && patience.isPresent()
                ? new EarlyStopping(this::validationAngle, patience.getAsInt())
                : null;
    }

    private double validationAngle(double[] point) {
        try (ResourceScope scope = new ResourceScope()) {
            var predictor = DistributedEvaluation.map(map, Floats.of(point), blas, validation.orElseThrow(), scope);
            return DistributedEvaluation.evaluate(validation.orElseThrow(), settings.loss(), List.of(predictor))
                    .get(0)
                    .meanDegrees();
        }
    }

    /** The last pass was at the state's point, unless it was of mini-batches on the way there. */
    private void track(MinimizerState minimizer) {
        SolverState state = minimizer.current();
        if (state.ended() == null && (settings.firstOrder().batches() == 1 || state.iteration() == 0)) {
            reports.put(state.iteration(), lastReport);
        }
    }
}
