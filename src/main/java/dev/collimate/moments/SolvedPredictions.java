package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.SymmetricTiles;
import java.util.List;

/**
 * The moments of what a solved last layer predicts over the rows that it was solved from, from their sums alone. With
 * deviations u and h from their means and p = mean y^ + L u + V h,
 *
 * <pre>sum w (p - mean y^) (p - mean y^)' = L Suu L' + L Suh V' + V Shu L' + V Shh V'.</pre>
 */
final class SolvedPredictions {
    private SolvedPredictions() {}

    /**
     * @param problem with an intercept
     * @param sums that it was made of
     * @param weights V by runs of columns
     */
    static SpreadSums of(OutputProblem problem, HiddenSums sums, List<DoubleMatrix> weights, Blas blas) {
        HiddenSums.Shape shape = sums.shape();
        int outputs = shape.outputs();
        Centring centring = new Centring(sums.inputMoment(), true);
        double[] atMeans = OutputProblem.times(weights, problem.unitMeans());
        DoubleMatrix cross = crossProducts(sums, weights, atMeans, blas);
        DoubleMatrix once = residualTerms(problem, centring, cross, blas);
        DoubleMatrix products = hiddenProducts(sums, weights, blas);
        DoubleMatrix actuals = sums.unitActualMoment();
        double[] mean = new double[outputs];
        double agreement = problem.linear().dot(centring.crossProducts(sums.actualMoment(), outputs));
        for (int i = 0; i < outputs; i++) {
            mean[i] = actuals.get(outputs, i) / sums.weight();
            agreement += cross.get(i, shape.inputs() + 1 + i);
            for (int j = 0; j < outputs; j++) {
                double terms = once.get(i, j) + once.get(j, i) - sums.weight() * atMeans[i] * atMeans[j];
                products.set(i, j, products.get(i, j) + terms);
            }
        }
        return SpreadSums.of(mean, products, agreement, actuals);
    }

    /** Sum of w V h r', for h less its mean, outputs x others. */
    private static DoubleMatrix crossProducts(
            HiddenSums sums, List<DoubleMatrix> weights, double[] atMeans, Blas blas) {
        HiddenSums.Shape shape = sums.shape();
        DoubleMatrix cross = new DoubleMatrix(shape.outputs(), shape.others());
        for (int run = 0; run < weights.size(); run++) {
            blas.gemm(false, false, 1, weights.get(run), sums.crossMoment().get(run), 1, cross);
        }
        for (int i = 0; i < cross.rows(); i++) {
            for (int j = 0; j < cross.columns(); j++) {
                cross.set(
                        i, j, cross.get(i, j) - atMeans[i] * sums.otherMoment().get(shape.inputs(), j));
            }
        }
        return cross;
    }

    /** L Suu L' / 2 + V Shu L', whose sum with its transpose are three of the four terms; 0 without a residual. */
    private static DoubleMatrix residualTerms(OutputProblem problem, Centring centring, DoubleMatrix cross, Blas blas) {
        DoubleMatrix linear = problem.linear();
        DoubleMatrix terms = new DoubleMatrix(linear.rows(), linear.rows());
        if (linear.columns() > 0) {
            DoubleMatrix left = new DoubleMatrix(linear.rows(), linear.columns());
            for (int i = 0; i < left.rows(); i++) {
                for (int j = 0; j < left.columns(); j++) {
                    left.set(i, j, cross.get(i, j));
                }
            }
            blas.gemm(false, false, 0.5, linear, centring.inputProducts(), 1, left);
            blas.gemm(false, true, 1, left, linear, 0, terms);
        }
        return terms;
    }

    /** Sum of w V h h' V', outputs x outputs. */
    private static DoubleMatrix hiddenProducts(HiddenSums sums, List<DoubleMatrix> weights, Blas blas) {
        SymmetricTiles moment = sums.unitMoment();
        int outputs = sums.shape().outputs();
        DoubleMatrix products = new DoubleMatrix(outputs, outputs);
        for (int column = 0; column < weights.size(); column++) {
            DoubleMatrix ofColumn = new DoubleMatrix(outputs, moment.length(column));
            for (int row = 0; row < weights.size(); row++) {
                DoubleMatrix tile = moment.tile(Math.max(row, column), Math.min(row, column));
                blas.gemm(false, row < column, 1, weights.get(row), tile, 1, ofColumn);
            }
            blas.gemm(false, true, 1, ofColumn, weights.get(column), 1, products);
        }
        return products;
    }
}
