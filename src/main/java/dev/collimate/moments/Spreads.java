package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import java.util.ArrayList;
import java.util.List;

/**
 * Spreads of the predictions of one or several maps for the same rows: every covariance is decomposed once, that of the
 * actuals for all of them. Not safe for several threads.
 */
public final class Spreads {
    /** Of the largest eigenvalue: what is added to each of Spp, and up to which one counts as zero. */
    private static final double LEAST = 1e-9;

    private final Blas blas;
    private final LinearAlgebra algebra;
    private LinearAlgebra.Eigen actuals;

    public Spreads(BlasChoice choice) {
        this.blas = Blas.of(choice);
        this.algebra = LinearAlgebra.of(choice);
    }

    /** The spread of one amount, as {@link #of(SpreadSums, List, double)}. */
    public Spread of(SpreadSums sums, double amount, double scale) {
        return of(sums, List.of(amount), scale).get(0);
    }

    /**
     * A spread for each amount.
     *
     * @param sums whose actuals are those of every call
     * @param amounts each t in [0, 1]
     * @param scale above 0
     * @throws ArithmeticException if predictions are zero, or point away from their actuals
     */
    public List<Spread> of(SpreadSums sums, List<Double> amounts, double scale) {
        double fitting = sums.fittingScale();
        int n = sums.outputDim();
        LinearAlgebra.Eigen predictions = null;
        List<Spread> spreads = new ArrayList<>();
        for (double amount : amounts) {
            DoubleMatrix matrix = new DoubleMatrix(n, n);
            if (amount == 0) {
                for (int i = 0; i < n; i++) {
                    matrix.set(i, i, scale * fitting);
                }
            } else {
                actuals = actuals == null ? algebra.eigen(sums.covariance(sums.actuals)) : actuals;
                predictions = predictions == null ? algebra.eigen(sums.covariance(sums.predictions)) : predictions;
                // The powers are of p; those of s p have the factor s^-t.
                blas.gemm(
                        false,
                        false,
                        scale * Math.pow(fitting, 1 - amount),
                        power(actuals, amount / 2),
                        power(predictions, -amount / 2),
                        0,
                        matrix);
            }
            spreads.add(Spread.of(matrix, sums));
        }
        return spreads;
    }

    /** symmetric^exponent over the eigenvalues that count; 0 over the others. */
    private DoubleMatrix power(LinearAlgebra.Eigen eigen, double exponent) {
        int n = eigen.values().length;
        double largest = Math.max(0, eigen.values()[n - 1]);
        DoubleMatrix scaled = new DoubleMatrix(n, n);
        for (int k = 0; k < n; k++) {
            double value = eigen.values()[k];
            double shifted = exponent < 0 ? value + LEAST * largest : value;
            double factor = value > LEAST * largest ? Math.pow(shifted, exponent) : 0;
            for (int j = 0; j < n; j++) {
                scaled.set(k, j, factor * eigen.vectors().get(k, j));
            }
        }
        DoubleMatrix power = new DoubleMatrix(n, n);
        blas.gemm(true, false, 1, eigen.vectors(), scaled, 0, power);
        return power;
    }
}
