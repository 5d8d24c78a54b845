package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.SymmetricTiles;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The squared error of solutions of an {@link OutputProblem} over rows that it was not solved from, from their sums alone:
 * with what its residual leaves over there, e, and f = h - mean h,
 *
 * <pre>sum w |e - V f|^2 = tr(sum w e e') - 2 tr(V sum w f e') + tr(V sum w f f' V').</pre>
 */
final class HeldBack {
    private final HiddenSums sums;
    private final Blas blas;
    private final double[] unitMeans;
    private final List<DoubleMatrix> crossProducts;
    private final double[] remainders;
    private final double squares;

    HeldBack(OutputProblem problem, HiddenSums sums, Blas blas) {
        this.sums = sums;
        this.blas = blas;
        this.unitMeans = problem.unitMeans();
        this.crossProducts = problem.crossProducts(sums);
        int others = sums.shape().others();
        DoubleMatrix moment = sums.otherMoment().block(0, others, 0, others);
        DoubleMatrix product = new DoubleMatrix(sums.shape().outputs(), others);
        blas.gemm(false, false, 1, problem.remainder(), moment, 0, product);
        this.squares = product.dot(problem.remainder());
        this.remainders = new double[sums.shape().outputs()];
        for (int i = 0; i < remainders.length; i++) {
            remainders[i] = product.get(i, sums.shape().inputs());
        }
    }

    /**
     * The mean of |y^ - p|^2 by weight.
     *
     * @param weights V by runs of columns
     */
    double meanSquaredError(List<DoubleMatrix> weights) {
        double[] atMeans = OutputProblem.times(weights, unitMeans);
        double[] atSums = OutputProblem.times(weights, sums.unitSums());
        double error = squares + quadratic(weights, sums.unitMoment());
        for (int run = 0; run < weights.size(); run++) {
            error -= 2 * weights.get(run).dot(crossProducts.get(run));
        }
        for (int i = 0; i < atMeans.length; i++) {
            error += atMeans[i] * (2 * remainders[i] - 2 * atSums[i] + sums.weight() * atMeans[i]);
        }
        return error / sums.weight();
    }

    /** tr(V S V'). */
    private double quadratic(List<DoubleMatrix> weights, SymmetricTiles moment) {
        double[] parts = IntStream.range(0, weights.size())
                .parallel()
                .mapToDouble(row -> {
                    double part = 0;
                    DoubleMatrix left = weights.get(row);
                    for (int column = 0; column <= row; column++) {
                        DoubleMatrix right = weights.get(column);
                        DoubleMatrix product = new DoubleMatrix(right.rows(), right.columns());
                        blas.gemm(false, false, 1, left, moment.tile(row, column), 0, product);
                        part += (row == column ? 1 : 2) * product.dot(right);
                    }
                    return part;
                })
                .toArray();
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }
}
