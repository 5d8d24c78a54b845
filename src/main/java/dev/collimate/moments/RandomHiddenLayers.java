package dev.collimate.moments;

import dev.collimate.map.Activation;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import java.io.Serializable;

/**
 * A perceptron whose hidden layers are random, and stay so while its last layer is solved for (Rahimi and Recht,
 * "Weighted sums of random kitchen sinks", 2008). The first layer sees inputs less their mean and divided by their standard
 * deviation, without intercepts by their root mean square, so that the units of inputs do not matter; its weights are normal
 * of variance 1 / inputDim, those of further layers keep the size of what passes through; intercepts are normal of standard
 * deviation 1/2. Every number is a pure function of the seed, the layer, and its row and column: a perceptron with one
 * hidden layer has the units of a larger one, as far as it goes.
 *
 * @param map of at least two layers
 * @param parameters of the map; the last layer and the residual are 0. Not changed
 * @param means of the inputs, 0 without intercepts
 * @param scales 1 / the inputs' deviations; 0 for an input that does not vary
 */
public record RandomHiddenLayers(PerceptronMap map, double[] parameters, double[] means, double[] scales)
        implements Serializable {
    private static final double INTERCEPT_DEVIATION = 0.5;

    /** @param centring of the inputs, centred if {@code map} has intercepts */
    static RandomHiddenLayers of(PerceptronMap map, Centring centring, long seed) {
        double[] means = new double[map.inputDim()];
        double[] scales = centring.scales(0);
        for (int j = 0; j < scales.length; j++) {
            means[j] = centring.mean(j);
            scales[j] *= Math.sqrt(centring.weight());
        }
        DoubleMatrix parameters = new DoubleMatrix(1, map.layout().size());
        RandomHiddenLayers layers = new RandomHiddenLayers(map, parameters.data(), means, scales);
        for (int layer = 1; layer < map.depth(); layer++) {
            layers.fill(layer, seed, parameters);
        }
        return layers;
    }

    private void fill(int layer, long seed, DoubleMatrix values) {
        Matrix weights = map.layout().view(values, PerceptronMap.weights(layer));
        long weightSeed = HashRandom.bits(seed, 2L * layer);
        long interceptSeed = HashRandom.bits(seed, 2L * layer + 1);
        double deviation = Math.sqrt(gain(layer) / weights.columns());
        for (int i = 0; i < weights.rows(); i++) {
            double intercept = INTERCEPT_DEVIATION * HashRandom.gaussian(interceptSeed, i);
            for (int j = 0; j < weights.columns(); j++) {
                double weight = deviation * HashRandom.gaussian(weightSeed, (long) i * weights.columns() + j);
                if (layer == 1) {
                    weight *= scales[j];
                    intercept -= weight * means[j];
                }
                weights.set(i, j, weight);
            }
            if (map.fitIntercept()) {
                map.layout().view(values, PerceptronMap.intercept(layer)).set(0, i, intercept);
            }
        }
    }

    /** He's factor for what relu and gelu take off the layer before; inputs are taken as they are. */
    private double gain(int layer) {
        return layer > 1 && map.activation() != Activation.TANH ? 2 : 1;
    }
}
