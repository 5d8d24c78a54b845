package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstOrderTest {
    private static final double NO_CLIPPING = Double.POSITIVE_INFINITY;

    /** Value x and gradient 1 everywhere, so that every step is the learning rate. */
    private static final SmoothFunction SLOPE = new SmoothFunction() {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            return new ValueAndGradient(point[0] + point[1], new double[] {3, 4});
        }
    };

    @Test
    void momentumIsThatOfTheTextbook() {
        assertThat(steps(new Momentum(0.5, false), 2, 4)).containsExactly(new double[] {0.2, 0.5}, within(1e-15));
        assertThat(steps(new Momentum(0.5, true), 2, 4)).containsExactly(new double[] {0.3, 0.65}, within(1e-15));
    }

    @Test
    void adamCorrectsItsMeansForTheirStartAtZero() {
        assertThat(steps(new Adam(), -0.01)).containsExactly(new double[] {-0.1}, within(1e-6));
        // Means 0.9 * 0.5 + 0.1 * 1 over 0.19, and 0.999 * 0.025 + 0.001 over 0.001999, of gradients 5 and 1.
        double mean = (0.9 * 0.5 + 0.1) / 0.19;
        double meanSquare = (0.999 * 0.025 + 0.001) / 0.001999;
        double second = 0.1 * mean / (Math.sqrt(meanSquare) + 1e-8);
        assertThat(steps(new Adam(), 5, 1)).containsExactly(new double[] {0.1, second}, within(1e-9));
    }

    @Test
    void anUpdateLeavesTheMemoryItGoesOnFrom() {
        for (UpdateRule rule : List.of(new Adam(), new Momentum(0.9, true))) {
            SolverMemory memory = rule.start(1);
            byte[] before = RecordBytes.of((Record) memory);
            rule.resume(memory).step(new double[1], new double[] {100}, 1);
            assertThat(RecordBytes.of((Record) memory)).isEqualTo(before);
        }
    }

    @Test
    void theLearningRateFollowsItsScheduleOverTheRun() {
        assertThat(steps(new FirstOrder.Settings(1, Schedule.step(2, 0.1), 4, NO_CLIPPING, 0, Decay.none()), 6))
                .containsExactly(new double[] {5, 5, 0.5, 0.5, 0.5, 0.5}, within(1e-12));
    }

    @Test
    void longGradientsAreShortenedToTheClipNormAndShortOnesAreNot() {
        assertThat(steps(new FirstOrder.Settings(1, Schedule.constant(), 1, 2.5, 0, Decay.none()), 2))
                .containsExactly(new double[] {2.5, 2.5}, within(1e-12));
        assertThat(steps(new FirstOrder.Settings(1, Schedule.constant(), 1, 5.5, 0, Decay.none()), 2))
                .containsExactly(new double[] {5, 5}, within(1e-12));
    }

    @Test
    void decayMovesTowardsItsReferenceApartFromTheGradient() {
        double[] reference = {10, 20};
        Decay decay = (point, share) -> {
            for (int i = 0; i < point.length; i++) {
                point[i] += share * (reference[i] - point[i]);
            }
        };
        var settings = new FirstOrder.Settings(0.1, Schedule.constant(), 1, NO_CLIPPING, 0.5, decay);
        Iterator<SolverState> states = new States(solver(settings), SLOPE, new double[] {0, 0});
        states.next();
        // 0.1 * 0.5 of the way to the reference, less 0.1 of the gradient.
        assertThat(states.next().point()).containsExactly(new double[] {0.5 - 0.3, 1 - 0.4}, within(1e-12));
    }

    @Test
    void anEpochTakesAStepPerBatchInTheirOrderAndTellsTheMeanValue() {
        List<Long> asked = new ArrayList<>();
        Iterator<SolverState> states =
                new States(solver(FirstOrder.Settings.constant(1)), new Batches(SLOPE, 3, asked), new double[] {0, 0});
        states.next();
        SolverState first = states.next();
        assertThat(first.point()).containsExactly(-9, -12);
        assertThat(first.value()).isEqualTo((0 - 7 - 14) / 3.0);
        assertThat(first.evaluations()).isEqualTo(4);
        states.next();
        assertThat(asked).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aBatchThatDivergesEndsItsEpoch() {
        List<Long> asked = new ArrayList<>();
        Batches batches = new Batches(
                new SmoothFunction() {
                    @Override
                    public int dimension() {
                        return 2;
                    }

                    @Override
                    public ValueAndGradient evaluate(double[] point) {
                        return new ValueAndGradient(asked.size() < 6 ? 1 : Double.NaN, new double[] {1, 1});
                    }
                },
                4,
                asked);
        SolverResult result = new Minimizer(
                        solver(FirstOrder.Settings.constant(1)),
                        List.of(StopRule.divergence(), StopRule.maxIter(9)),
                        state -> {})
                .minimize(batches, new double[2]);
        assertThat(asked).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(result.stopReason().sentence()).contains("NaN at step 2");
        assertThat(result.best().iteration()).isEqualTo(1);
        assertThat(result.evaluations()).isEqualTo(7);
    }

    @Test
    void settingsOutOfRangeAreRefusedWithTheValue() {
        assertThatThrownBy(() -> FirstOrder.Settings.constant(0)).hasMessageContaining("but was 0.0");
        assertThatThrownBy(() -> FirstOrder.Settings.constant(Double.NaN)).hasMessageContaining("but was NaN");
        assertThatThrownBy(() -> FirstOrder.Settings.constant(Double.POSITIVE_INFINITY))
                .hasMessage("learningRate must be above 0 and finite, but was Infinity");
        assertThatThrownBy(() -> new FirstOrder.Settings(1, Schedule.constant(), 1, 0, 0, Decay.none()))
                .hasMessageContaining("clipNorm must be above 0");
        assertThatThrownBy(() -> new FirstOrder.Settings(1, Schedule.constant(), 1, 1, -1, Decay.none()))
                .hasMessageContaining("weightDecay must be at least 0");
        assertThatThrownBy(() -> new FirstOrder.Settings(1, Schedule.constant(), 0, 1, 0, Decay.none()))
                .hasMessageContaining("epochs must be at least 1, but was 0");
        assertThatThrownBy(() -> new Momentum(1, false)).hasMessageContaining("in [0, 1), but was 1.0");
    }

    private static Solver solver(FirstOrder.Settings settings) {
        return new FirstOrder(new Momentum(0, false), settings);
    }

    private static double[] steps(FirstOrder.Settings settings, int count) {
        Iterator<SolverState> states = new States(solver(settings), SLOPE, new double[] {0, 0});
        states.next();
        double[] lengths = new double[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = states.next().stepLength();
        }
        return lengths;
    }

    /** What a rule takes off a point of one element for some gradients in a row, at the rate 0.1. */
    private static double[] steps(UpdateRule rule, double... gradients) {
        UpdateRule.Update update = rule.resume(rule.start(1));
        double[] steps = new double[gradients.length];
        for (int i = 0; i < steps.length; i++) {
            double[] point = {0};
            update.step(point, new double[] {gradients[i]}, 0.1);
            steps[i] = -point[0];
        }
        return steps;
    }
}
