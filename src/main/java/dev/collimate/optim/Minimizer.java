package dev.collimate.optim;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The loop: asks a solver for states until the solver or a rule ends it. */
public final class Minimizer {
    private final Solver solver;
    private final List<StopRule> rules;
    private final Consumer<SolverState> hook;

    /**
     * @param rules looked at in this order after every state
     * @param hook sees every state, the start included
     */
    public Minimizer(Solver solver, List<StopRule> rules, Consumer<SolverState> hook) {
        this.solver = solver;
        this.rules = List.copyOf(rules);
        this.hook = hook;
    }

    public SolverResult minimize(SmoothFunction function, double[] start) {
        if (start.length != function.dimension()) {
            throw new IllegalArgumentException(
                    "the start must have " + function.dimension() + " elements, but has " + start.length);
        }
        Iterator<SolverState> states = solver.states(function, start.clone());
        List<Double> history = new ArrayList<>();
        SolverState previous = null;
        SolverState best = null;
        while (true) {
            SolverState current = states.next();
            history.add(current.value());
            hook.accept(current);
            if (best == null || isFinite(current) && !(current.value() > best.value())) {
                best = current;
            }
            StopReason reason = reason(previous, current);
            if (reason != null) {
                return new SolverResult(best, reason, history, current.iteration(), current.evaluations());
            }
            previous = current;
        }
    }

    private StopReason reason(SolverState previous, SolverState current) {
        if (current.ended() != null) {
            return current.ended();
        }
        for (StopRule rule : rules) {
            Optional<StopReason> reason = rule.check(previous, current);
            if (reason.isPresent()) {
                return reason.get();
            }
        }
        return null;
    }

    private static boolean isFinite(SolverState state) {
        return state.evaluation().isFinite();
    }
}
