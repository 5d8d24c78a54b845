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
        public Evaluation evaluate(double[] point) {
            return new Evaluation(point[0] + point[1], new double[] {3, 4});
        }
    };

    @Test
    void momentumIsThatOfTheTextbook() {
        UpdateRule.Update heavyBall = new Momentum(0.5, false).start(1);
        assertThat(heavyBall.step(new double[] {2}, 0.1)).containsExactly(new double[] {0.2}, within(1e-15));
        assertThat(heavyBall.step(new double[] {4}, 0.1)).containsExactly(new double[] {0.5}, within(1e-15));
        UpdateRule.Update nesterov = new Momentum(0.5, true).start(1);
        assertThat(nesterov.step(new double[] {2}, 0.1)).containsExactly(new double[] {0.3}, within(1e-15));
        assertThat(nesterov.step(new double[] {4}, 0.1)).containsExactly(new double[] {0.65}, within(1e-15));
    }

    @Test
    void adamCorrectsItsMeansForTheirStartAtZero() {
        UpdateRule.Update adam = new Adam("adam").start(2);
        assertThat(adam.step(new double[] {5, -0.01}, 0.1)).containsExactly(new double[] {0.1, -0.1}, within(1e-6));
        // Means 0.9 * 0.5 + 0.1 * 1 over 0.19, and 0.999 * 0.025 + 0.001 over 0.001999, of gradients 5 and 1.
        double mean = (0.9 * 0.5 + 0.1) / 0.19;
        double meanSquare = (0.999 * 0.025 + 0.001) / 0.001999;
        assertThat(adam.step(new double[] {1, 0}, 0.1)[0])
                .isCloseTo(0.1 * mean / (Math.sqrt(meanSquare) + 1e-8), within(1e-15));
    }

    @Test
    void updatesOfOneRuleShareNoMemory() {
        UpdateRule rule = new Adam("adam");
        rule.start(1).step(new double[] {100}, 1);
        assertThat(rule.start(1).step(new double[] {1}, 1)).containsExactly(new double[] {1}, within(1e-7));
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
        Iterator<SolverState> states = solver(settings).states(SLOPE, new double[] {0, 0});
        states.next();
        // 0.1 * 0.5 of the way to the reference, less 0.1 of the gradient.
        assertThat(states.next().point()).containsExactly(new double[] {0.5 - 0.3, 1 - 0.4}, within(1e-12));
    }

    @Test
    void anEpochTakesAStepPerBatchInTheirOrderAndTellsTheMeanValue() {
        List<Long> asked = new ArrayList<>();
        Iterator<SolverState> states =
                solver(FirstOrder.Settings.constant(1)).states(new Batches(SLOPE, 3, asked), new double[] {0, 0});
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
                    public Evaluation evaluate(double[] point) {
                        return new Evaluation(asked.size() < 6 ? 1 : Double.NaN, new double[] {1, 1});
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
        Iterator<SolverState> states = solver(settings).states(SLOPE, new double[] {0, 0});
        states.next();
        double[] lengths = new double[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = states.next().stepLength();
        }
        return lengths;
    }
}
