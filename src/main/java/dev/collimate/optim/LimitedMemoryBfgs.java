package dev.collimate.optim;

/**
 * Limited-memory BFGS (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.5): the direction comes from the
 * last few steps and changes of the gradient, on top of a scaled identity or of the {@link Preconditioner} of a
 * {@link CurvedFunction}. The step is searched by {@link Backtracking}, so the value never rises but for its rounding
 * error; nearly every step takes one evaluation.
 *
 * <p>The preconditioner is that of the start. Where a full step from far away promises to change the value by a tenth or
 * more, the curvature is about to change as well: the step's first trial is evaluated with curvature, and if it is
 * accepted its preconditioner takes over, with an empty memory; once a run.
 *
 * <p>Where no step along a direction lowers the value though a full one promises to, the curvature may be that of another
 * place, as where the prediction of a row comes near zero: it is evaluated anew where the search stands, and the step is
 * tried again.
 *
 * <p>Where a full step promises less than the rounding error of a value, the gradient, which is known far better there,
 * decides alone (Hager and Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search",
 * 2005: the approximate Wolfe conditions), see {@link RoundedSteps}.
 */
public final class LimitedMemoryBfgs implements Solver {
    /** Share of the value that the slope of a full step must promise for the preconditioner to be renewed there. */
    private static final double RENEWAL = 0.2;

    /** Share of the full step below which a step counts as shortened: its small change of the value says little. */
    private static final double SHORTENED = 0.5;

    private final int mostPairs;
    private final boolean preconditioned;

    private LimitedMemoryBfgs(int memory, boolean preconditioned) {
        if (memory < 1) {
            throw new IllegalArgumentException("memory must be at least 1, but was " + memory);
        }
        this.mostPairs = memory;
        this.preconditioned = preconditioned;
    }

    /** On top of a scaled identity; remembers {@code memory} steps, at least 1. */
    public static LimitedMemoryBfgs plain(int memory) {
        return new LimitedMemoryBfgs(memory, false);
    }

    /** On top of the function's own preconditioner; remembers {@code memory} steps, at least 1. */
    public static LimitedMemoryBfgs preconditioned(int memory) {
        return new LimitedMemoryBfgs(memory, true);
    }

    /**
     * @param pairs of the last few steps
     * @param preconditioner under the pairs; null for a scaled identity
     * @param renewed whether the preconditioner has taken over from that of the start
     * @param rounded steps that slopes decided about
     * @param isShortened whether the last step was less than half of the full one, as the value rose there
     * @param curvedAt step at whose point the preconditioner was taken
     */
    public record Memory(
            CurvaturePairs pairs,
            Preconditioner preconditioner,
            boolean renewed,
            RoundedSteps rounded,
            boolean isShortened,
            int curvedAt)
            implements SolverMemory {
        private static Memory of(Preconditioner preconditioner, boolean renewed, int curvedAt) {
            return new Memory(CurvaturePairs.NONE, preconditioner, renewed, RoundedSteps.NONE, false, curvedAt);
        }

        private Memory with(Preconditioner other, int otherCurvedAt) {
            return new Memory(CurvaturePairs.NONE, other, renewed, rounded, isShortened, otherCurvedAt);
        }

        private Memory with(CurvaturePairs others) {
            return new Memory(others, preconditioner, renewed, rounded, isShortened, curvedAt);
        }

        private Memory with(RoundedSteps others, boolean shortened) {
            return new Memory(pairs, preconditioner, renewed, others, shortened, curvedAt);
        }
    }

    /** @throws IllegalArgumentException if a preconditioner is needed and the function has none */
    @Override
    public SolverState start(SmoothFunction function, double[] start) {
        if (!preconditioned) {
            Memory memory = Memory.of(null, false, 0);
            return new SolverState(0, 1, start, function.evaluate(start), 0, memory, null);
        }
        if (!(function instanceof CurvedFunction curved)) {
            throw new IllegalArgumentException(
                    "the solver precond-lbfgs needs a function that knows its curvature; choose lbfgs");
        }
        CurvedFunction.Start found = curved.evaluateStart(start);
        Memory memory = Memory.of(found.preconditioner(), false, 0);
        return new SolverState(0, found.evaluations(), found.point(), found.evaluation(), 0, memory, null);
    }

