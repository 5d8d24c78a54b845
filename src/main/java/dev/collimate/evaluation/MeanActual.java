package dev.collimate.evaluation;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Matrix;
import dev.collimate.math.UnitVectors;
import java.io.Serializable;

/** The weighted sum of unit actual vectors: of all constant predictions its direction has the best mean cosine. */
public final class MeanActual implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double[] sum;

    public MeanActual(int outputDim) {
        this.sum = new double[outputDim];
    }

    /** Adds the rows of a block. */
    public void add(PairBlock block) {
        Matrix actuals = block.actuals();
        for (int i = 0; i < block.rows(); i++) {
            double scale = (block.weights() == null ? 1 : block.weights()[i]) * UnitVectors.inverseNorm(actuals, i);
            for (int j = 0; j < sum.length; j++) {
                sum[j] += scale * actuals.get(i, j);
            }
        }
    }

    /** Adds the sum of {@code other} to this and returns this. */
    public MeanActual merge(MeanActual other) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += other.sum[j];
        }
        return this;
    }

    /** A vector in the direction of the mean, of unit length unless the actuals cancel out. */
    public double[] direction() {
        double[] direction = sum.clone();
        UnitVectors.normalize(direction);
        return direction;
    }
}
