package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Precision;
import dev.collimate.objective.PlantedPairs;
import dev.collimate.objective.Rows;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps that are parallel to their actuals are found in one pass, and others are not made up. */
class DirectTransformTest {
    private static final int ROWS = 200;
    private static final int DIM = 7;
    private static final Blas BLAS = Blas.of(BlasChoice.JAVA);

    @ParameterizedTest
    @CsvSource({"2, true", "2, false", "3, true", "3, false", "8, true", "8, false"})
    void aPlantedLinearMapIsFoundUpToItsLength(int outputs, boolean intercept) {
        LinearMap map = new LinearMap(DIM, outputs, intercept);
        PlantedPairs pairs = PlantedPairs.of(map, planted(map), ROWS, 0, 5);
        double[] found = parallel(map, pairs.block(), map.initialParameters(9)).orElseThrow();
        assertThat(Rows.unit(found)).containsExactly(Rows.unit(pairs.planted()), within(1e-9));
        assertThat(meanSquare(map, found, pairs.block())).isCloseTo(1, within(1e-9));
    }

    /** A sum of squares of inputs does not show what a small unit hides. */
    @Test
    void unitsOfInputsAndInputsThatDependOnOthersChangeNothing() {
        LinearMap map = new LinearMap(DIM, 3, true);
        PairBlock block = PlantedPairs.of(map, planted(map), ROWS, 0, 5).block();
        for (int i = 0; i < ROWS; i++) {
            block.inputs().set(i, 0, 1e6 * block.inputs().get(i, 0));
            block.inputs().set(i, 1, 1e-6 * block.inputs().get(i, 1));
        }
        double[] units = parallel(map, block, new double[map.layout().size()]).orElseThrow();
        assertThat(meanSine(map, units, block)).isLessThan(1e-9);
        PairBlock dependent = PlantedPairs.of(
                        map, planted(map), withCopiedColumn(PlantedPairs.random(5, ROWS, DIM)), 0, 5)
                .block();
        double[] found =
                parallel(map, dependent, new double[map.layout().size()]).orElseThrow();
        assertThat(meanSine(map, found, dependent)).isLessThan(1e-9);
    }

    @Test
    void whatTheActualsAreNotParallelToIsNotFound() {
        LinearMap map = new LinearMap(DIM, 3, true);
        double[] start = map.initialParameters(2);
        assertThat(parallel(
                        map, PlantedPairs.of(map, planted(map), ROWS, 1e-3, 5).block(), start))
                .isEmpty();
        assertThat(parallel(
                        map, PlantedPairs.of(map, planted(map), ROWS, 1e-6, 5).block(), start))
                .isPresent();
    }

