package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.map.LinearMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.ml.AngularRegression;
import dev.collimate.objective.PlantedPairs;
import dev.collimate.optim.SolverResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches of maps of three outputs, in float32: what the whole curvature must bear, and what it is worth. */
class FewOutputsFitTest {
    private static final int ROWS = 2000;
    private static final int DIM = 16;
    private static final int PROBLEMS = 5;
    private static final LinearMap MAP = new LinearMap(DIM, 3, true);

    /** As years, Kelvin or hectopascal do. The means cost float32 two digits of each input, so that losses differ in the sixth. */
    @Test
    void inputsFarFromZeroAreFittedAsNearOnes() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            SolverResult near = fit(problem, 0, 0.2, "cosine");
            SolverResult far = fit(problem, 100, 0.2, "cosine");
            assertThat(far.best().value())
                    .as("problem %d", problem)
                    .isCloseTo(near.best().value(), within(1e-5 * near.best().value()));
            assertThat(far.stopReason().failure()).isFalse();
            assertThat(far.evaluations()).as("problem %d", problem).isLessThanOrEqualTo(near.evaluations() + 5);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, 0.2, 0.4})
    void noisyDirectionsAreFoundInFewPasses(double noise) {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            SolverResult found = fit(problem, 0, noise, "cosine");
            assertThat(found.stopReason().failure()).isFalse();
            assertThat(found.evaluations()).as("problem %d", problem).isLessThanOrEqualTo(12);
        }
    }

    /** Its curvature grows without bound near 0 degrees; steps by it would be of no length that helps. */
    @Test
    void theAngleItselfComesNearTheNoise() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            SolverResult found = fit(problem, 0, 1e-3, "angle");
            assertThat(found.best().value()).as("problem %d", problem).isLessThan(1e-3);
        }
    }

    private static SolverResult fit(int problem, double mean, double noise, String loss) {
        AngularRegression estimator = new AngularRegression().setLoss(loss).setMaxIter(200);
        return PlainSearch.run(estimator, pairs(problem, mean, noise));
    }

    /** Float32 pairs of a random map that makes up for the mean of its inputs. */
    private static PairBlock pairs(int problem, double mean, double noise) {
        double[] planted = MAP.initialParameters(problem);
        DoubleMatrix near = PlantedPairs.random(700 + problem, ROWS, DIM);
        for (int a = 0; a < 3; a++) {
            planted[3 * DIM + a] = HashRandom.gaussian(problem, a) / 2;
        }
        PairBlock made =
                PlantedPairs.of(MAP, planted, near, noise, 500 + problem).block();
        Matrix inputs = Precision.FLOAT.zeros(ROWS, DIM);
        Matrix actuals = Precision.FLOAT.zeros(ROWS, 3);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < DIM; j++) {
                inputs.set(i, j, near.get(i, j) + mean);
            }
            for (int a = 0; a < 3; a++) {
                actuals.set(i, a, made.actuals().get(i, a));
            }
        }
        return new PairBlock(inputs, actuals, null, null);
    }
}
