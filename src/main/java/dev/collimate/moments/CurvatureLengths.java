package dev.collimate.moments;

import dev.collimate.data.ArraySums;
import dev.collimate.data.BlockObserver;
import dev.collimate.data.PairBlock;
import dev.collimate.loss.AngularLoss;
import dev.collimate.math.Matrix;
import java.util.List;

/**
 * The mean and the spread, over rows, of k / s^2, with the curvature k of the loss across a prediction of norm s, and how far
 * predictions are from their actuals: of {@link CurvatureSums} what is no product.
 */
public final class CurvatureLengths {
    private CurvatureLengths() {}

    /** Sums of w, w q, w q^2 and w (1 - |cos|) over rows, with q = k / s^2. */
    public static final class Sums implements ArraySums<Sums> {
        private static final long serialVersionUID = 1L;

        private final double[] sums = new double[4];

        void add(double weight, double curvature, double distance) {
            sums[0] += weight;
            sums[1] += weight * curvature;
            sums[2] += weight * curvature * curvature;
            sums[3] += weight * distance;
        }

        @Override
        public List<double[]> arrays() {
            return List.of(sums);
        }

        /** Mean of q. */
        public double mean() {
            return sums[1] / sums[0];
        }

        /** Mean of 1 - |cos|. */
        double distance() {
            return sums[3] / sums[0];
        }

        /** Standard deviation of q over its mean; infinite where the mean is 0. */
        public double variation() {
            double mean = mean();
            return mean > 0 ? Math.sqrt(Math.max(0, sums[2] / sums[0] / (mean * mean) - 1)) : Double.POSITIVE_INFINITY;
        }
    }

    /** Adds the rows of blocks, with their predictions, to sums. One thread's working memory. */
    public static final class Pass implements BlockObserver {
        private final RowCurvature row;
        private final Sums sums = new Sums();

        public Pass(AngularLoss loss) {
            this.row = new RowCurvature(loss);
        }

        @Override
        public void observe(PairBlock block, Matrix predictions) {
            for (int i = 0; i < block.rows(); i++) {
                row.moveTo(block, predictions, i);
                sums.add(WeightedProducts.weight(block, i), row.value(), row.distance());
            }
        }

        /** The sums over the blocks seen so far: the object itself, not a copy. */
        public Sums sums() {
            return sums;
        }
    }
}
