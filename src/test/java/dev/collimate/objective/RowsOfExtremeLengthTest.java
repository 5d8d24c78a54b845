package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.StopRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows of extreme length do not keep a search from the optimum. Where x of a row is stretched the loss is another, in which
 * the intercept no longer counts for the row; so a search is compared with one of the stretched rows that starts where the
 * rows as they were ended.
 */
class RowsOfExtremeLengthTest {
    private static final int PROBLEMS = 50;
    private static final int ROWS = 300;
    private static final int DIM = 8;
    private static final int OUTPUT_DIM = 6;
    private static final VectorMap LINEAR = new LinearMap(DIM, OUTPUT_DIM, true);
    private static final VectorMap LOW_RANK = Maps.create(MapDescriptions.lowRank(DIM, OUTPUT_DIM, 3, true, false));

    @Test
    void oneRowOfAnyLengthLeavesTheOptimumOfALinearMapInReach() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            double length = Math.pow(10, 4 + 2 * HashRandom.uniform(9, problem));
            requireOptimum(LINEAR, problem, 1, length, 1e-4);
        }
    }

    @Test
    void oneRowOfAnyLengthLeavesTheOptimumOfALowRankMapInReach() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            double length = Math.pow(10, 4 + 2 * HashRandom.uniform(9, problem));
            requireOptimum(LOW_RANK, problem, 1, length, 1e-4);
        }
    }

    /** Up to half of the rows; a float read as half of a double is of the size 1e19. */
    @ParameterizedTest
    @ValueSource(doubles = {1e3, 1e6, 1e19})
    void manyRowsOfAnyLengthLeaveTheOptimumInReach(double length) {
        for (int problem = 0; problem < 5; problem++) {
            for (int rows : new int[] {2, 20, ROWS / 2}) {
                requireOptimum(LINEAR, problem, rows, length, 1e-4);
            }
        }
    }

    private static void requireOptimum(VectorMap map, int problem, int rows, double length, double relative) {
        PairBlock plain = pairs(map, problem, 0, 1);
        PairBlock stretched = pairs(map, problem, rows, length);
        double[] before = search(map, plain, start(map, plain)).best().point();

        SolverResult expected = search(map, stretched, before);
        SolverResult found = search(map, stretched, start(map, stretched));

        assertThat(found.best().value())
                .as("problem %d, %d rows %.3g times as long: %s", problem, rows, length, found.stopReason())
                .isCloseTo(
                        expected.best().value(),
                        within(relative * expected.best().value()));
        assertThat(found.evaluations()).isLessThanOrEqualTo(30);
    }

    private static double[] start(VectorMap map, PairBlock block) {
        return MapMethodsFactory.of(map)
                .leastSquares(Rows.startForms(block), 0, null, 1)
                .parameters();
    }

    private static SolverResult search(VectorMap map, PairBlock block, double[] start) {
        var function = new LocalFunction(
                new AngularObjective(map, new CosineLoss(), Reduction.MEAN),
                BlasChoice.JAVA,
                Precision.FLOAT,
                List.of(block));
        return new Minimizer(
                        LimitedMemoryBfgs.preconditioned(10),
                        List.of(StopRule.divergence(), StopRule.relativeTolerance(1e-6), StopRule.maxIter(100)),
                        state -> {})
                .minimize(function, start);
    }

    /** Of a planted map with an intercept and noise; the first few rows have their x stretched. */
    private static PairBlock pairs(VectorMap map, int problem, int stretched, double length) {
        double[] planted = map.initialParameters(problem);
        Matrix intercept = map.layout().view(new DoubleMatrix(planted, 0, 1, planted.length), LinearMap.INTERCEPT);
        for (int i = 0; i < OUTPUT_DIM; i++) {
            intercept.set(0, i, HashRandom.gaussian(600 + problem, i) / 2);
        }
        PairBlock made = PlantedPairs.of(map, planted, Rows.gaussian(ROWS, DIM, 100 + problem), 0.5, 500 + problem)
                .block();
        Matrix inputs = Precision.FLOAT.zeros(ROWS, DIM);
        Matrix actuals = Precision.FLOAT.zeros(ROWS, OUTPUT_DIM);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < DIM; j++) {
                inputs.set(i, j, made.inputs().get(i, j) * (i < stretched ? length : 1));
            }
            for (int j = 0; j < OUTPUT_DIM; j++) {
                actuals.set(i, j, made.actuals().get(i, j));
            }
        }
        return new PairBlock(inputs, actuals, null, null);
    }
}
