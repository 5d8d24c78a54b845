package dev.collimate.ml;

import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedEvaluation;
import dev.collimate.distributed.DistributedFunction;
import dev.collimate.distributed.DistributedMoments;
import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.distributed.ResourceScope;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.ClosedForms;
import dev.collimate.objective.Pull;
import dev.collimate.objective.PulledFunction;
import dev.collimate.optim.EarlyStopping;
import dev.collimate.optim.Minimizer;
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
import java.util.stream.Stream;

/** One fit: from an estimator's settings and cached blocks to a model. */
final class Training {
    private final AngularRegression settings;
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

    /** @param plan made for the shape of {@code blocks} */
    Training(
            AngularRegression settings,
            FitPlan plan,
            BlockDataset blocks,
            Optional<BlockDataset> validation,
            PassListener listener) {
        this.settings = settings;
        this.plan = plan;
        this.blocks = blocks;
        this.validation = validation;
        this.listener = listener;
        this.blas = settings.blasChoice();
        this.map = plan.map();
        this.solver = plan.solver();
        this.objective = new AngularObjective(map, settings.lossChoice(), settings.reductionChoice());
    }

    /** @param started System.nanoTime() when reading began */
    AngularRegressionModel run(long started) {
        Optional<ClosedForms> closedForms = plan.moments()
                ? Optional.of(
                        new ClosedForms(DistributedMoments.collect(blocks, blas, settings.aggregatorChoice()), blas))
                : Optional.empty();
        StartPoint start = StartPoint.of(settings, map, closedForms);
        DistributedFunction function = function(closedForms.isPresent() ? 1 : 0);
        SolverResult result = solver.equals(Solvers.CLOSED_FORM) ? closedForm(start) : search(function, start);
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
                : new Comparisons(blocks, validation.get(), objective.loss(), blas)
                        .measure(closedForms, new Comparison.Candidate(map.name(), solver, passes, map, best));
        TrainingSummary summary = new TrainingSummary(
                blocks.checks(),
                blocks.partitions(),
                solver,
                start.rank(),
                passes,
                result.iterations(),
                result.stopReason(),
                result.objectiveHistory(),
                report,
                validation.map(BlockDataset::checks),
                comparisons,
                kernels(),
                seconds);
        return new AngularRegressionModel(settings.uid(), map, best)
                .withSummary(summary)
                .withTrainingBlas(summary.blas());
    }

    private List<String> kernels() {
        String driver = Blas.of(blas).description();
        return Stream.concat(Stream.of(driver), blocks.kernels().stream())
                .distinct()
                .toList();
    }

    private DistributedFunction function(int passesBefore) {
        int batches = (int) Math.rint(1 / settings.getBatchFraction());
        return new DistributedFunction(
                objective,
                blocks,
                new DistributedFunction.Settings(
                        blas, settings.aggregatorChoice(), batches, settings.getSeed(), passesBefore),
                report -> {
                    lastReport = report;
                    listener.passed(report);
                });
    }

    private SolverResult closedForm(StartPoint start) {
        StopReason done = StopReason.done("closedForm", "the map follows from one pass of moments");
        SolverState state = new SolverState(0, 0, start.parameters(), null, 0, done);
        return new SolverResult(state, done, List.of(), 0, 0);
    }

    private SolverResult search(DistributedFunction function, StartPoint start) {
        Pull pull = new Pull(map.layout(), start.reference());
        SmoothFunction minimised =
                settings.getRegParam() > 0 ? new PulledFunction(function, pull, settings.getRegParam()) : function;
        Solver search = Solvers.of(solver, settings, pull);
        return new Minimizer(search, rules(), earlyStopping(), this::track).minimize(minimised, start.parameters());
    }

    private List<StopRule> rules() {
        return List.of(
                StopRule.divergence(),
                StopRule.gradientNorm(settings.getGradientTol()),
                StopRule.relativeTolerance(settings.getTol()),
                StopRule.maxIter(settings.getMaxIter()));
    }

    private EarlyStopping earlyStopping() {
        return validation.isPresent() && settings.isSet(settings.patience())
                ? new EarlyStopping(this::validationAngle, settings.getPatience())
                : null;
    }

    private double validationAngle(double[] point) {
        try (ResourceScope scope = new ResourceScope()) {
            var predictor = DistributedEvaluation.map(map, Floats.of(point), blas, validation.orElseThrow(), scope);
            return DistributedEvaluation.evaluate(validation.orElseThrow(), objective.loss(), List.of(predictor))
                    .get(0)
                    .meanDegrees();
        }
    }

    /** The last pass was at the state's point, unless it was of mini-batches on the way there. */
    private void track(SolverState state) {
        if (state.ended() == null && (settings.getBatchFraction() == 1 || state.iteration() == 0)) {
            reports.put(state.iteration(), lastReport);
        }
    }
}
