package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Precision;
import dev.collimate.moments.ClosedForms;
import dev.collimate.optim.CurvedFunction;
import dev.collimate.optim.ValueAndGradient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a search finds the curvature of its start: what is evaluated, and in which way. */
class MomentCurvedFunctionTest {
    private static final int ROWS = 500;
    private static final int DIM = 48;

    @Test
    void ofEvenLengthsOnePlainEvaluationIsEnough() {
        assertThat(startOf(new LinearMap(DIM, DIM, true), false)).containsExactly("lengths");
    }

    @Test
    void wherePromisedLengthsAreUnevenCurvatureIsGatheredAtOnce() {
        assertThat(startOf(new LinearMap(DIM, 5, false), false)).containsExactly("curvature");
    }

    /** A few rows near zero, which moments do not see. */
    @Test
    void whereLengthsTurnOutUnevenCurvatureIsGatheredAfterAll() {
        assertThat(startOf(new LinearMap(DIM, DIM, false), true)).containsExactly("lengths", "curvature");
    }

    @Test
    void fewOutputsHaveTheirWholeCurvature() {
        assertThat(startOf(new LinearMap(DIM, 3, true), false)).containsExactly("curvature");
    }

    @Test
    void otherEvaluationsAreThoseOfTheFunction() {
        Recording recording = new Recording(new LinearMap(DIM, DIM, true), inputs(false));
        MomentCurvedFunction function = recording.curved();
        ValueAndGradient plain = recording.function.evaluate(recording.start);
        assertThat(function.evaluate(recording.start).gradient()).isEqualTo(plain.gradient());
        assertThat(function.evaluateStart(recording.start).evaluation().gradient())
                .isEqualTo(plain.gradient());
        assertThat(function.dimension()).isEqualTo(recording.dimension());
        assertThat(function.roundingError(0.5)).isEqualTo(recording.roundingError(0.5));
        function.evaluateWithCurvature(recording.start, 0.25);
        assertThat(recording.calls).containsExactly("plain", "lengths", "curvature");
    }

    private static List<String> startOf(VectorMap map, boolean withRowsNearZero) {
        Recording recording = new Recording(map, inputs(withRowsNearZero));
        recording.curved().evaluateStart(recording.start);
        return recording.calls;
    }

    private static DoubleMatrix inputs(boolean withRowsNearZero) {
        DoubleMatrix inputs = PlantedPairs.random(3, ROWS, DIM);
        for (int i = 0; i < ROWS && withRowsNearZero; i += 50) {
            for (int j = 0; j < DIM; j++) {
                inputs.set(i, j, 0.01 * inputs.get(i, j));
            }
        }
        return inputs;
    }

    /** The plain loop, which notes how it was evaluated. */
    private static final class Recording implements MeasuredFunction {
        private final List<String> calls = new ArrayList<>();
        private final AngularObjective objective;
        private final LocalFunction function;
        private final ClosedForms forms;
        private final double[] start;

        Recording(VectorMap map, DoubleMatrix inputs) {
            PairBlock block = PlantedPairs.of(map, map.initialParameters(1), inputs, 0.3, 7)
                    .block();
            objective = new AngularObjective(map, new CosineLoss(), Reduction.MEAN);
            function = new LocalFunction(objective, BlasChoice.JAVA, Precision.DOUBLE, List.of(block));
            forms = Rows.startForms(block);
            start = forms.leastSquares(((LinearMap) map).fitIntercept(), 0).parameters();
        }

        MomentCurvedFunction curved() {
            return new MomentCurvedFunction(this, objective, forms, BlasChoice.JAVA);
        }

        @Override
        public Measured evaluateWithLengths(double[] point) {
            calls.add("lengths");
            return function.evaluateWithLengths(point);
        }

        @Override
        public CurvedFunction.Curved evaluateWithCurvature(double[] point, double shift) {
            calls.add("curvature");
            return function.evaluateWithCurvature(point, shift);
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            calls.add("plain");
            return function.evaluate(point);
        }

        @Override
        public int dimension() {
            return function.dimension();
        }

        @Override
        public double roundingError(double value) {
            return function.roundingError(value);
        }
    }
}
