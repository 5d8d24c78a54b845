package dev.collimate.ml;

import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedFunction;
import dev.collimate.distributed.DistributedMoments;
import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.loss.Losses;
import dev.collimate.map.LinearMap;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.ClosedForms;
import dev.collimate.objective.KroneckerPreconditioner;
import dev.collimate.objective.Pull;
import dev.collimate.objective.PulledFunction;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.Preconditioner;
import dev.collimate.optim.SmoothFunction;
import dev.collimate.optim.Solver;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.SolverState;
import dev.collimate.optim.StartedFunction;
import dev.collimate.optim.StopReason;
import dev.collimate.optim.StopRule;
import java.util.List;
import java.util.Locale;

/** One fit: from an estimator's settings and cached blocks to a model. */
final class Training {
    private final AngularRegression settings;
    private final BlockDataset blocks;
    private final PassListener listener;
    private final BlasChoice blas;
    private final VectorMap map;
    private final AngularObjective objective;
    private PassReport lastReport;
    private PassReport bestReport;
    private double bestValue = Double.POSITIVE_INFINITY;

    Training(AngularRegression settings, BlockDataset blocks, PassListener listener) {
        this.settings = settings;
        this.blocks = blocks;
        this.listener = listener;
        this.blas = BlasChoice.valueOf(settings.getBlas().toUpperCase(Locale.ROOT));
        this.map = Maps.create(settings.mapDescription(
                blocks.shape().inputDim(), blocks.shape().outputDim()));
        this.objective = new AngularObjective(
                map,
                Losses.of(settings.getLoss(), settings.getMargin()),
                AngularObjective.Reduction.valueOf(settings.getReduction().toUpperCase(Locale.ROOT)));
    }

    /** @param started System.nanoTime() when reading began */
    AngularRegressionModel run(long started) {
        ClosedForms closedForms = new ClosedForms(DistributedMoments.collect(blocks, blas), blas);
        String solver = settings.getSolver().equals(Solvers.AUTO) ? Solvers.PRECONDITIONED_LBFGS : settings.getSolver();
        double[] start = start(closedForms);
        DistributedFunction function = new DistributedFunction(
                objective, blocks, new DistributedFunction.Settings(blas, 1, settings.getSeed(), 1), this::passed);
        SolverResult result =
                solver.equals(Solvers.CLOSED_FORM) ? closedForm(function, start) : search(solver, function, start);
        int passes = solver.equals(Solvers.CLOSED_FORM) ? 1 : function.passes();
        TrainingSummary summary = new TrainingSummary(
                blocks.checks(),
                solver,
                passes,
                result.iterations(),
                result.stopReason(),
                result.objectiveHistory(),
                bestReport,
                closedForms.meanActual(),
                Blas.of(blas).description(),
                (System.nanoTime() - started) * 1e-9);
        return new AngularRegressionModel(settings.uid(), map, result.best().point()).withSummary(summary);
    }

    private double[] start(ClosedForms closedForms) {
        if (settings.getInitMode().equals("random")) {
            return map.initialParameters(settings.getSeed());
        }
        return closedForms
                .leastSquares(settings.getFitIntercept(), settings.getRegParam())
                .parameters();
    }

    /** The start itself is the result; a pass that does not count as one of the fit's tells its loss. */
    private SolverResult closedForm(DistributedFunction function, double[] start) {
        SolverState state = new SolverState(0, 0, start, function.evaluate(start), 0, null);
        track(state);
        StopReason done = StopReason.done("closedForm", "the map follows from one pass of moments");
        return new SolverResult(state, done, List.of(state.value()), 0, 0);
    }

    private SolverResult search(String name, DistributedFunction function, double[] start) {
        SmoothFunction minimised = function;
        Preconditioner preconditioner = null;
        if (name.equals(Solvers.PRECONDITIONED_LBFGS)) {
            DistributedFunction.Start at = function.evaluateWithCurvature(start);
            minimised = new StartedFunction(function, start, at.evaluation());
            preconditioner = new KroneckerPreconditioner((LinearMap) map, at.curvature(), blas);
        }
        Solver solver = Solvers.of(name, settings, preconditioner);
        if (settings.getRegParam() > 0) {
            minimised = new PulledFunction(minimised, new Pull(map.layout(), start), settings.getRegParam());
        }
        return new Minimizer(solver, rules(), this::track).minimize(minimised, start);
    }

    private List<StopRule> rules() {
        return List.of(
                StopRule.divergence(),
                StopRule.gradientNorm(settings.getGradientTol()),
                StopRule.relativeTolerance(settings.getTol()),
                StopRule.maxIter(settings.getMaxIter()));
    }

    private void passed(PassReport report) {
        lastReport = report;
        listener.passed(report);
    }

    /** The state was evaluated in the last pass; keeps the report of the best one. */
    private void track(SolverState state) {
        if (bestReport == null || state.ended() == null && state.value() < bestValue) {
            bestReport = lastReport;
            bestValue = state.value();
        }
    }
}
