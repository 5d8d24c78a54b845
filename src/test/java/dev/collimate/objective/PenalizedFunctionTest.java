package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Precision;
import dev.collimate.optim.SmoothFunction;
import dev.collimate.optim.ValueAndGradient;
import java.util.List;
import org.junit.jupiter.api.Test;

class PenalizedFunctionTest {
    private static final double LAMBDA = 0.7;

    private final LinearMap map = new LinearMap(2, 3, true);
    private final LocalFunction function = new LocalFunction(
            new AngularObjective(map, new CosineLoss(), Reduction.MEAN),
            BlasChoice.JAVA,
            Precision.DOUBLE,
            List.of(new PairBlock(Rows.gaussian(20, 2, 1), Rows.gaussian(20, 3, 2), null, null)));
    private final double[] reference = map.initialParameters(1);
    private final double[] point = Rows.row(Rows.gaussian(1, 9, 3), 0);
    private final PullPenalty pull = new PullPenalty(map.layout(), reference);
    private final PenalizedFunction pulled = new PenalizedFunction(function, pull, LAMBDA);

    @Test
    void thePenaltyIsHalfLambdaTimesTheSquaredDistanceOfWeightsAlone() {
        double squares = 0;
        for (int i = 0; i < 6; i++) {
            squares += Math.pow(point[i] - reference[i], 2);
        }
        double penalty =
                pulled.evaluate(point).value() - function.evaluate(point).value();
        assertThat(penalty).isCloseTo(LAMBDA / 2 * squares, within(1e-12));
        assertThat(pulled.evaluate(reference).value())
                .isEqualTo(function.evaluate(reference).value());
    }

    @Test
    void theGradientIsThatOfTheValue() {
        double[] gradient = pulled.evaluate(point).gradient();
        for (int i = 0; i < point.length; i++) {
            double[] above = point.clone();
            double[] below = point.clone();
            above[i] += 1e-6;
            below[i] -= 1e-6;
            double difference =
                    (pulled.evaluate(above).value() - pulled.evaluate(below).value()) / 2e-6;
            assertThat(gradient[i]).isCloseTo(difference, within(1e-8));
        }
    }

    @Test
    void theFunctionsOwnEvaluationStaysAsItWas() {
        ValueAndGradient kept = new ValueAndGradient(1, new double[9]);
        SmoothFunction constant = new SmoothFunction() {
            @Override
            public int dimension() {
                return 9;
            }

            @Override
            public ValueAndGradient evaluate(double[] at) {
                return kept;
            }
        };
        new PenalizedFunction(constant, pull, LAMBDA).evaluate(point);
        assertThat(kept.gradient()).containsOnly(0);
    }

    @Test
    void curvatureKnowsOfThePull() {
        double[] gradient = Rows.row(Rows.gaussian(1, 9, 4), 0);
        assertThat(pulled.evaluateWithCurvature(point, 0).preconditioner().apply(gradient))
                .containsExactly(
                        function.evaluateWithCurvature(point, LAMBDA)
                                .preconditioner()
                                .apply(gradient),
                        within(1e-14));
        assertThat(pulled.evaluateWithCurvature(point, 0).evaluation().value())
                .isEqualTo(pulled.evaluate(point).value());
    }

    @Test
    void decayMovesWeightsAShareOfTheirWayAndNoIntercept() {
        double[] decayed = point.clone();
        pull.apply(decayed, 0.25);
        for (int i = 0; i < 9; i++) {
            double expected = i < 6 ? point[i] + 0.25 * (reference[i] - point[i]) : point[i];
            assertThat(decayed[i]).isCloseTo(expected, within(1e-15));
        }
    }

    @Test
    void everyBatchCarriesTheWholePenalty() {
        BatchedParts parts = new BatchedParts(9, 3);
        PenalizedFunction pulledParts = new PenalizedFunction(parts, pull, LAMBDA);
        assertThat(pulledParts.batches()).isEqualTo(3);
        assertThat(pulledParts.dimension()).isEqualTo(9);
        assertThat(pulledParts.roundingError(2)).isEqualTo(0.25);
        double penalty =
                pulledParts.evaluate(point).value() - parts.evaluate(point).value();
        assertThat(pulledParts.evaluate(point, 5).value())
                .isCloseTo(parts.evaluate(point, 5).value() + penalty, within(1e-13));
    }

    @Test
    void noPullChangesNothing() {
        ValueAndGradient found = new PenalizedFunction(function, pull, 0).evaluate(point);
        assertThat(found.value()).isEqualTo(function.evaluate(point).value());
        assertThat(found.gradient()).isEqualTo(function.evaluate(point).gradient());
    }

    @Test
    void aReferenceOfAnotherLengthAndANegativeLambdaAreRefused() {
        assertThatThrownBy(() -> new PullPenalty(map.layout(), new double[8]))
                .hasMessage("the reference must have 9 parameters, but has 8");
        assertThatThrownBy(() -> new PenalizedFunction(function, pull, -1)).hasMessageContaining("but was -1.0");
        assertThatThrownBy(() -> new PenalizedFunction(function, pull, Double.POSITIVE_INFINITY))
                .hasMessageContaining("finite, but was Infinity");
    }
}
