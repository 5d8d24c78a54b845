package dev.collimate.evaluation;

import dev.collimate.math.FloatMatrix;
import dev.collimate.math.UnitVectors;
import java.io.Serializable;

/**
 * Vectors as a search by cosine needs them: as they are, for exact scores, and at unit length in float, for fast ones. A
 * zero vector stays zero and has the cosine 0 with every other. Not safe for several threads while it is filled.
 */
public final class UnitRows implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] unit;
    private final double[] inverseNorms;
    private final int dim;
    private FloatMatrix vectors;

    /** Room for {@code maxRows} vectors of {@code dim} elements. */
    public UnitRows(int maxRows, int dim) {
        this.unit = new float[Math.multiplyExact(maxRows, dim)];
        this.inverseNorms = new double[maxRows];
        this.dim = dim;
        this.vectors = new FloatMatrix(0, dim);
    }

    /** @param vectors rows x dim; held, and not to be changed */
    public static UnitRows of(FloatMatrix vectors) {
        return new UnitRows(vectors.rows(), vectors.columns()).fill(vectors);
    }

    /**
     * Takes these vectors in place of those before.
     *
     * @param rows at most as many as there is room for; held until the next call, and not to be changed until then
     */
    public UnitRows fill(FloatMatrix rows) {
        if (rows.columns() != dim || rows.rows() > inverseNorms.length) {
            throw new IllegalArgumentException("there is room for " + inverseNorms.length + " vectors of " + dim
                    + " elements, but was given " + rows);
        }
        vectors = rows;
        for (int i = 0; i < rows.rows(); i++) {
            inverseNorms[i] = UnitVectors.inverseNorm(rows, i);
            int from = rows.rowOffset(i);
            for (int j = 0; j < dim; j++) {
                unit[i * dim + j] = (float) (rows.data()[from + j] * inverseNorms[i]);
            }
        }
        return this;
    }

    public int rows() {
        return vectors.rows();
    }

    public int dim() {
        return dim;
    }

    /** The vectors {@code from} (inclusive) to {@code until} (exclusive) at unit length; a view. */
    FloatMatrix unit(int from, int until) {
        return new FloatMatrix(unit, from * dim, until - from, dim);
    }

    boolean isZero(int row) {
        return inverseNorms[row] == 0;
    }

    /** The cosine of a vector here and one of {@code other}, in double; the same bits whatever stands beside them. */
    double cosine(int row, UnitRows other, int otherRow) {
        float[] a = vectors.data();
        float[] b = other.vectors.data();
        int i = vectors.rowOffset(row);
        int k = other.vectors.rowOffset(otherRow);
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int end = i + dim;
        for (; i < end - 3; i += 4, k += 4) {
            sum0 += (double) a[i] * b[k];
            sum1 += (double) a[i + 1] * b[k + 1];
            sum2 += (double) a[i + 2] * b[k + 2];
            sum3 += (double) a[i + 3] * b[k + 3];
        }
        for (; i < end; i++, k++) {
            sum0 += (double) a[i] * b[k];
        }
        return ((sum0 + sum1) + (sum2 + sum3)) * inverseNorms[row] * other.inverseNorms[otherRow];
    }
}