    @Override
    public SolverState step(SmoothFunction function, SolverState state) {
        Memory memory = state.memory(Memory.class);
        Descent descent = new Descent(function, state);
        SolverState next = descend(descent, memory);
        boolean failed = next.ended() != null && next.ended().failure();
        if (failed && !memory.pairs().isEmpty()) {
            next = descend(descent, memory.with(CurvaturePairs.NONE));
        }
        boolean stuck = next.ended() != null && descent.missed;
        return stuck && preconditioned && memory.curvedAt() != state.iteration()
                ? descendAnew(descent, memory, next.ended())
                : next;
    }

    /** With curvature of where the search stands. */
    private SolverState descendAnew(Descent descent, Memory memory, StopReason stuck) {
        descent.evaluate(descent.from.point(), true);
        SolverState next = descend(descent, memory.with(descent.offered, descent.from.iteration()));
        // A search that was as good as done stays so.
        boolean done = next.ended() != null && !stuck.failure();
        return done ? descent.from.ended(stuck, descent.evaluations) : next;
    }

    /** The state after a step, or the present one with the reason why there is none. */
    private SolverState descend(Descent descent, Memory memory) {
        SolverState from = descent.from;
        double[] gradient = from.evaluation().gradient();
        double[] direction = memory.pairs().direction(gradient, memory.preconditioner());
        double slope = Points.dot(gradient, direction);
        double roundingError = descent.function.roundingError(from.value());
        boolean rounded = -slope <= roundingError;
        boolean over = memory.rounded().isOver() || Math.abs(from.value()) <= roundingError;
        if (!(slope < 0) || rounded && over) {
            LineSearchDiagnosis diagnosis = new LineSearchDiagnosis(from, slope, roundingError);
            return from.ended(diagnosis.reason(Backtracking.FULL_STEP), descent.evaluations);
        }
        Backtracking line = new Backtracking(from, direction, slope, roundingError);
        boolean renewing = preconditioned && !memory.renewed() && -slope > RENEWAL * Math.abs(from.value());
        Backtracking.Found found =
                line.search((point, step) -> descent.evaluate(point, renewing && step == Backtracking.FULL_STEP));
        if (found == null) {
            descent.missed |= !rounded;
            return from.ended(line.reason(), descent.evaluations);
        }
        Memory known = rounded
                ? memory.with(memory.rounded().with(-slope), false)
                : memory.with(memory.rounded(), found.step() < SHORTENED);
        return accept(descent, known, found, renewing && found.step() == Backtracking.FULL_STEP, direction);
    }

    private SolverState accept(
            Descent descent, Memory memory, Backtracking.Found found, boolean renewed, double[] direction) {
        SolverState from = descent.from;
        Memory next = renewed
                ? Memory.of(descent.offered, true, from.iteration() + 1)
                : memory.with(memory.pairs()
                        .with(from, found.point(), found.evaluation().gradient(), mostPairs));
        return new SolverState(
                from.iteration() + 1,
                descent.evaluations,
                found.point(),
                found.evaluation(),
                found.step() * Points.norm(direction),
                next,
                null);
    }

    /** The evaluations of one step. */
    private static final class Descent {
        private final SmoothFunction function;
        private final SolverState from;
        private int evaluations;
        private Preconditioner offered;
        /** Whether a full step promised what no step along its direction kept. */
        private boolean missed;

        Descent(SmoothFunction function, SolverState from) {
            this.function = function;
            this.from = from;
            this.evaluations = from.evaluations();
        }

        ValueAndGradient evaluate(double[] point, boolean withCurvature) {
            evaluations++;
            if (!withCurvature) {
                return function.evaluate(point);
            }
            CurvedFunction.Curved curved = ((CurvedFunction) function).evaluateWithCurvature(point, 0);
            offered = curved.preconditioner();
            return curved.evaluation();
        }
    }
}
