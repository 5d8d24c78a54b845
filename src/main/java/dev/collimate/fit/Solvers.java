package dev.collimate.fit;

import dev.collimate.map.VectorMap;
import dev.collimate.moments.MapMethods;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.optim.AcceleratedDescent;
import dev.collimate.optim.Adam;
import dev.collimate.optim.Decay;
import dev.collimate.optim.FirstOrder;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Momentum;
import dev.collimate.optim.Schedule;
import dev.collimate.optim.Solver;
import dev.collimate.storage.Redaction;
import java.util.List;

/** The solvers that the estimator offers, by name. */
public final class Solvers {
    public static final String AUTO = "auto";
    public static final String PRECONDITIONED_LBFGS = "precond-lbfgs";
    public static final String LBFGS = "lbfgs";
    public static final String GRADIENT_DESCENT = "gd";
    public static final String ADAM = "adam";
    public static final String ADAMW = "adamw";
    public static final String CLOSED_FORM = "closed-form";
    public static final List<String> NAMES =
            List.of(AUTO, PRECONDITIONED_LBFGS, LBFGS, GRADIENT_DESCENT, ADAM, ADAMW, CLOSED_FORM);

    private static final String CONSTANT = "constant";
    private static final String STEP = "step";
    private static final String COSINE = "cosine";
    /** How the learning rate may change over a run. */
    public static final List<String> SCHEDULES = List.of(CONSTANT, STEP, COSINE);

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
     * @throws SettingsException if the map has no such solver, or another setting contradicts the solver
     */
    public static String resolve(FitSettings settings, VectorMap map) {
        MapMethods methods = MapMethodsFactory.of(map);
        String asked = settings.search().solver();
        String automatic = automatic(settings, methods);
        String solver = asked.equals(AUTO) ? automatic : asked;
        boolean fits =
                switch (solver) {
                    case PRECONDITIONED_LBFGS -> methods.hasPreconditioner();
                    case CLOSED_FORM -> methods.hasClosedForm();
                    default -> methods.isSearched();
                };
        if (!fits) {
            throw new SettingsException(
                    "the map %s has no solver %s; leave the solver at auto, which is %s for this map",
                    map.name(), solver, automatic);
        }
        requireOptionsFor(solver, settings, map);
        return solver;
    }

    private static void requireOptionsFor(String solver, FitSettings settings, VectorMap map) {
        SearchSettings search = settings.search();
        if (solver.equals(CLOSED_FORM) && !settings.loss().alignsVectors()) {
            throw new SettingsException(
                    "the closed forms of the map %s bring vectors together, but the loss %s drives them apart;"
                            + " choose another loss, or the map linear and the solver lbfgs",
                    map.name(), settings.loss().name());
        }
        if (solver.equals(CLOSED_FORM) && StartPoint.isChosen(settings)) {
            throw new SettingsException(
                    "the solver closed-form starts nowhere, but {initMode} was %s and {initialModel} was %s;"
                            + " leave both out, or choose a solver that searches",
                    search.initMode(), Redaction.of(search.initialModel().orElse("not set")));
        }
        if (solver.equals(CLOSED_FORM) && MapMethodsFactory.of(map).hasHiddenLayers()) {
            requireSolvable(settings, map);
        }
        boolean pulled = search.regParam() > 0
                || solver.equals(ADAMW) && settings.firstOrder().weightDecay() > 0;
        if (search.pullTo().isPresent() && !pulled) {
            throw new SettingsException(
                    "{pullTo} was %s, but {regParam} was 0 and nothing pulls; set {regParam} above 0, or leave {pullTo}"
                            + " out",
                    search.pullTo().get());
        }
        double batchFraction = settings.firstOrder().batchFraction();
        if (batchFraction < 1 && !isFirstOrder(search, solver)) {
            throw new SettingsException(
                    "the solver %s makes full passes, but {batchFraction} was %s; choose gd with a {stepSize}, adam or"
                            + " adamw for mini-batches",
                    solver, batchFraction);
        }
    }

    private static void requireSolvable(FitSettings settings, VectorMap map) {
        if (!settings.loss().bringsTogether()) {
            throw new SettingsException(
                    "the closed form of the map %s makes every prediction point where its actual does, which the loss %s"
                            + " does not ask for; choose another loss, or the solver lbfgs",
                    map.name(), settings.loss().name());
        }
        if (settings.search().regParam() > 0) {
            throw new SettingsException(
                    "{regParam} pulls a search, but was %s for the solver closed-form of the map %s; set {ridge} in its"
                            + " place, or choose a solver that searches",
                    settings.search().regParam(), map.name());
        }
    }

