package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.objective.PlantedPairs;
import dev.collimate.optim.CurvedFunction;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.Preconditioner;
import dev.collimate.optim.Solver;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.StopRule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowRankPreconditionerTest {
    private static final PlantedPairs PAIRS = pairs();

    /** Inputs vary far more along some elements than along others, as embeddings do. */
    private static PlantedPairs pairs() {
        LinearMap map = new LinearMap(12, 12, true);
        double[] planted = map.initialParameters(4);
        DoubleMatrix inputs = PlantedPairs.random(8, 500, 12);
        for (int i = 0; i < inputs.size(); i++) {
            inputs.data()[i] *= Math.pow(0.6, i % 12);
        }
        for (int i = 0; i < 144; i++) {
            planted[i] /= Math.pow(0.6, i % 12);
        }
        return PlantedPairs.of(map, planted, inputs, 0.5, 8);
    }

    @ParameterizedTest
    @CsvSource({"true,false", "false,false", "true,true", "false,true"})
    void fewStepsLeadBelowWhatManyWithoutItReach(boolean intercept, boolean residual) {
        LowRankMap map = new LowRankMap(12, 12, 4, intercept, residual);
        double[] start = PAIRS.closedForms().reducedRank(map, 0).parameters();

        SolverResult preconditioned = fit(map, LimitedMemoryBfgs.preconditioned(10), start, 6);
        SolverResult plain = fit(map, LimitedMemoryBfgs.plain(10), start, 12);

        assertThat(preconditioned.evaluations()).isLessThanOrEqualTo(8);
        assertThat(preconditioned.best().value()).isLessThan(plain.best().value());
    }

    @ParameterizedTest
    @CsvSource({"true,false", "false,true"})
    void itIsSymmetricAndPointsDownhill(boolean intercept, boolean residual) {
        LowRankMap map = new LowRankMap(12, 12, 4, intercept, residual);
        double[] start = PAIRS.closedForms().reducedRank(map, 0).parameters();
        CurvedFunction.Curved curved = PAIRS.function(map).evaluateWithCurvature(start, 0);
        Preconditioner inverse = curved.preconditioner();
        double[] a = PlantedPairs.random(1, 1, start.length).data();
        double[] b = PlantedPairs.random(2, 1, start.length).data();

        assertThat(dot(a, inverse.apply(b)))
                .isCloseTo(dot(inverse.apply(a), b), within(1e-9 * dot(a, inverse.apply(a))));
        assertThat(dot(a, inverse.apply(a))).isPositive();
        double[] gradient = curved.evaluation().gradient();
        assertThat(dot(gradient, inverse.apply(gradient))).isPositive();
    }

    private static SolverResult fit(LowRankMap map, Solver solver, double[] start, int steps) {
        return new Minimizer(solver, List.of(StopRule.maxIter(steps)), state -> {})
                .minimize(PAIRS.function(map), start);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
