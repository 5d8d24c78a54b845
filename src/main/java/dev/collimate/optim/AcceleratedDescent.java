package dev.collimate.optim;

/**
 * Full-batch gradient descent that finds its own step sizes: Nesterov's accelerated gradient with backtracking (Beck and
 * Teboulle, "A fast iterative shrinkage-thresholding algorithm", 2009), restarted whenever a step would raise the value
 * (O'Donoghue and Candes, "Adaptive restart for accelerated gradient schemes", 2015), so that the value never rises. The
 * step size grows a little after every accepted step. Two evaluations a step, one without momentum. {@link FirstOrder} with
 * {@link Momentum} is gradient descent whose step size is given.
 */
public final class AcceleratedDescent implements Solver {
    private static final double GROWTH = 1.25;
    private static final double SHRINKAGE = 0.5;
    private static final int MAX_HALVINGS = 60;
    private static final int EXTRAPOLATED_HALVINGS = 3;

    private final double firstStepSize;
    private final boolean accelerate;

    /**
     * @param firstStepSize tried first, above 0
     * @param accelerate false for plain steepest descent with backtracking
     */
    public AcceleratedDescent(double firstStepSize, boolean accelerate) {
        if (!(firstStepSize > 0 && firstStepSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the first step size must be above 0 and finite, but was " + firstStepSize);
        }
        this.firstStepSize = firstStepSize;
        this.accelerate = accelerate;
    }

    /**
     * @param previousPoint the point of the state before; that of the start at the start
     * @param inertia Nesterov's t, which grows from 1 with every step since the last restart
     * @param stepSize to try next
     */
    public record Memory(double[] previousPoint, double inertia, double stepSize) implements SolverMemory {}

    @Override
    public SolverState start(SmoothFunction function, double[] start) {
        return new SolverState(0, 1, start, function.evaluate(start), 0, new Memory(start, 1, firstStepSize), null);
    }

    @Override
    public SolverState step(SmoothFunction function, SolverState state) {
        return new Descent(function, state).next();
    }

    /** One step, with what its trials change. */
    private final class Descent {
        private final SmoothFunction function;
        private final SolverState from;
        private final double[] previousPoint;
        private double inertia;
        private double stepSize;
        private int evaluations;

        Descent(SmoothFunction function, SolverState from) {
            Memory memory = from.memory(Memory.class);
            this.function = function;
            this.from = from;
            this.previousPoint = memory.previousPoint();
            this.inertia = memory.inertia();
            this.stepSize = memory.stepSize();
            this.evaluations = from.evaluations();
        }

        SolverState next() {
            SolverState extrapolated = inertia > 1 ? extrapolated() : null;
            if (extrapolated != null) {
                return extrapolated;
            }
            inertia = 1;
            ValueAndGradient here = from.evaluation();
            LineSearchDiagnosis diagnosis =
                    new LineSearchDiagnosis(from, -squaredNorm(here), function.roundingError(from.value()));
            SolverState steepest = descend(from.point(), here, MAX_HALVINGS, diagnosis);
            return steepest != null ? steepest : from.ended(diagnosis.reason(stepSize), evaluations);
        }

        private double nextInertia() {
            return (1 + Math.sqrt(1 + 4 * inertia * inertia)) / 2;
        }

        /** A step from beyond where we stand; null if it does not lower the value. */
        private SolverState extrapolated() {
            double momentum = (inertia - 1) / nextInertia();
            double[] base = Points.plus(from.point(), momentum, Points.minus(from.point(), previousPoint));
            ValueAndGradient atBase = evaluate(base);
            LineSearchDiagnosis diagnosis = new LineSearchDiagnosis(from, -squaredNorm(atBase), 0);
            return descend(base, atBase, EXTRAPOLATED_HALVINGS, diagnosis);
        }

        /** A step down the gradient at {@code base}; null if none lowers the value. */
        private SolverState descend(
                double[] base, ValueAndGradient atBase, int halvings, LineSearchDiagnosis diagnosis) {
            double squaredNorm = squaredNorm(atBase);
            for (int i = 0; i < halvings && squaredNorm > 0 && !(i > 0 && diagnosis.isRoundedAway(stepSize)); i++) {
                double[] point = Points.plus(base, -stepSize, atBase.gradient());
                ValueAndGradient evaluation = evaluate(point);
                if (evaluation.value() <= atBase.value() - stepSize / 2 * squaredNorm
                        && evaluation.value() < from.value()) {
                    return accept(point, evaluation);
                }
                diagnosis.add(stepSize, evaluation.value(), -Points.dot(evaluation.gradient(), atBase.gradient()));
                stepSize *= SHRINKAGE;
            }
            return null;
        }

        private SolverState accept(double[] point, ValueAndGradient evaluation) {
            return new SolverState(
                    from.iteration() + 1,
                    evaluations,
                    point,
                    evaluation,
                    Points.distance(point, from.point()),
                    new Memory(from.point(), accelerate ? nextInertia() : inertia, stepSize * GROWTH),
                    null);
        }

        private static double squaredNorm(ValueAndGradient evaluation) {
            return Points.dot(evaluation.gradient(), evaluation.gradient());
        }

        private ValueAndGradient evaluate(double[] point) {
            evaluations++;
            return function.evaluate(point);
        }
    }
}
