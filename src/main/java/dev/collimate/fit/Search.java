package dev.collimate.fit;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedEvaluation;
import dev.collimate.distributed.DistributedFunction;
import dev.collimate.distributed.DistributedSpread;
import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.loss.Reduction;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Floats;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.moments.Spread;
import dev.collimate.moments.SpreadSums;
import dev.collimate.moments.Spreads;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.MomentCurvedFunction;
import dev.collimate.objective.PenalizedFunction;
import dev.collimate.objective.PullPenalty;
import dev.collimate.objective.ScaledFunction;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

/** The passes of a fit after its moments: from a start to the best point that a solver finds, which the start may be. */
final class Search {
    /**
     * Radians: 1 - cos is 2^-40. A float32 has 24 bits; rounded inputs and parameters and sums of their products leave
     * predictions about 20 of them.
     */
    private static final double EXACT_ANGLE = 0x1p-20 * Math.sqrt(2);

    private final FitSettings settings;
    private final VectorMap map;
    private final String solver;
    private final BlockDataset blocks;
    private final Optional<BlockDataset> validation;
    private final HeldOut heldOut;
    private final BlasChoice blas;
    private final AngularObjective objective;
    private final DistributedFunction function;
    private final Checkpoint checkpoint;
    private final PassListener listener;
    private final Map<Integer, PassReport> reports = new TreeMap<>();
    private PassReport lastReport;

    /**
     * @param passesBefore over the data, for reports
     * @param checkpoint knows where the search stood in a run before this one
     */
    Search(
            FitSettings settings,
            FitPlan plan,
            BlockDataset blocks,
            Optional<BlockDataset> validation,
            int passesBefore,
            Checkpoint checkpoint,
            PassListener listener) {
        this.settings = settings;
        this.checkpoint = checkpoint;
        this.listener = listener;
        this.map = plan.map();
        this.solver = plan.solver();
        this.blocks = blocks;
        this.validation = validation;
        this.heldOut = HeldOut.of(settings, plan, validation.isPresent());
        this.blas = settings.execution().blas();
        this.objective = new AngularObjective(map, settings.loss(), settings.reduction());
        this.function = new DistributedFunction(
                objective,
                blocks,
                new DistributedFunction.Settings(
                        blas,
                        settings.execution().aggregator(),
                        settings.firstOrder().batches(),
                        settings.search().seed(),
                        checkpoint.searched().map(FitProgress.Searched::passes).orElse(passesBefore)),
                report -> {
                    lastReport = report;
                    listener.passed(report);
                });
    }

    /**
     * What was found.
     *
     * @param result its best point are the parameters of the map
     * @param passes over the data so far, but for one that {@code finalPass} may have taken
     * @param finalPass at the parameters
     */
    record Found(SolverResult result, int passes, PassReport finalPass) {}

    /** The start itself, as a closed form is. */
    Found closedForm(StartPoint start) {
        int passes = function.passes();
        StopReason done = StopReason.done(
                "closedForm",
                "the map follows from " + (passes == 1 ? "one pass" : passes + " passes") + " of moments");
        BestPoint only = new BestPoint(0, start.parameters(), Double.NaN, Double.NaN);
        SolverResult result = new SolverResult(only, done, List.of(), 0, 0);
        if (settings.spread().changes()) {
            return spread(result, passes);
        }
        function.evaluate(start.parameters());
        return new Found(result, passes, lastReport);
    }

    /** @param forms of the rows as they are, where there are such */
    Found from(StartPoint start, Optional<ClosedForms> forms) {
        SmoothFunction pulled = lossWithPull(start, forms);
        // A preconditioner measures inputs itself.
        Optional<ScaledFunction> scaled = start.scales()
                .filter(scales -> !solver.equals(Solvers.PRECONDITIONED_LBFGS))
                .map(scales -> new ScaledFunction(pulled, scales));
        UnaryOperator<double[]> point =
                parameters -> scaled.map(to -> to.point(parameters)).orElse(parameters);
        UnaryOperator<double[]> parameters =
                at -> scaled.map(from -> from.parameters(at)).orElse(at);
        Solver search = Solvers.of(solver, settings, new PullPenalty(map.layout(), point.apply(start.reference())));
        Minimizer minimizer =
                new Minimizer(search, rules(settings, blocks.weight()), earlyStopping(parameters), this::track);
        SmoothFunction minimized = scaled.isPresent() ? scaled.get() : pulled;
        SolverResult searched = checkpoint
                .searched()
                .map(before -> resume(minimizer, minimized, before))
                .orElseGet(() -> minimizer.minimize(minimized, point.apply(start.parameters())));
        Found found = measured(
                pulled, start, searched.at(parameters.apply(searched.best().point())));
        return settings.spread().changes() ? spread(found.result(), found.passes()) : found;
    }

