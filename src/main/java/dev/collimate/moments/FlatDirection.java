package dev.collimate.moments;

import dev.collimate.math.DoubleMatrix;

/**
 * A direction along which a symmetric matrix is 0 but for rounding.
 *
 * @param unit of length 1; all 0 if there is no such direction
 */
record FlatDirection(double[] unit) {
    /** That of a step of parameters which are measured in {@code units}; one of unit 0 has no part in it. */
    static FlatDirection of(double[] step, double[] units) {
        double[] unit = new double[step.length];
        double norm = 0;
        for (int i = 0; i < unit.length; i++) {
            unit[i] = units[i] > 0 ? step[i] / units[i] : 0;
            norm = Math.hypot(norm, unit[i]);
        }
        for (int i = 0; i < unit.length && norm > 0; i++) {
            unit[i] /= norm;
        }
        return new FlatDirection(unit);
    }

    /**
     * Makes the matrix 0 along the direction.
     *
     * @param matrix n x n; overwritten
     * @return how far from 0 it was
     */
    double takeOff(DoubleMatrix matrix) {
        int n = unit.length;
        double[] product = new double[n];
        double along = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                product[i] += matrix.get(i, j) * unit[j];
            }
            along += unit[i] * product[i];
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double taken = unit[i] * product[j] + product[i] * unit[j] - along * unit[i] * unit[j];
                matrix.set(i, j, matrix.get(i, j) - taken);
            }
        }
        return Math.abs(along);
    }
}
