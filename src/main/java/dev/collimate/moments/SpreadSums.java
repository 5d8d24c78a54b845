package dev.collimate.moments;

import dev.collimate.data.ArraySums;
import dev.collimate.math.DoubleMatrix;
import java.util.List;

/** Second moments of predictions p and of unit actuals y^ over rows, in double, each with a 1 appended; and p . y^. */
public final class SpreadSums implements ArraySums<SpreadSums> {
    private static final long serialVersionUID = 1L;

    final DoubleMatrix predictions;
    final DoubleMatrix actuals;
    /** Sum of w p . y^. */
    final double[] agreement = new double[1];

    public SpreadSums(int outputDim) {
        this(new DoubleMatrix(outputDim + 1, outputDim + 1), new DoubleMatrix(outputDim + 1, outputDim + 1));
    }

    private SpreadSums(DoubleMatrix predictions, DoubleMatrix actuals) {
        this.predictions = predictions;
        this.actuals = actuals;
    }

    /**
     * Of predictions whose rows were not seen, but whose moments are known.
     *
     * @param mean of the predictions
     * @param products sum of w (p - mean p) (p - mean p)', outputDim x outputDim
     * @param agreement sum of w (p - mean p) . y^
     * @param actuals sum of w (y^, 1) (y^, 1)'; held, not copied
     */
    static SpreadSums of(double[] mean, DoubleMatrix products, double agreement, DoubleMatrix actuals) {
        int one = mean.length;
        double weight = actuals.get(one, one);
        SpreadSums sums = new SpreadSums(new DoubleMatrix(one + 1, one + 1), actuals);
        sums.agreement[0] = agreement;
        for (int i = 0; i < one; i++) {
            for (int j = 0; j < one; j++) {
                sums.predictions.set(i, j, products.get(i, j) + weight * mean[i] * mean[j]);
            }
            sums.predictions.set(i, one, weight * mean[i]);
            sums.predictions.set(one, i, weight * mean[i]);
            sums.agreement[0] += mean[i] * actuals.get(one, i);
        }
        sums.predictions.set(one, one, weight);
        return sums;
    }

    /** Sum of w (y^, 1) (y^, 1)', (outputDim + 1) x (outputDim + 1): the matrix itself, not a copy. */
    public DoubleMatrix actualMoment() {
        return actuals;
    }

    @Override
    public List<double[]> arrays() {
        return List.of(predictions.data(), actuals.data(), agreement);
    }

    int outputDim() {
        return actuals.rows() - 1;
    }

    /** Sum of w. */
    double weight() {
        return actuals.get(outputDim(), outputDim());
    }

    /** The mean of the vectors that {@code moment} is of. */
    double[] mean(DoubleMatrix moment) {
        double[] mean = new double[outputDim()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = moment.get(outputDim(), i) / weight();
        }
        return mean;
    }

    /**
     * The factor by which predictions come nearest to unit actuals: 1 for least squares. An angle does not see the length
     * of predictions, so that a search may end at any.
     *
     * @throws ArithmeticException if predictions are zero, or point away from their actuals
     */
    double fittingScale() {
        double squares = 0;
        for (int i = 0; i < outputDim(); i++) {
            squares += predictions.get(i, i);
        }
        if (!(agreement[0] > 0 && squares > 0)) {
            throw new ArithmeticException("predictions do not point towards their actuals");
        }
        return agreement[0] / squares;
    }

    /** The covariance of the vectors that {@code moment} is of. */
    DoubleMatrix covariance(DoubleMatrix moment) {
        int one = outputDim();
        DoubleMatrix covariance = new DoubleMatrix(one, one);
        for (int i = 0; i < one; i++) {
            for (int j = 0; j < one; j++) {
                double product = moment.get(i, one) * moment.get(one, j) / weight();
                covariance.set(i, j, (moment.get(i, j) - product) / weight());
            }
        }
        return covariance;
    }
}
