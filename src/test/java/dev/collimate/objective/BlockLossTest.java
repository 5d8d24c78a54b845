package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.BlockLoss;
import dev.collimate.loss.LossSums;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.RowAngles;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.StopRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loss over pairs of rows goes through the objective as one of single rows does. */
class BlockLossTest {
    private static final int ROWS = 6;
    private static final LinearMap MAP = new LinearMap(3, 2, true);

    /** Half the squared difference of the products of neighbouring rows, predicted and actual. */
    private static final class NeighbourProducts implements BlockLoss {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return "neighbour-products";
        }

        @Override
        public void evaluate(
                Matrix predictions,
                Matrix actuals,
                double[] weights,
                double[] targets,
                Matrix gradient,
                LossSums sums,
                RowAngles angles) {
            int dim = predictions.columns();
            double[] slopes = new double[predictions.size()];
            for (int i = 0; i < predictions.rows(); i++) {
                double difference = i == 0 ? 0 : product(predictions, i) - product(actuals, i);
                angles.moveTo(predictions, actuals, i);
                sums.add(1, difference * difference / 2, angles.angle(), !angles.isDirected());
                for (int j = 0; j < dim && i > 0; j++) {
                    slopes[i * dim + j] += difference * predictions.get(i - 1, j);
                    slopes[(i - 1) * dim + j] += difference * predictions.get(i, j);
                }
            }
            for (int i = 0; i < predictions.rows(); i++) {
                for (int j = 0; j < dim; j++) {
                    gradient.set(i, j, slopes[i * dim + j]);
                }
            }
        }

        private static double product(Matrix rows, int i) {
            double sum = 0;
            for (int j = 0; j < rows.columns(); j++) {
                sum += rows.get(i, j) * rows.get(i - 1, j);
            }
            return sum;
        }
    }

    private final LocalFunction function = new LocalFunction(
            new AngularObjective(MAP, new NeighbourProducts(), Reduction.MEAN),
            BlasChoice.JAVA,
            Precision.DOUBLE,
            List.of(block()));

    @Test
    void itsGradientIsThatOfCentralDifferences() {
        double[] point = MAP.initialParameters(3);
        double[] gradient = function.evaluate(point).gradient();
        double step = 1e-5;
        for (int k = 0; k < point.length; k++) {
            double[] up = point.clone();
            double[] down = point.clone();
            up[k] += step;
            down[k] -= step;
            double slope =
                    (function.evaluate(up).value() - function.evaluate(down).value()) / (2 * step);
            assertThat(gradient[k]).isCloseTo(slope, within(1e-7));
        }
    }

    @Test
    void aSolverThatNeedsNoCurvatureFindsItsMinimum() {
        double[] start = MAP.initialParameters(3);
        double found = new Minimizer(LimitedMemoryBfgs.plain(10), List.of(StopRule.maxIter(200)), state -> {})
                .minimize(function, start)
                .best()
                .value();
        assertThat(found).isLessThan(1e-3 * function.evaluate(start).value());
    }

    @Test
    void itsCurvatureIsRefusedByName() {
        assertThatThrownBy(() -> function.evaluateWithCurvature(MAP.initialParameters(3), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the curvature of the loss neighbour-products is not known; choose lbfgs");
    }

    private static PairBlock block() {
        DoubleMatrix inputs = new DoubleMatrix(ROWS, MAP.inputDim());
        DoubleMatrix actuals = new DoubleMatrix(ROWS, MAP.outputDim());
        for (int i = 0; i < inputs.size(); i++) {
            inputs.data()[i] = HashRandom.gaussian(1, i);
        }
        for (int i = 0; i < actuals.size(); i++) {
            actuals.data()[i] = HashRandom.gaussian(2, i);
        }
        return new PairBlock(inputs, actuals, null, null);
    }
}
