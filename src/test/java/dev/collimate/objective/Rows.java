package dev.collimate.objective;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MomentPass;
import dev.collimate.moments.MomentSums;
import dev.collimate.moments.RowLeverage;
import java.util.Arrays;

/** Small matrices of rows, and plain loops over them. */
public final class Rows {
    private Rows() {}

    public static DoubleMatrix gaussian(int rows, int columns, long seed) {
        DoubleMatrix matrix = new DoubleMatrix(rows, columns);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.data()[i] = HashRandom.gaussian(seed, i);
        }
        return matrix;
    }

    /** x * W' + b for every row x; b may be null. */
    public static DoubleMatrix mapped(DoubleMatrix inputs, double[][] weights, double[] intercept) {
        DoubleMatrix outputs = new DoubleMatrix(inputs.rows(), weights.length);
        for (int i = 0; i < inputs.rows(); i++) {
            for (int j = 0; j < weights.length; j++) {
                double sum = intercept == null ? 0 : intercept[j];
                for (int k = 0; k < inputs.columns(); k++) {
                    sum += weights[j][k] * inputs.get(i, k);
                }
                outputs.set(i, j, sum);
            }
        }
        return outputs;
    }

    public static DoubleMatrix unit(DoubleMatrix matrix) {
        DoubleMatrix unit = new DoubleMatrix(matrix.rows(), matrix.columns());
        for (int i = 0; i < matrix.rows(); i++) {
            unit.setRow(i, unit(row(matrix, i)));
        }
        return unit;
    }

    public static double[] unit(double[] vector) {
        double norm = Math.sqrt(dot(vector, vector));
        return Arrays.stream(vector)
                .map(element -> norm == 0 ? 0 : element / norm)
                .toArray();
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The largest absolute value; NaN if an element is. */
    public static double largest(double[] vector) {
        return Arrays.stream(vector).map(Math::abs).reduce(0, Math::max);
    }

    public static double[] row(DoubleMatrix matrix, int row) {
        return matrix.rowRange(row, row + 1).toDoubleArray();
    }

    /** The row with a 1 appended. */
    public static double[] extended(double[] row) {
        double[] extended = Arrays.copyOf(row, row.length + 1);
        extended[row.length] = 1;
        return extended;
    }

    /** The moments of rows in blocks of {@code blockRows}. */
    public static MomentSums moments(DoubleMatrix inputs, DoubleMatrix actuals, double[] weights, int blockRows) {
        MomentPass pass = new MomentPass(inputs.columns(), actuals.columns(), Blas.of(BlasChoice.JAVA), blockRows);
        for (int from = 0; from < inputs.rows(); from += blockRows) {
            int until = Math.min(inputs.rows(), from + blockRows);
            pass.add(new PairBlock(
                    inputs.rowRange(from, until),
                    actuals.rowRange(from, until),
                    weights == null ? null : Arrays.copyOfRange(weights, from, until),
                    null));
        }
        return pass.sums();
    }

    public static ClosedForms closedForms(DoubleMatrix inputs, DoubleMatrix actuals, double[] weights) {
        return new ClosedForms(moments(inputs, actuals, weights, inputs.rows()), BlasChoice.JAVA);
    }

    /** The closed forms that a search of the rows starts from. */
    public static ClosedForms startForms(PairBlock block) {
        MomentSums plain = moments(block, Double.POSITIVE_INFINITY);
        RowLeverage leverage = RowLeverage.of(plain);
        return new ClosedForms(leverage.isExtreme() ? moments(block, leverage.shortLength()) : plain, BlasChoice.JAVA);
    }

    private static MomentSums moments(PairBlock block, double longest) {
        MomentPass pass = new MomentPass(
                block.inputs().columns(), block.actuals().columns(), Blas.of(BlasChoice.JAVA), block.rows(), longest);
        pass.add(block);
        return pass.sums();
    }

    /** A rows x columns matrix with orthonormal columns, or rows where there are fewer of these (Gram and Schmidt). */
    public static double[][] orthogonal(int rows, int columns, long seed) {
        if (rows < columns) {
            double[][] tall = orthogonal(columns, rows, seed);
            double[][] wide = new double[rows][columns];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    wide[i][j] = tall[j][i];
                }
            }
            return wide;
        }
        double[][] columnVectors = new double[columns][];
        for (int j = 0; j < columns; j++) {
            double[] vector = row(gaussian(columns, rows, seed), j);
            for (int k = 0; k < j; k++) {
                double share = dot(vector, columnVectors[k]);
                for (int i = 0; i < rows; i++) {
                    vector[i] -= share * columnVectors[k][i];
                }
            }
            columnVectors[j] = unit(vector);
        }
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i][j] = columnVectors[j][i];
            }
        }
        return matrix;
    }
}
