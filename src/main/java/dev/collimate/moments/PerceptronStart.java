package dev.collimate.moments;

import dev.collimate.map.LinearMap;
import dev.collimate.map.ParameterLayout;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * A perceptron's random start with a first layer made for inputs whose elements have mean 0 and variance 1 each, as
 * the random start supposes: elements of a unit vector are far smaller, and would leave every activation in its middle,
 * where it is nearly linear.
 */
final class PerceptronStart {
    private PerceptronStart() {}

    static double[] standardised(PerceptronMap map, Centring centring, long seed) {
        DoubleMatrix parameters =
                new DoubleMatrix(map.initialParameters(seed), 0, 1, map.layout().size());
        standardise(map, centring, parameters);
        return parameters.data();
    }

    /**
     * With the residual, or the only layer, at least squares, and otherwise the last layer at zero but for the intercept, so
     * that it predicts what least squares does.
     *
     * @param leastSquares of a linear map with an intercept if {@code map} has them
     */
    static double[] leastSquares(PerceptronMap map, Centring centring, double[] leastSquares, long seed) {
        LinearMap linear = new LinearMap(map.inputDim(), map.outputDim(), map.fitIntercept());
        ParameterLayout layout = map.layout();
        DoubleMatrix solution = new DoubleMatrix(leastSquares, 0, 1, leastSquares.length);
        DoubleMatrix parameters = new DoubleMatrix(standardised(map, centring, seed), 0, 1, layout.size());
        String last = PerceptronMap.weights(map.depth());
        layout.view(parameters, last).clear();
        layout.view(parameters, map.residual() ? PerceptronMap.RESIDUAL : last)
                .copyFrom(linear.layout().view(solution, LinearMap.WEIGHTS));
        if (map.fitIntercept()) {
            layout.view(parameters, PerceptronMap.intercept(map.depth()))
                    .copyFrom(linear.layout().view(solution, LinearMap.INTERCEPT));
        }
        return parameters.data();
    }

    /**
     * For each weight of an input 1 / (its standard deviation, or root mean square where there is no intercept, times the
     * root of the number of inputs), and 1 for all other parameters. Inputs as long as unit vectors, as embeddings are,
     * have scales near 1. An input that does not vary has the scale 0.
     */
    static double[] inputScales(PerceptronMap map, Centring centring) {
        DoubleMatrix scales = new DoubleMatrix(1, map.layout().size());
        Arrays.fill(scales.data(), 1);
        double[] inputs = centring.scales(0);
        double root = Math.sqrt(centring.weight() / map.inputDim());
        List<String> layers = map.residual()
                ? List.of(PerceptronMap.weights(1), PerceptronMap.RESIDUAL)
                : List.of(PerceptronMap.weights(1));
        for (String layer : layers) {
            Matrix weights = map.layout().view(scales, layer);
            for (int i = 0; i < weights.rows(); i++) {
                for (int j = 0; j < map.inputDim(); j++) {
                    weights.set(i, j, inputs[j] * root);
                }
            }
        }
        return scales.data();
    }

    /**
     * From weights W to W D, and to the intercept -W D m, for the inputs' mean m and one over their deviations as D. An
     * input that does not vary gets no weight. Where none varies nothing changes: it would take off all there is.
     */
    private static void standardise(PerceptronMap map, Centring centring, DoubleMatrix parameters) {
        if (!(centring.variation() > 0)) {
            return;
        }
        double[] scales = centring.scales(0);
        double root = Math.sqrt(centring.weight());
        Matrix weights = map.layout().view(parameters, PerceptronMap.weights(1));
        for (int i = 0; i < weights.rows(); i++) {
            double shift = 0;
            for (int j = 0; j < map.inputDim(); j++) {
                weights.set(i, j, weights.get(i, j) * scales[j] * root);
                shift -= weights.get(i, j) * centring.mean(j);
            }
            if (map.fitIntercept()) {
                map.layout().view(parameters, PerceptronMap.intercept(1)).set(0, i, shift);
            }
        }
    }
}
