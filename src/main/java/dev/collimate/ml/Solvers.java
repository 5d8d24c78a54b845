package dev.collimate.ml;

import dev.collimate.optim.AcceleratedDescent;
import dev.collimate.optim.FirstOrder;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Momentum;
import dev.collimate.optim.Preconditioner;
import dev.collimate.optim.Solver;
import java.util.List;

/** The solvers that the estimator offers, by name. */
final class Solvers {
    static final String AUTO = "auto";
    static final String GRADIENT_DESCENT = "gd";
    static final String LBFGS = "lbfgs";
    static final String PRECONDITIONED_LBFGS = "precond-lbfgs";
    static final String CLOSED_FORM = "closed-form";
    static final List<String> NAMES = List.of(AUTO, PRECONDITIONED_LBFGS, LBFGS, GRADIENT_DESCENT, CLOSED_FORM);

    private static final int MEMORY = 10;
    /** Embeddings have unit length or so, and losses gradients below 1: a first step of this size is never tiny. */
    private static final double FIRST_STEP_SIZE = 1;

    private Solvers() {}

    /**
     * The named iterative solver.
     *
     * @param preconditioner of precond-lbfgs; no other solver reads it
     */
    static Solver of(String name, HasSolver<?> settings, Preconditioner preconditioner) {
        return switch (name) {
            case PRECONDITIONED_LBFGS -> new LimitedMemoryBfgs(MEMORY, preconditioner);
            case LBFGS -> new LimitedMemoryBfgs(MEMORY, null);
            case GRADIENT_DESCENT ->
                settings.isSet(settings.stepSize())
                        ? new FirstOrder(
                                new Momentum(settings.getMomentum(), settings.getNesterov()),
                                FirstOrder.Settings.constant(settings.getStepSize()))
                        : new AcceleratedDescent(FIRST_STEP_SIZE, true);
            default -> throw new IllegalArgumentException(name + " is not an iterative solver");
        };
    }
}
