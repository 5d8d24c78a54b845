package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.data.PairBlock;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.MapDescription;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MomentSums;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.Solver;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.StopRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits from starts by moments, of rows that say too little of a map. */
class DegenerateStartTest {
    private static final int DIM = 5;
    private static final int ROWS = 40;

    /** What is wrong with the rows. */
    private enum Degeneracy {
        ONE_ROW(1),
        FEWER_ROWS_THAN_ELEMENTS(3),
        EQUAL_INPUTS(ROWS),
        ZERO_INPUTS(ROWS),
        EQUAL_ACTUALS(ROWS),
        ELEMENTS_THAT_NEVER_MOVE(ROWS),
        ALL_WEIGHT_ON_ONE_ROW(ROWS);

        private final int number;

        Degeneracy(int number) {
            this.number = number;
        }

        PlantedPairs pairs() {
            LinearMap map = new LinearMap(DIM, DIM, true);
            DoubleMatrix inputs = PlantedPairs.random(3, number, DIM);
            PlantedPairs noisy = PlantedPairs.of(map, map.initialParameters(4), inputs, 0.3, 8);
            DoubleMatrix actuals = (DoubleMatrix) noisy.block().actuals();
            double[] weights = new double[number];
            Arrays.fill(weights, this == ALL_WEIGHT_ON_ONE_ROW ? 0 : 1);
            weights[0] = 1;
            for (int i = 0; i < number; i++) {
                for (int j = 0; j < DIM; j++) {
                    switch (this) {
                        case EQUAL_INPUTS -> inputs.set(i, j, 1.0 / 3 + j);
                        case ZERO_INPUTS -> inputs.set(i, j, 0);
                        case EQUAL_ACTUALS -> actuals.set(i, j, 0.1 + j);
                        case ELEMENTS_THAT_NEVER_MOVE -> {
                            inputs.set(i, j, j < 2 ? inputs.get(i, j) : 0);
                            actuals.set(i, j, j < 2 ? inputs.get(i, 1 - j) * (1 + j) : 0);
                        }
                        default -> {}
                    }
                }
            }
            return new PlantedPairs(map, noisy.planted(), new PairBlock(inputs, actuals, weights, null));
        }
    }

    @ParameterizedTest
    @EnumSource
    void lowRankMapsGetAFiniteStartFromWhichTheLossFalls(Degeneracy rows) {
        PlantedPairs pairs = rows.pairs();
        for (boolean intercept : new boolean[] {true, false}) {
            for (boolean residual : new boolean[] {true, false}) {
                for (int rank : new int[] {1, 2, DIM}) {
                    LowRankMap map = new LowRankMap(DIM, DIM, rank, intercept, residual);
                    double[] start = pairs.closedForms().reducedRank(map, 0).parameters();
                    requireDescent(pairs, map, LimitedMemoryBfgs.preconditioned(10), start);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void perceptronsGetAFiniteStartFromWhichTheLossFalls(Degeneracy rows) {
        PlantedPairs pairs = rows.pairs();
        for (MapDescription description : List.of(
                MapDescriptions.perceptron("relu", true, true, DIM, 7, DIM),
                MapDescriptions.perceptron("gelu", false, true, DIM, 7, DIM),
                MapDescriptions.perceptron("tanh", true, false, DIM, 7, 4, DIM),
                MapDescriptions.perceptron("tanh", true, true, DIM, DIM),
                MapDescriptions.perceptron("tanh", false, false, DIM, DIM))) {
            PerceptronMap map = (PerceptronMap) Maps.create(description);
            ClosedForms forms = pairs.closedForms();
            double[] start =
                    map.containsLinear() ? forms.leastSquares(map, 1, 0).parameters() : forms.standardisedStart(map, 1);
            requireDescent(pairs, map, LimitedMemoryBfgs.plain(10), start);
        }
    }

    @Test
    void rowsWithoutWeightAreRefused() {
        MomentSums moments = new MomentSums(2, 2);
        moments.count(3);
        assertThatThrownBy(() -> new ClosedForms(moments, BlasChoice.JAVA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weights of all 3 rows sum to 0.0; it must be above 0");
    }

    private static void requireDescent(PlantedPairs pairs, VectorMap map, Solver solver, double[] start) {
        assertThat(Arrays.stream(start)).as(map.description().sentence()).allMatch(value -> Math.abs(value) < 1e6);
        SolverResult result =
                new Minimizer(solver, List.of(StopRule.maxIter(3)), state -> {}).minimize(pairs.function(map), start);
        // Below 1e-20 no step is left to find.
        assertThat(result.stopReason().failure() && result.best().value() > 1e-20)
                .as(map.description().sentence() + ": " + result.stopReason())
                .isFalse();
        double lowest = Double.MAX_VALUE;
        for (double value : result.objectiveHistory()) {
            assertThat(value).isLessThanOrEqualTo(lowest + pairs.function(map).roundingError(lowest));
            lowest = Math.min(lowest, value);
        }
    }
}