    /**
     * The solver. Under the name gd stand two: gradient descent that searches its steps, and that of a given stepSize, with
     * the momentum, schedule and mini-batches that only the latter has.
     */
    static Solver of(String name, FitSettings settings, Decay decay) {
        FirstOrderSettings first = settings.firstOrder();
        return switch (name) {
            case PRECONDITIONED_LBFGS -> LimitedMemoryBfgs.preconditioned(MEMORY);
            case LBFGS -> LimitedMemoryBfgs.plain(MEMORY);
            case ADAM -> new FirstOrder(new Adam(), firstOrder(settings, ADAM_LEARNING_RATE, 0, decay));
            case ADAMW ->
                new FirstOrder(new Adam(), firstOrder(settings, ADAM_LEARNING_RATE, first.weightDecay(), decay));
            case GRADIENT_DESCENT ->
                isFirstOrder(settings.search(), name)
                        ? new FirstOrder(
                                new Momentum(first.momentum(), first.nesterov()), firstOrder(settings, 0, 0, decay))
                        : new AcceleratedDescent(FIRST_STEP_SIZE, true);
            default -> throw new IllegalArgumentException(name + " is not an iterative solver");
        };
    }

    /**
     * Curvature is followed wherever it is known: but from random low-rank factors, whose curvature says little of that
     * further on, plain L-BFGS needs fewer passes, and a perceptron follows it from its solved last layer alone. One on
     * mini-batches takes Adam's steps. One that nothing asks to search ends where its last layer is solved, and a linear or
     * low-rank map with a ridge where that is: a search would forget the ridge.
     */
    private static String automatic(FitSettings settings, MapMethods methods) {
        if (!methods.isSearched() || settings.map().leavesMapOpen()) {
            return CLOSED_FORM;
        }
        if (methods.suitsAdam() && settings.firstOrder().batchFraction() < 1) {
            return ADAM;
        }
        if ((methods.hasHiddenLayers()
                        || methods.hasRidge() && settings.search().ridge().isPresent())
                && settings.loss().bringsTogether()
                && !StartPoint.isChosen(settings)
                && !asksForSearch(settings)) {
            return CLOSED_FORM;
        }
        boolean lost = methods.curvatureChanges() && StartPoint.isRandom(settings.search());
        boolean solved = settings.loss().bringsTogether() && !StartPoint.isChosen(settings);
        boolean curved = methods.hasPreconditioner()
                && !lost
                && settings.loss().alignsVectors()
                && (solved || !methods.hasHiddenLayers());
        return curved ? PRECONDITIONED_LBFGS : LBFGS;
    }

    private static boolean asksForSearch(FitSettings settings) {
        return settings.search().maxIter().isPresent()
                || settings.validation().patience().isPresent()
                || settings.search().regParam() > 0;
    }

    /** Vectors of the length of the parameters that the solver holds at a time on the driver, at most. */
    static int vectors(String solver) {
        return switch (solver) {
            case PRECONDITIONED_LBFGS, LBFGS -> 2 * MEMORY + 8;
            case CLOSED_FORM -> 2;
            default -> 8;
        };
    }

    /** Whether no other search needs fewer {@link #vectors}. */
    static boolean holdsFewest(String solver) {
        return vectors(solver) <= vectors(ADAM);
    }

    private static boolean isFirstOrder(SearchSettings search, String solver) {
        return solver.equals(ADAM)
                || solver.equals(ADAMW)
                || solver.equals(GRADIENT_DESCENT) && search.stepSize().isPresent();
    }

    private static FirstOrder.Settings firstOrder(
            FitSettings settings, double defaultRate, double weightDecay, Decay decay) {
        FirstOrderSettings first = settings.firstOrder();
        return new FirstOrder.Settings(
                settings.search().stepSize().orElse(defaultRate),
                schedule(first.schedule()).warmUp(first.warmUp()),
                Math.max(1, settings.search().steps()),
                first.clipNorm().orElse(Double.POSITIVE_INFINITY),
                weightDecay,
                decay);
    }

    private static Schedule schedule(String name) {
        return switch (name) {
            case STEP -> Schedule.step(STEP_STAGES, STEP_DECAY);
            case COSINE -> Schedule.cosine();
            default -> Schedule.constant();
        };
    }
}
