package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurvaturePairsTest {
    /** At (0, 0), with a gradient of (0, 0), so that points are steps and gradients are changes. */
    private static final SolverState ORIGIN =
            new SolverState(0, 1, new double[2], new ValueAndGradient(0, new double[2]), 0, null, null);

    @Test
    void theNewestPairsAreKeptOldestFirst() {
        CurvaturePairs pairs = CurvaturePairs.NONE;
        for (int i = 1; i <= 5; i++) {
            pairs = pairs.with(ORIGIN, new double[] {i, 0}, new double[] {2 * i, 0}, 3);
            assertThat(pairs.pairs()).hasSize(Math.min(i, 3));
        }
        assertThat(pairs.pairs()).extracting(pair -> pair.step()[0]).containsExactly(3.0, 4.0, 5.0);
        assertThat(pairs.pairs()).extracting(pair -> pair.change()[0]).containsExactly(6.0, 8.0, 10.0);
        assertThat(pairs.pairs()).extracting(CurvaturePairs.Pair::curvature).containsExactly(18.0, 32.0, 50.0);
    }

    @Test
    void aStepThatDoesNotChangeTheGradientLeavesNoPair() {
        CurvaturePairs one = CurvaturePairs.NONE.with(ORIGIN, new double[] {1, 1}, new double[] {1, 2}, 3);
        assertThat(one.with(ORIGIN, new double[] {1, 1}, new double[2], 3)).isSameAs(one);
    }

    @Test
    void aCurvatureThatIsTheRoundingNoiseOfItsTermsLeavesNoPair() {
        // Terms of 1 and nearly -1 leave 2^-40 of a sum of nearly 2 without signs: less than 1e-10 of it.
        double[] nearlyAcross = {1, 0x1p-40 - 1};
        assertThat(CurvaturePairs.NONE
                        .with(ORIGIN, new double[] {1, 1}, nearlyAcross, 3)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aSmallCurvatureThatIsNoNoiseLeavesAPair() {
        // 2^-33 is above 1e-10.
        double[] nearlyAcross = {1, 0x1p-32 - 1};
        assertThat(CurvaturePairs.NONE
                        .with(ORIGIN, new double[] {1, 1}, nearlyAcross, 3)
                        .pairs())
                .extracting(CurvaturePairs.Pair::curvature)
                .containsExactly(0x1p-32);
    }

    /** The identity times a number. */
    private record Multiple(double factor, boolean isRough) implements Preconditioner {
        @Override
        public double[] apply(double[] gradient) {
            return Points.scaled(factor, gradient);
        }

        @Override
        public int dimension() {
            return 2;
        }
    }

    /** The pair says nothing of the second axis, along which only the preconditioner counts. */
    @Test
    void aRoughPreconditionerIsShortenedToTheCurvatureOfTheNewestStep() {
        CurvaturePairs pairs = CurvaturePairs.NONE.with(ORIGIN, new double[] {1, 0}, new double[] {4, 0}, 3);
        double[] gradient = {0, 1};
        assertThat(pairs.direction(gradient, new Multiple(2, true))).containsExactly(-0.0, -0.25);
        assertThat(pairs.direction(gradient, new Multiple(2, false))).containsExactly(-0.0, -2);
        assertThat(pairs.direction(gradient, new Multiple(0.125, true))).containsExactly(-0.0, -0.125);
        assertThat(CurvaturePairs.NONE.direction(gradient, new Multiple(2, true)))
                .containsExactly(-0.0, -2);
    }
}
