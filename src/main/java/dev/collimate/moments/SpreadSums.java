package dev.collimate.moments;

import dev.collimate.data.ArraySums;
import dev.collimate.math.DoubleMatrix;
import java.util.List;

/** Second moments of predictions p and of unit actuals y^ over rows, in double, each with a 1 appended. */
public final class SpreadSums implements ArraySums<SpreadSums> {
    private static final long serialVersionUID = 1L;

    final DoubleMatrix predictions;
    final DoubleMatrix actuals;

    public SpreadSums(int outputDim) {
        this.predictions = new DoubleMatrix(outputDim + 1, outputDim + 1);
        this.actuals = new DoubleMatrix(outputDim + 1, outputDim + 1);
    }

    @Override
    public List<double[]> arrays() {
        return List.of(predictions.data(), actuals.data());
    }

    int outputDim() {
        return actuals.rows() - 1;
    }

    /** Sum of w. */
    double weight() {
        return actuals.get(outputDim(), outputDim());
    }

    /** Mean y^. */
    double[] meanActual() {
        double[] mean = new double[outputDim()];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = actuals.get(outputDim(), i) / weight();
        }
        return mean;
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
