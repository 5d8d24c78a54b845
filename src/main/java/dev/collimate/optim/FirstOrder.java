package dev.collimate.optim;

import java.util.Iterator;
import java.util.NoSuchElementException;

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

    @Override
    public String name() {
        return rule.name();
    }

    @Override
    public Iterator<SolverState> states(SmoothFunction function, double[] start) {
        return new Run(function, start);
    }

    private final class Run implements Iterator<SolverState> {
        private final SmoothFunction function;
        private final int batches;
        private final UpdateRule.Update update;
        private final double[] start;
        private SolverState state;
        private long steps;

        Run(SmoothFunction function, double[] start) {
            this.function = function;
            this.batches = function instanceof BatchedFunction batched ? batched.batches() : 1;
            this.update = rule.start(start.length);
            this.start = start;
        }

        @Override
        public boolean hasNext() {
            return state == null || state.ended() == null;
        }

        @Override
        public SolverState next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (state == null) {
                state = new SolverState(0, 1, start, function.evaluate(start), 0, null);
            } else {
                state = batches == 1 ? step() : epoch((BatchedFunction) function);
            }
            return state;
        }

        private SolverState step() {
            double[] point = moved(state.point(), state.evaluation().gradient());
            return follow(point, function.evaluate(point), 1);
        }

        private SolverState epoch(BatchedFunction batched) {
            double[] point = state.point();
            double sum = 0;
            Evaluation last = null;
            int evaluations = 0;
            // A batch that diverges ends the epoch: further batches would only be read in vain.
            while (evaluations < batches && Double.isFinite(sum)) {
                last = batched.evaluate(point, steps);
                sum += last.value();
                point = moved(point, last.gradient());
                evaluations++;
            }
            return follow(point, new Evaluation(sum / evaluations, last.gradient()), evaluations);
        }

        private SolverState follow(double[] point, Evaluation evaluation, int evaluations) {
            return new SolverState(
                    state.iteration() + 1,
                    state.evaluations() + evaluations,
                    point,
                    evaluation,
                    Points.norm(Points.minus(point, state.point())),
                    null);
        }

        private double[] moved(double[] point, double[] gradient) {
            double planned = (double) settings.epochs() * batches;
            double progress = Math.min(steps / planned, Math.nextDown(1.0));
            double rate = settings.learningRate() * settings.schedule().factor(progress);
            steps++;
            double[] moved = point.clone();
            settings.decay().apply(moved, rate * settings.weightDecay());
            Points.add(moved, -1, update.step(clipped(gradient), rate));
            return moved;
        }

        private double[] clipped(double[] gradient) {
            if (settings.clipNorm() == Double.POSITIVE_INFINITY) {
                return gradient;
            }
            double norm = Points.norm(gradient);
            return norm > settings.clipNorm() ? Points.scaled(settings.clipNorm() / norm, gradient) : gradient;
        }
    }
}
