package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.evaluation.BlockEvaluation;
import dev.collimate.loss.AxialLoss;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MomentPass;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.StopRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Neither the unit of an input nor a mixing of inputs changes how well they can be mapped, in float32 as fits are. */
class UnitsOfInputsTest {
    private static final int PROBLEMS = 50;
    private static final int ROWS = 200;
    private static final int DIM = 6;
    private static final LinearMap LINEAR = new LinearMap(DIM, 4, true);

    @Test
    void anyUnitOfAnyInputLeavesTheLossOfALinearMap() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            double expected = loss(LINEAR, inputs(problem), problem);
            assertThat(loss(LINEAR, scaled(inputs(problem), problem), problem))
                    .isCloseTo(expected, within(1e-6 * expected));
        }
    }

    @Test
    void anyUnitOfAnyInputLeavesTheLossOfALowRankMap() {
        VectorMap map = Maps.create(MapDescriptions.lowRank(DIM, 4, 2, true, false));
        for (int problem = 0; problem < PROBLEMS; problem++) {
            double expected = loss(map, inputs(problem), problem);
            assertThat(loss(map, scaled(inputs(problem), problem), problem))
                    .isCloseTo(expected, within(1e-6 * expected));
        }
    }

    @Test
    void anyMixingOfInputsLeavesTheLoss() {
        VectorMap lowRank = Maps.create(MapDescriptions.lowRank(DIM, 4, 2, true, false));
        for (int problem = 0; problem < PROBLEMS; problem++) {
            for (VectorMap map : List.of(LINEAR, lowRank)) {
                double expected = loss(map, inputs(problem), problem);
                assertThat(loss(map, mixed(inputs(problem), problem), problem))
                        .isCloseTo(expected, within(1e-4 * expected));
            }
        }
    }

    /** Rotated, stretched by 1 to 1e-4, and rotated again. */
    private static DoubleMatrix mixed(DoubleMatrix inputs, int problem) {
        DoubleMatrix turned = Rows.mapped(inputs, Rows.orthogonal(DIM, DIM, 7000 + problem), null);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < DIM; j++) {
                turned.set(i, j, turned.get(i, j) * Math.pow(10, -4.0 * j / (DIM - 1)));
            }
        }
        return Rows.mapped(turned, Rows.orthogonal(DIM, DIM, 8000 + problem), null);
    }

    private static DoubleMatrix inputs(int problem) {
        return Rows.gaussian(ROWS, DIM, 100 + problem);
    }

    /** Each column by its own factor between 1e-6 and 1e6. */
    private static DoubleMatrix scaled(DoubleMatrix inputs, int problem) {
        for (int j = 0; j < DIM; j++) {
            double factor = Math.pow(10, 12 * HashRandom.uniform(9000 + problem, j) - 6);
            for (int i = 0; i < ROWS; i++) {
                inputs.set(i, j, inputs.get(i, j) * factor);
            }
        }
        return inputs;
    }

    /** Of the map fitted from least squares to the problem's own actuals, whatever was done to its inputs. */
    private static double loss(VectorMap map, DoubleMatrix inputs, int problem) {
        PlantedPairs made =
                PlantedPairs.of(LINEAR, LINEAR.initialParameters(problem), inputs(problem), 0.5, 500 + problem);
        PairBlock block =
                new PairBlock(floats(inputs), floats((DoubleMatrix) made.block().actuals()), null, null);
        MomentPass pass = new MomentPass(DIM, 4, Blas.of(BlasChoice.JAVA), ROWS);
        pass.add(block);
        ClosedForms forms = new ClosedForms(pass.sums(), BlasChoice.JAVA);
        double[] start = map instanceof LowRankMap lowRank
                ? forms.reducedRank(lowRank, 0).parameters()
                : forms.leastSquares(true, 0).parameters();
        AngularObjective objective = new AngularObjective(map, new CosineLoss(), Reduction.MEAN);
        return new Minimizer(
                        LimitedMemoryBfgs.preconditioned(10),
                        List.of(StopRule.divergence(), StopRule.relativeTolerance(1e-10), StopRule.maxIter(300)),
                        state -> {})
                .minimize(new LocalFunction(objective, BlasChoice.JAVA, Precision.FLOAT, List.of(block)), start)
                .best()
                .value();
    }

    private static Matrix floats(DoubleMatrix values) {
        Matrix floats = Precision.FLOAT.zeros(values.rows(), values.columns());
        for (int i = 0; i < values.rows(); i++) {
            floats.setRow(i, Rows.row(values, i));
        }
        return floats;
    }

    @Test
    void theRoundingErrorOfASumIsThatOfTheMeanTimesTheWeight() {
        double ofMean = new AngularObjective(LINEAR, new CosineLoss(), Reduction.MEAN)
                .roundingError(0.01, 5000, Precision.FLOAT);
        double ofSum = new AngularObjective(LINEAR, new CosineLoss(), Reduction.SUM)
                .roundingError(0.01 * 5000, 5000, Precision.FLOAT);
        assertThat(ofSum).isCloseTo(5000 * ofMean, within(1e-12));
    }

    @Test
    void anglesOfAnAxialLossAreThoseBetweenLines() {
        DoubleMatrix actuals = new DoubleMatrix(new double[] {1, 0, -1, 0}, 0, 2, 2);
        DoubleMatrix predictions = new DoubleMatrix(new double[] {1, 1, 1, 1}, 0, 2, 2);
        var statistics = new AngleStatistics();
        new BlockEvaluation(new AxialLoss(), block -> predictions, statistics)
                .add(new PairBlock(new DoubleMatrix(2, 1), actuals, null, null));
        assertThat(statistics.meanDegrees()).isCloseTo(45, within(1e-12));
        assertThat(statistics.meanCosine()).isCloseTo(Math.sqrt(0.5), within(1e-15));
    }
}
