package dev.collimate.ml;

import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.OrthogonalMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.objective.AngularObjective;
import dev.collimate.optim.AcceleratedDescent;
import dev.collimate.optim.Adam;
import dev.collimate.optim.Decay;
import dev.collimate.optim.FirstOrder;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Momentum;
import dev.collimate.optim.Schedule;
import dev.collimate.optim.Solver;
import java.util.List;

/** The solvers that the estimator offers, by name. */
final class Solvers {
    static final String AUTO = "auto";
    static final String PRECONDITIONED_LBFGS = "precond-lbfgs";
    static final String LBFGS = "lbfgs";
    static final String GRADIENT_DESCENT = "gd";
    static final String ADAM = "adam";
    static final String ADAMW = "adamw";
    static final String CLOSED_FORM = "closed-form";
    static final List<String> NAMES =
            List.of(AUTO, PRECONDITIONED_LBFGS, LBFGS, GRADIENT_DESCENT, ADAM, ADAMW, CLOSED_FORM);

    private static final int MEMORY = 10;
    /** Embeddings have unit length or so, and losses gradients below 1: a first step of this size is never tiny. */
    private static final double FIRST_STEP_SIZE = 1;

    private static final double ADAM_LEARNING_RATE = 1e-3;
    private static final int STEP_STAGES = 3;
    private static final double STEP_DECAY = 0.1;

    private Solvers() {}

    /**
     * The solver that {@code settings} ask for, with auto resolved for {@code map}.
     *
     * @throws IllegalArgumentException if the map has no such solver, or another option contradicts the solver
     */
    static String resolve(AngularRegression settings, VectorMap map) {
        String asked = settings.getSolver();
        String automatic = automatic(settings, map);
        String solver = asked.equals(AUTO) ? automatic : asked;
        boolean fits =
                switch (solver) {
                    case PRECONDITIONED_LBFGS -> AngularObjective.hasPreconditioner(map);
                    case CLOSED_FORM -> map instanceof LinearMap || map instanceof OrthogonalMap;
                    default -> !(map instanceof OrthogonalMap);
                };
        if (!fits) {
            throw new IllegalArgumentException("the map " + map.name() + " has no solver " + solver
                    + "; leave the solver at auto, which is " + automatic + " for this map");
        }
        requireOptionsFor(solver, settings, map);
        return solver;
    }

    private static void requireOptionsFor(String solver, AngularRegression settings, VectorMap map) {
        if (solver.equals(CLOSED_FORM) && !settings.lossChoice().alignsVectors()) {
            throw new IllegalArgumentException("the closed forms of the map " + map.name()
                    + " bring vectors together, but the loss " + settings.getLoss()
                    + " drives them apart; choose another loss, or the map linear and the solver lbfgs");
        }
        if (solver.equals(CLOSED_FORM) && StartPoint.isChosen(settings)) {
            throw new IllegalArgumentException("the solver closed-form starts nowhere, but initMode was "
                    + settings.getInitMode() + " and initialModel was "
                    + (settings.isSet(settings.initialModel()) ? settings.getInitialModel() : "not set")
                    + "; leave both out, or choose a solver that searches");
        }
        boolean pulled = settings.getRegParam() > 0 || solver.equals(ADAMW) && settings.getWeightDecay() > 0;
        if (settings.isSet(settings.pullTo()) && !pulled) {
            throw new IllegalArgumentException("pullTo was " + settings.getPullTo()
                    + ", but regParam was 0 and nothing pulls; set regParam above 0, or leave pullTo out");
        }
        if (settings.getBatchFraction() < 1 && !isFirstOrder(settings, solver)) {
            throw new IllegalArgumentException("the solver " + solver + " makes full passes, but batchFraction was "
                    + settings.getBatchFraction() + "; choose gd with a stepSize, adam or adamw for mini-batches");
        }
    }

    /**
     * The solver. Under the name gd stand two: gradient descent that searches its steps, and that of a given stepSize, with
     * the momentum, schedule and mini-batches that only the latter has.
     */
    static Solver of(String name, AngularRegression settings, Decay decay) {
        return switch (name) {
            case PRECONDITIONED_LBFGS -> LimitedMemoryBfgs.preconditioned(MEMORY);
            case LBFGS -> LimitedMemoryBfgs.plain(MEMORY);
            case ADAM -> new FirstOrder(new Adam(), firstOrder(settings, ADAM_LEARNING_RATE, 0, decay));
            case ADAMW ->
                new FirstOrder(new Adam(), firstOrder(settings, ADAM_LEARNING_RATE, settings.getWeightDecay(), decay));
            case GRADIENT_DESCENT ->
                isFirstOrder(settings, name)
                        ? new FirstOrder(
                                new Momentum(settings.getMomentum(), settings.getNesterov()),
                                firstOrder(settings, 0, 0, decay))
                        : new AcceleratedDescent(FIRST_STEP_SIZE, true);
            default -> throw new IllegalArgumentException(name + " is not an iterative solver");
        };
    }

    /**
     * Curvature is followed wherever it is known: but from random low-rank factors, whose curvature says little of that
     * further on, plain L-BFGS needs fewer passes. A perceptron on mini-batches takes Adam's steps.
     */
    private static String automatic(AngularRegression settings, VectorMap map) {
        if (map instanceof OrthogonalMap) {
            return CLOSED_FORM;
        }
        if (map instanceof PerceptronMap && settings.getBatchFraction() < 1) {
            return ADAM;
        }
        boolean lost = map instanceof LowRankMap && StartPoint.isRandom(settings);
        boolean curved = AngularObjective.hasPreconditioner(map)
                && !lost
                && settings.lossChoice().alignsVectors();
        return curved ? PRECONDITIONED_LBFGS : LBFGS;
    }

    /** Vectors of the length of the parameters that the solver holds at a time on the driver, at most. */
    static int vectors(String solver) {
        return switch (solver) {
            case PRECONDITIONED_LBFGS, LBFGS -> 2 * MEMORY + 8;
            case CLOSED_FORM -> 2;
            default -> 8;
        };
    }

    private static boolean isFirstOrder(AngularRegression settings, String solver) {
        return solver.equals(ADAM)
                || solver.equals(ADAMW)
                || solver.equals(GRADIENT_DESCENT) && settings.isSet(settings.stepSize());
    }

    private static FirstOrder.Settings firstOrder(
            AngularRegression settings, double defaultRate, double weightDecay, Decay decay) {
        return new FirstOrder.Settings(
                settings.isSet(settings.stepSize()) ? settings.getStepSize() : defaultRate,
                schedule(settings).warmUp(settings.getWarmUp()),
                Math.max(1, settings.getMaxIter()),
                settings.isSet(settings.clipNorm()) ? settings.getClipNorm() : Double.POSITIVE_INFINITY,
                weightDecay,
                decay);
    }

    private static Schedule schedule(AngularRegression settings) {
        return switch (settings.getSchedule()) {
            case "step" -> Schedule.step(STEP_STAGES, STEP_DECAY);
            case "cosine" -> Schedule.cosine();
            default -> Schedule.constant();
        };
    }
}