    private SolverResult resume(Minimizer minimizer, SmoothFunction minimized, FitProgress.Searched before) {
        before.reports().forEach(step -> reports.put(step.iteration(), step.report()));
        return minimizer.resume(minimized, before.state());
    }

    /** What was found, with its predictions spread out, by one pass of their moments and one for the loss. */
    private Found spread(SolverResult found, int passes) {
        double[] point = found.best().point();
        SpreadSums sums = DistributedSpread.collect(
                blocks, map, point, blas, settings.execution().aggregator());
        double[] parameters;
        try {
            Spread spread = new Spreads(blas)
                    .of(sums, settings.spread().amount(), settings.spread().scale());
            parameters = MapMethodsFactory.of(map).spread(point, spread, blas);
        } catch (ArithmeticException e) {
            throw new SettingsException("{spread} and {spreadScale} have nothing to spread: %s", e.getMessage());
        }
        function.evaluate(parameters);
        return new Found(found.at(parameters), passes + 1, lastReport);
    }

    /**
     * Values on mini-batches are means along the way, so what is found there is measured by one more pass, and the start
     * takes its place if it has a lower value; unless early stopping scored both.
     */
    private Found measured(SmoothFunction pulled, StartPoint start, SolverResult result) {
        int passes = function.passes();
        int iteration = result.best().iteration();
        PassReport known = reports.get(iteration);
        if (known != null) {
            return new Found(heldOut.said(result), passes, known);
        }
        double value = pulled.evaluate(result.best().point()).value();
        double atStart = result.objectiveHistory().get(0);
        boolean worse = value > atStart + pulled.roundingError(atStart);
        return worse && !heldOut.scores()
                ? new Found(StartKept.instead(result, start.parameters()), passes, reports.get(0))
                : new Found(result, passes, lastReport);
    }

    /** @param weight sum of w over the rows */
    static List<StopRule> rules(FitSettings settings, double weight) {
        List<StopRule> rules = new ArrayList<>();
        rules.add(StopRule.divergence());
        rules.add(StopRule.gradientNorm(settings.search().gradientTol()));
        if (settings.loss().alignsVectors()) {
            double rows = settings.reduction() == Reduction.SUM ? weight : 1;
            rules.add(StopRule.exactFit(rows * settings.loss().valueAt(EXACT_ANGLE)));
        }
        rules.add(StopRule.relativeTolerance(settings.search().tol()));
        rules.add(StopRule.maxIter(settings.search().steps()));
        return rules;
    }

    private SmoothFunction lossWithPull(StartPoint start, Optional<ClosedForms> forms) {
        double regParam = settings.search().regParam();
        if (regParam > 0) {
            return new PenalizedFunction(function, new PullPenalty(map.layout(), start.reference()), regParam);
        }
        return solver.equals(Solvers.PRECONDITIONED_LBFGS) && forms.isPresent()
                ? new MomentCurvedFunction(function, objective, forms.get(), blas)
                : function;
    }

    private EarlyStopping earlyStopping(UnaryOperator<double[]> parameters) {
        return heldOut.scores()
                ? new EarlyStopping(point -> validationAngle(parameters.apply(point)), heldOut.patience())
                : null;
    }

    private double validationAngle(double[] parameters) {
        try (ResourceScope scope = new ResourceScope()) {
            var predictor =
                    DistributedEvaluation.map(map, Floats.of(parameters), blas, validation.orElseThrow(), scope);
            double degrees = DistributedEvaluation.evaluate(
                            validation.orElseThrow(), settings.loss(), List.of(predictor))
                    .get(0)
                    .meanDegrees();
            listener.validated(function.passes(), degrees);
            return degrees;
        }
    }

    /** The last pass was at the state's point, unless it was of mini-batches on the way there. */
    private void track(MinimizerState minimizer) {
        SolverState state = minimizer.current();
        if (state.ended() == null && (settings.firstOrder().batches() == 1 || state.iteration() == 0)) {
            reports.put(state.iteration(), lastReport);
        }
        List<FitProgress.StepReport> known = reports.entrySet().stream()
                .map(step -> new FitProgress.StepReport(step.getKey(), step.getValue()))
                .toList();
        checkpoint.searched(new FitProgress.Searched(minimizer, known, function.passes()));
        if (listener.stops()) {
            throw new CancellationException("the fit was asked to stop");
        }
    }
}
