package dev.collimate.optim;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The loop: asks a solver for states until the solver or a rule ends it. */
public final class Minimizer {
    private final Solver solver;
    private final List<StopRule> rules;
    private final EarlyStopping earlyStopping;
    private final Consumer<SolverState> hook;

    /**
     * @param rules looked at in this order after every state
     * @param earlyStopping null for none
     * @param hook sees every state, the start included
     */
    public Minimizer(Solver solver, List<StopRule> rules, EarlyStopping earlyStopping, Consumer<SolverState> hook) {
        this.solver = solver;
        this.rules = List.copyOf(rules);
        this.earlyStopping = earlyStopping;
        this.hook = hook;
    }

    public Minimizer(Solver solver, List<StopRule> rules, Consumer<SolverState> hook) {
        this(solver, rules, null, hook);
    }

    public SolverResult minimize(SmoothFunction function, double[] start) {
        if (start.length != function.dimension()) {
            throw new IllegalArgumentException(
                    "the start must have " + function.dimension() + " elements, but has " + start.length);
        }
        Iterator<SolverState> states = solver.states(function, start.clone());
        List<Double> history = new ArrayList<>();
        Best best = new Best();
        SolverState previous = null;
        while (true) {
            SolverState current = states.next();
            // A state that says why there is no further step is the accepted one before it, once more.
            if (current.ended() == null) {
                history.add(current.value());
            }
            hook.accept(current);
            best.offer(current);
            StopReason reason = reason(previous, current, best);
            if (reason != null) {
                return new SolverResult(best.state, reason, history, current.iteration(), current.evaluations());
            }
            previous = current;
        }
    }

    private StopReason reason(SolverState previous, SolverState current, Best best) {
        if (current.ended() != null) {
            return current.ended();
        }
        for (StopRule rule : rules) {
            Optional<StopReason> reason = rule.check(previous, current);
            if (reason.isPresent()) {
                return reason.get();
            }
        }
        int waited = current.iteration() - best.state.iteration();
        if (earlyStopping == null || waited < earlyStopping.patience()) {
            return null;
        }
        return StopReason.done(
                "earlyStopping",
                String.format(
                        Locale.ROOT,
                        "the validation score %.6g of step %d was not improved in %d steps",
                        best.score,
                        best.state.iteration(),
                        waited));
    }

    /** The state to return: of the lowest validation score where there is one, else of the lowest value. */
    private final class Best {
        private SolverState state;
        private double score = Double.POSITIVE_INFINITY;

        void offer(SolverState candidate) {
            if (state != null && (candidate.ended() != null || !candidate.isFinite())) {
                return;
            }
            double found = earlyStopping == null
                    ? candidate.value()
                    : earlyStopping.score().applyAsDouble(candidate.point());
            if (state == null || found < score || earlyStopping == null && found == score) {
                state = candidate;
                score = found;
            }
        }
    }
}
