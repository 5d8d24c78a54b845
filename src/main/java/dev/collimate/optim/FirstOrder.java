package dev.collimate.optim;

/**
 * First-order descent by an {@link UpdateRule} on full data or on mini-batches. On full data a state is one step, and its
 * evaluation is that of its point. On mini-batches a state is an epoch, and its value the mean over the epoch's batches,
 * each at the point it found. The value may rise; a learning rate that is too large ends in divergence.
 */
public final class FirstOrder implements Solver {
    private final UpdateRule rule;
    private final Settings settings;

    /**
     * @param learningRate above 0
     * @param schedule how the learning rate changes over {@code epochs}
     * @param epochs planned length of the run, at least 1; a longer run keeps the last rate
     * @param clipNorm a gradient of larger Euclidean norm is shortened to it; infinity for none
     * @param weightDecay share of the way to the reference, per unit of learning rate, at least 0
     * @param decay knows the reference
     */
    public record Settings(
            double learningRate, Schedule schedule, int epochs, double clipNorm, double weightDecay, Decay decay) {
        public Settings {
            requireAbove("learningRate", learningRate);
            if (epochs < 1) {
                throw new IllegalArgumentException("epochs must be at least 1, but was " + epochs);
            }
            if (!(clipNorm > 0)) {
                throw new IllegalArgumentException("clipNorm must be above 0, but was " + clipNorm);
            }
            if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weightDecay must be at least 0 and finite, but was " + weightDecay);
            }
        }

        /** A constant learning rate, and nothing else. */
        public static Settings constant(double learningRate) {
            return new Settings(learningRate, Schedule.constant(), 1, Double.POSITIVE_INFINITY, 0, Decay.none());
        }

        private static void requireAbove(String name, double value) {
            if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(name + " must be above 0 and finite, but was " + value);
            }
        }
    }

    public FirstOrder(UpdateRule rule, Settings settings) {
        this.rule = rule;
        this.settings = settings;
    }

    /**
     * @param steps taken so far, one a batch: the position in the schedule, and the batch that comes next
     * @param update what the rule remembers
     */
    public record Memory(long steps, SolverMemory update) implements SolverMemory {
        /** Far more than any run takes, and far from the end of the numbers. */
        private static final long MOST_STEPS = 1L << 53;

        public Memory {
            if (steps < 0 || steps > MOST_STEPS) {
                throw new IllegalArgumentException("steps must be in [0, 2^53], but was " + steps);
            }
        }
    }

    @Override
    public SolverState start(SmoothFunction function, double[] start) {
        Memory memory = new Memory(0, rule.start(start.length));
        return new SolverState(0, 1, start, function.evaluate(start), 0, memory, null);
    }

    @Override
    public SolverState step(SmoothFunction function, SolverState state) {
        return function instanceof BatchedFunction batched && batched.batches() > 1
                ? epoch(batched, state)
                : fullStep(function, state);
    }

    private SolverState fullStep(SmoothFunction function, SolverState state) {
        Descent descent = new Descent(state, 1);
        descent.move(state.evaluation().gradient());
        return descent.next(function.evaluate(descent.point), 1);
    }

    private SolverState epoch(BatchedFunction function, SolverState state) {
        Descent descent = new Descent(state, function.batches());
        double sum = 0;
        ValueAndGradient last = null;
        int evaluations = 0;
        // A batch that diverges ends the epoch: further batches would only be read in vain.
        while (evaluations < descent.batches && Double.isFinite(sum)) {
            last = function.evaluate(descent.point, descent.steps);
            sum += last.value();
            descent.move(last.gradient());
            evaluations++;
        }
        return descent.next(new ValueAndGradient(sum / evaluations, last.gradient()), evaluations);
    }

    /** The steps from one state to the next, on arrays of their own. */
    private final class Descent {
        private final SolverState from;
        private final int batches;
        private final UpdateRule.Update update;
        private final double[] point;
        private long steps;

        Descent(SolverState from, int batches) {
            Memory memory = from.memory(Memory.class);
            this.from = from;
            this.batches = batches;
            this.update = rule.resume(memory.update());
            this.point = from.point().clone();
            this.steps = memory.steps();
        }

        void move(double[] gradient) {
            double planned = (double) settings.epochs() * batches;
            double progress = Math.min(steps / planned, Math.nextDown(1.0));
            double rate = settings.learningRate() * settings.schedule().factor(progress);
            steps++;
            settings.decay().apply(point, rate * settings.weightDecay());
            update.step(point, clipped(gradient), rate);
        }

        private double[] clipped(double[] gradient) {
            if (settings.clipNorm() == Double.POSITIVE_INFINITY) {
                return gradient;
            }
            double norm = Points.norm(gradient);
            return norm > settings.clipNorm() ? Points.scaled(settings.clipNorm() / norm, gradient) : gradient;
        }

        SolverState next(ValueAndGradient evaluation, int evaluations) {
            return new SolverState(
                    from.iteration() + 1,
                    from.evaluations() + evaluations,
                    point,
                    evaluation,
                    Points.distance(point, from.point()),
                    new Memory(steps, update.memory()),
                    null);
        }
    }
}
