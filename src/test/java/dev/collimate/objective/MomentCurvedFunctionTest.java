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
    void ofFewOutputsCurvatureIsGathered() {
        assertThat(startOf(new LinearMap(DIM, 3, true), false)).containsExactly("curvature");
    }

    /** Which takes a second evaluation. */
    @Test
    void theSearchBeginsAtAMapThatIsParallelToTheActuals() {
        Recording recording = new Recording(
                new LinearMap(DIM, 3, true), Recording.pairs(new LinearMap(DIM, 3, true), inputs(false), 0));
        double before = recording.function.evaluate(recording.start).value();
        CurvedFunction.Start found = recording.curved().evaluateStart(recording.start);
        assertThat(recording.calls).containsExactly("curvature", "curvature");
        assertThat(found.evaluations()).isEqualTo(2);
        assertThat(before).isGreaterThan(1e-3);
        assertThat(found.evaluation().value()).isLessThan(1e-20);
        assertThat(found.evaluation().value())
                .isEqualTo(recording.function.evaluate(found.point()).value());
    }

    /** Parallel is 0 to a loss of lines, and far from it where an actual counts by its side: the start is not given up. */
    @Test
    void notWhereTheLossThereIsNoLower() {
        DoubleMatrix inputs = inputs(false);
        PairBlock block = Recording.pairs(new LinearMap(DIM, 3, true), inputs, 0);
        for (int i = 0; i < ROWS; i += 2) {
            for (int j = 0; j < 3; j++) {
                block.actuals().set(i, j, -block.actuals().get(i, j));
            }
        }
        Recording recording = new Recording(new LinearMap(DIM, 3, true), block);
        CurvedFunction.Start found = recording.curved().evaluateStart(recording.start);
        assertThat(recording.calls).containsExactly("curvature", "curvature");
        assertThat(found.evaluations()).isEqualTo(2);
        assertThat(found.point()).isEqualTo(recording.start);
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
