package dev.collimate.benchmark;

import dev.collimate.Vectors;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Least squares with an intercept on unit actuals as a textbook has it, in plain loops but for an eigendecomposition of S: W = C S^+ with the second moments S of x
 * and C of unit y with x, all about their means and of x as it stands. Directions of x with a small eigenvalue of S are dropped.
 *
 * @param weights outputs x inputs
 * @param meanX inputs
 * @param meanY of unit actuals, outputs
 * @param rank directions that are left
 */
record PlainLeastSquares(double[][] weights, double[] meanX, double[] meanY, int rank) {
    /**
     * @param pairs rows of x and y, as arrays of floats
     * @param least share of the largest eigenvalue below which one is dropped
     */
    static PlainLeastSquares of(List<Row> pairs, double least) {
        double[][] x = pairs.stream().map(row -> doubles(row.getList(0))).toArray(double[][]::new);
        double[][] y = pairs.stream()
                .map(row -> doubles(row.getList(1)))
                .map(vector -> Vectors.times(1 / Vectors.length(vector), vector))
                .toArray(double[][]::new);
        double[] meanX = mean(x);
        double[] meanY = mean(y);
        double[][] cross = products(y, meanY, x, meanX);
        double[][] moments = products(x, meanX, x, meanX);
        DoubleMatrix symmetric = new DoubleMatrix(meanX.length, meanX.length);
        for (int i = 0; i < meanX.length; i++) {
            symmetric.setRow(i, moments[i]);
        }
        LinearAlgebra.Eigen eigen = LinearAlgebra.of(BlasChoice.JAVA).eigen(symmetric);
        double[] values = eigen.values();
        double[][] weights = new double[meanY.length][meanX.length];
        int rank = 0;
        for (int k = 0; k < values.length; k++) {
            if (values[k] > least * values[values.length - 1]) {
                rank++;
                add(weights, cross, row(eigen.vectors(), k), 1 / values[k]);
            }
        }
        return new PlainLeastSquares(weights, meanX, meanY, rank);
    }

    /** The prediction for a vector, outputs. */
    double[] predict(List<Float> vector) {
        double[] difference = Vectors.plus(doubles(vector), -1, meanX);
        double[] prediction = meanY.clone();
        for (int i = 0; i < prediction.length; i++) {
            prediction[i] += Vectors.dot(weights[i], difference);
        }
        return prediction;
    }

    private static double[] doubles(List<Float> vector) {
        return vector.stream().mapToDouble(Float::doubleValue).toArray();
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            mean = Vectors.plus(mean, 1.0 / rows.length, row);
        }
        return mean;
    }

    /** The sum of (a - mean a) (b - mean b)' over the rows. */
    private static double[][] products(double[][] a, double[] meanA, double[][] b, double[] meanB) {
        double[][] sums = new double[meanA.length][meanB.length];
        for (int row = 0; row < a.length; row++) {
            double[] second = Vectors.plus(b[row], -1, meanB);
            for (int i = 0; i < sums.length; i++) {
                double first = a[row][i] - meanA[i];
                for (int j = 0; j < second.length; j++) {
                    sums[i][j] += first * second[j];
                }
            }
        }
        return sums;
    }

    /** Adds factor C v v' to the weights. */
    private static void add(double[][] weights, double[][] cross, double[] direction, double factor) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Vectors.plus(weights[i], factor * Vectors.dot(cross[i], direction), direction);
        }
    }

    private static double[] row(DoubleMatrix matrix, int row) {
        double[] values = new double[matrix.columns()];
        for (int j = 0; j < values.length; j++) {
            values[j] = matrix.get(row, j);
        }
        return values;
    }
}
