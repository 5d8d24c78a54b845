package dev.collimate.optim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The loop: takes a solver from state to state until the solver or a rule ends it. */
public final class Minimizer {
    private final Solver solver;
    private final List<StopRule> rules;
    private final EarlyStopping earlyStopping;
    private final Consumer<MinimizerState> hook;

    /**
     * @param rules looked at in this order after every state
     * @param earlyStopping null for none
     * @param hook sees every state, the start included, with what a later {@link #resume} needs
     */
    public Minimizer(Solver solver, List<StopRule> rules, EarlyStopping earlyStopping, Consumer<MinimizerState> hook) {
        this.solver = solver;
        this.rules = List.copyOf(rules);
        this.earlyStopping = earlyStopping;
        this.hook = hook;
    }

    public Minimizer(Solver solver, List<StopRule> rules, Consumer<MinimizerState> hook) {
        this(solver, rules, null, hook);
    }

    /** @throws IllegalArgumentException if the start has not the function's number of elements */
    public SolverResult minimize(SmoothFunction function, double[] start) {
        if (start.length != function.dimension()) {
            throw new IllegalArgumentException(
                    "the start must have " + function.dimension() + " elements, but has " + start.length);
        }
        SolverState first = solver.start(function, start.clone());
        MinimizerState state = MinimizerState.start(first, scored(first));
        hook.accept(state);
        return resume(function, state);
    }

    /**
     * Goes on from a state that the hook saw, in this run or in one before it; with the same settings and function the
     * result has the same bits as that of a run that was never stopped. Rules are looked at anew, so a run that ended by
     * one goes on where the rule now allows more.
     *
     * @throws IllegalArgumentException if another solver left the state
     */
    public SolverResult resume(SmoothFunction function, MinimizerState from) {
        MinimizerState state = from;
        Optional<StopReason> reason = reason(state);
        while (reason.isEmpty()) {
            SolverState next = solver.step(function, state.current());
            state = state.next(next, better(function, state, next));
            hook.accept(state);
            reason = reason(state);
        }
        return new SolverResult(
                state.best(),
                reason.get(),
                Arrays.stream(state.objectiveHistory()).boxed().toList(),
                state.current().iteration(),
                state.current().evaluations());
    }

    private Optional<StopReason> reason(MinimizerState state) {
        if (state.current().ended() != null) {
            return Optional.of(state.current().ended());
        }
        for (StopRule rule : rules) {
            Optional<StopReason> reason = rule.check(state);
            if (reason.isPresent()) {
                return reason;
            }
        }
        BestPoint best = state.best();
        int waited = state.current().iteration() - best.iteration();
        if (earlyStopping == null || waited < earlyStopping.patience()) {
            return Optional.empty();
        }
        return Optional.of(StopReason.done(
                "earlyStopping",
                String.format(
                        Locale.ROOT,
                        "the validation score %.6g of step %d was not improved in %d steps",
                        best.score(),
                        best.iteration(),
                        waited)));
    }

    /**
     * The one to return: of the lowest validation score where there is one, else the last whose value is the lowest but for
     * rounding.
     */
    private BestPoint better(SmoothFunction function, MinimizerState state, SolverState candidate) {
        BestPoint best = state.best();
        if (candidate.ended() != null || !candidate.isFinite()) {
            return best;
        }
        BestPoint scored = scored(candidate);
        if (earlyStopping != null) {
            return scored.score() < best.score() ? scored : best;
        }
        return scored.score() <= state.lowest() + function.roundingError(state.lowest()) ? scored : best;
    }

    private BestPoint scored(SolverState state) {
        double score =
                earlyStopping == null ? state.value() : earlyStopping.score().applyAsDouble(state.point());
        return new BestPoint(state.iteration(), state.point(), state.value(), score);
    }
}