    /** Actuals of one direction, which many maps lead to; inputs that do not vary, without which there is only one. */
    @Test
    void oneMapOfManyIsNotChosen() {
        LinearMap map = new LinearMap(DIM, 3, true);
        double[] start = map.initialParameters(2);
        DoubleMatrix actuals = new DoubleMatrix(ROWS, 3);
        for (int i = 0; i < ROWS; i++) {
            actuals.setRow(i, new double[] {1, 2, -2});
        }
        assertThat(parallel(map, block(PlantedPairs.random(5, ROWS, DIM), actuals), start))
                .isEmpty();
        assertThat(parallel(map, block(new DoubleMatrix(ROWS, DIM), actuals), start))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, true", "3, false", "2, true", "1, true"})
    void aPlantedLowRankMapIsFoundInTheSpaceOfItsStart(int rank, boolean intercept) {
        LowRankMap map = new LowRankMap(DIM, 6, rank, intercept, false);
        PlantedPairs pairs = PlantedPairs.of(map, planted(map), ROWS, 0, 5);
        double[] start = pairs.closedForms().reducedRank(map, 0).parameters();
        double[] found = parallel(map, pairs.block(), start).orElseThrow();
        assertThat(meanSine(map, found, pairs.block())).isLessThan(1e-12);
        assertThat(meanSine(map, start, pairs.block())).isGreaterThan(1e-6);
    }

    /** Whose predictions may be anywhere: the start does not matter. */
    @Test
    void aPlantedLowRankMapToFewOutputsIsFoundFromAnywhere() {
        LowRankMap map = new LowRankMap(DIM, 3, 2, true, false);
        PlantedPairs pairs = PlantedPairs.of(map, planted(map), ROWS, 0, 5);
        double[] found = parallel(map, pairs.block(), map.initialParameters(3)).orElseThrow();
        assertThat(meanSine(map, found, pairs.block())).isLessThan(1e-12);
    }

    @Test
    void axesAreOrthonormalAndOfAColumnThatDependsOnOthersZero() {
        LowRankMap map = new LowRankMap(DIM, 6, 3, true, false);
        DoubleMatrix parameters =
                new DoubleMatrix(planted(map), 0, 1, map.layout().size());
        for (int i = 0; i < 6; i++) {
            map.layout()
                    .view(parameters, LowRankMap.OUTPUT_FACTOR)
                    .set(
                            i,
                            1,
                            2
                                    * map.layout()
                                            .view(parameters, LowRankMap.OUTPUT_FACTOR)
                                            .get(i, 0));
        }
        DoubleMatrix axes = LowRankTransform.axes(map, parameters);
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                double expected = a == b && a != 1 ? 1 : 0;
                assertThat(Rows.dot(Rows.row(axes, a), Rows.row(axes, b))).isCloseTo(expected, within(1e-15));
            }
        }
    }

    private static double[] planted(VectorMap map) {
        return PlantedPairs.random(11, 1, map.layout().size()).data();
    }

    private static DoubleMatrix withCopiedColumn(DoubleMatrix inputs) {
        for (int i = 0; i < inputs.rows(); i++) {
            inputs.set(i, 3, inputs.get(i, 2));
        }
        return inputs;
    }

    private static PairBlock block(DoubleMatrix inputs, DoubleMatrix actuals) {
        return new PairBlock(inputs, actuals, null, null);
    }

    private static Optional<double[]> parallel(VectorMap map, PairBlock block, double[] point) {
        MapMethods methods = MapMethodsFactory.of(map);
        CurvatureGatherer curvature = methods.curvature(new CosineLoss(), BLAS, block.rows(), 0);
        DirectTransformPass pass = new DirectTransformPass(methods, curvature, BLAS, block.rows(), 0);
        DoubleMatrix parameters = new DoubleMatrix(point, 0, 1, point.length);
        pass.observe(block, parameters, predictions(map, point, block), null);
        return methods.parallel(Rows.startForms(block), point, pass.directSums(), BlasChoice.JAVA);
    }

    private static DoubleMatrix predictions(VectorMap map, double[] point, PairBlock block) {
        DoubleMatrix predictions = new DoubleMatrix(block.rows(), map.outputDim());
        predictions.copyFrom(map.newWorkspace(BLAS, Precision.DOUBLE, block.rows())
                .forward(Precision.DOUBLE.rowVector(point), block.inputs()));
        return predictions;
    }

    private static double meanSquare(VectorMap map, double[] point, PairBlock block) {
        DoubleMatrix predictions = predictions(map, point, block);
        return predictions.dot(predictions) / block.rows();
    }

    /** Mean squared sine between predictions and actuals. */
    private static double meanSine(VectorMap map, double[] point, PairBlock block) {
        DoubleMatrix predictions = predictions(map, point, block);
        double sum = 0;
        for (int i = 0; i < block.rows(); i++) {
            double[] p = Rows.unit(Rows.row(predictions, i));
            double[] y = Rows.unit(Rows.row((DoubleMatrix) block.actuals(), i));
            double cosine = Rows.dot(p, y);
            for (int j = 0; j < p.length; j++) {
                sum += (p[j] - cosine * y[j]) * (p[j] - cosine * y[j]) / block.rows();
            }
        }
        return sum;
    }
}
