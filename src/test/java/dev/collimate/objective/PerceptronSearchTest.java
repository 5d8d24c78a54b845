package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.Activation;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Precision;
import dev.collimate.moments.HiddenPass;
import dev.collimate.moments.RandomHiddenLayers;
import dev.collimate.moments.SolvedOutputLayer;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.Solver;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.StopRule;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that another of its shape made the actuals of, but for some noise. */
class PerceptronSearchTest {
    private static final int ROWS = 600;
    private static final int STEPS = 12;

    private static PerceptronMap map(boolean residual) {
        return new PerceptronMap(List.of(5, 12, 8, 4), Activation.TANH, true, residual);
    }

    private static PairBlock pairs(PerceptronMap map, long seed) {
        DoubleMatrix inputs = Rows.gaussian(ROWS, 5, seed);
        DoubleMatrix actuals = new DoubleMatrix(ROWS, 4);
        DoubleMatrix noise = Rows.gaussian(ROWS, 4, seed + 100);
        Blas blas = Blas.of(BlasChoice.JAVA);
        actuals.copyFrom(map.newWorkspace(blas, Precision.DOUBLE, ROWS)
                .forward(Precision.DOUBLE.rowVector(map.initialParameters(seed)), inputs));
        for (int i = 0; i < actuals.size(); i++) {
            actuals.data()[i] += 0.1 * noise.data()[i];
        }
        return new PairBlock(inputs, actuals, null, null);
    }

    private static SolverResult minimized(PerceptronMap map, PairBlock pairs, double[] start, Solver solver) {
        LocalFunction function = new LocalFunction(
                new AngularObjective(map, new CosineLoss(), Reduction.MEAN),
                BlasChoice.JAVA,
                Precision.DOUBLE,
                List.of(pairs));
        return new Minimizer(solver, List.of(StopRule.maxIter(STEPS)), state -> {}).minimize(function, start);
    }

    private static double[] solved(PerceptronMap map, PairBlock pairs, long seed) {
        RandomHiddenLayers layers = Rows.startForms(pairs).hiddenLayers(map, seed);
        HiddenPass pass = new HiddenPass(layers, Double.POSITIVE_INFINITY, seed, true, Blas.of(BlasChoice.JAVA));
        pass.add(pairs, 0);
        return SolvedOutputLayer.of(layers, pass.sums(), OptionalDouble.empty(), BlasChoice.JAVA)
                .parameters();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fromASolvedLastLayerAsManyStepsLeadFurtherByCurvature(boolean residual) {
        PerceptronMap map = map(residual);
        for (int problem = 0; problem < 10; problem++) {
            PairBlock pairs = pairs(map, problem);
            double[] start = solved(map, pairs, problem + 50);
            SolverResult curved = minimized(map, pairs, start, LimitedMemoryBfgs.preconditioned(10));
            SolverResult plain = minimized(map, pairs, start, LimitedMemoryBfgs.plain(10));
            assertThat(curved.best().value())
                    .as("problem %d", problem)
                    .isLessThan(0.95 * plain.best().value());
        }
    }
}
