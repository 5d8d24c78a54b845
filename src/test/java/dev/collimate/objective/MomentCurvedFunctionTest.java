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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a search finds the curvature of its start: what is evaluated, and in which way. */
class MomentCurvedFunctionTest {
    private static final int ROWS = 500;
    private static final int DIM = 48;

    @Test
    void ofEvenLengthsOnePlainEvaluationIsEnough() {
        assertThat(startOf(new LinearMap(DIM, DIM, true), false)).containsExactly("lengths");
    }

    /** Of sixteen outputs that two decide. */
    @Test
    void wherePromisedLengthsAreUnevenCurvatureIsGatheredAtOnce() {
        LinearMap map = new LinearMap(DIM, 16, false);
        double[] planted = map.initialParameters(1);
        for (int k = 2 * DIM; k < planted.length; k++) {
            planted[k] *= 0.01;
        }
        PairBlock block = PlantedPairs.of(map, planted, inputs(false), 0.3, 7).block();
        Recording recording = new Recording(map, block);
        recording.curved().evaluateStart(recording.start);
        assertThat(recording.calls).containsExactly("curvature");
    }

    /** A few rows near zero, which moments do not see. */
    @Test
    void whereLengthsTurnOutUnevenCurvatureIsGatheredAfterAll() {
        assertThat(startOf(new LinearMap(DIM, DIM, false), true)).containsExactly("lengths", "curvature");
    }

    @Test
    void ofFewOutputsWithNoiseOneEvaluationIsEnough() {
        assertThat(startOf(new LinearMap(DIM, 3, true), false)).containsExactly("transform");
    }

    /** Which takes a second evaluation. */
    @Test
    void theSearchBeginsAtAMapThatIsParallelToTheActuals() {
        LinearMap map = new LinearMap(DIM, 3, true);
        Recording recording = new Recording(map, Recording.pairs(map, inputs(false), 0));
        double before = recording.function.evaluate(recording.start).value();
        CurvedFunction.Start found = recording.curved().evaluateStart(recording.start);
        assertThat(recording.calls).containsExactly("transform", "curvature");
        assertThat(found.evaluations()).isEqualTo(2);
        assertThat(before).isGreaterThan(1e-3);
        assertThat(found.evaluation().value()).isLessThan(1e-20);
        assertThat(found.evaluation().value())
                .isEqualTo(recording.function.evaluate(found.point()).value());
    }

    /**
     * Where actuals lie on the other side the loss at the parallel map may be lower than at the start, but it is level there,
     * and a search from the start ends lower. The last evaluation is that of the point.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 100})
    void notWhereSomeActualsLieOnItsOtherSide(int every) {
        LinearMap map = new LinearMap(DIM, 3, true);
        PairBlock block = Recording.pairs(map, inputs(false), 0);
        for (int i = 0; i < ROWS; i += every) {
            for (int j = 0; j < 3; j++) {
                block.actuals().set(i, j, -block.actuals().get(i, j));
            }
        }
        Recording recording = new Recording(map, block);
        CurvedFunction.Start found = recording.curved().evaluateStart(recording.start);
        assertThat(recording.calls).containsExactly("transform", "curvature", "curvature");
        assertThat(found.evaluations()).isEqualTo(3);
        assertThat(found.point()).isEqualTo(recording.start).isEqualTo(recording.last);
        assertThat(found.evaluation().gradient())
                .isEqualTo(recording.function.evaluate(recording.start).gradient());
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

        private double[] last;

        Recording(VectorMap map, DoubleMatrix inputs) {
            this(map, pairs(map, inputs, 0.3));
        }

        static PairBlock pairs(VectorMap map, DoubleMatrix inputs, double noise) {
            return PlantedPairs.of(map, map.initialParameters(1), inputs, noise, 7)
                    .block();
        }

        Recording(VectorMap map, PairBlock block) {
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
        public Transformed evaluateWithTransform(double[] point) {
            calls.add("transform");
            return function.evaluateWithTransform(point);
        }

        @Override
        public CurvedFunction.Curved evaluateWithCurvature(double[] point, double shift) {
            calls.add("curvature");
            last = point;
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
