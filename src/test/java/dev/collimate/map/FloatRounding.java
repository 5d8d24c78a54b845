package dev.collimate.map;

import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import java.util.Arrays;

/**
 * How far a prediction in float may lie from the exact one, whatever order a kernel sums in: the forward error analysis
 * of Higham, "Accuracy and Stability of Numerical Algorithms" (2nd ed., 2002), section 3.1, carried through the layers.
 * A sum of m products and an intercept is within gamma(m + 2) of the sum of their sizes, gamma(n) = n u / (1 - n u), u =
 * 2^-24; with or without fused multiply-add.
 */
public final class FloatRounding {
    private static final double UNIT_ROUNDOFF = 0x1p-24;
    /** Steepest slope of an activation, that of gelu at the square root of 2. */
    private static final double STEEPEST = 1.13;
    /** What the activations in float promise: gelu within 1e-6, tanh within 3e-7 of itself. */
    private static final double ACTIVATION_ERROR = 1e-6;

    private final VectorMap map;
    private final DoubleMatrix parameters;

    /** @param parameters as the float kernel gets them */
    public FloatRounding(VectorMap map, float[] parameters) {
        this.map = map;
        this.parameters = new DoubleMatrix(1, parameters.length);
        for (int i = 0; i < parameters.length; i++) {
            this.parameters.set(0, i, parameters[i]);
        }
    }

    /** Values and the bounds of their errors, element by element. */
    private record Bounded(double[] values, double[] errors) {}

    /** For each element of the prediction of x, the most by which two calculations in float can differ. */
    public double[] mostApart(float[] x) {
        Bounded input = new Bounded(new double[x.length], new double[x.length]);
        for (int i = 0; i < x.length; i++) {
            input.values()[i] = x[i];
        }
        return Arrays.stream(predict(input).errors()).map(error -> 2 * error).toArray();
    }

    private Bounded predict(Bounded x) {
        if (map instanceof PerceptronMap perceptron) {
            Bounded current = x;
            for (int layer = 1; layer <= perceptron.depth(); layer++) {
                current = affine(
                        current,
                        PerceptronMap.weights(layer),
                        perceptron.fitIntercept() ? PerceptronMap.intercept(layer) : null);
                current = layer < perceptron.depth() ? activated(perceptron.activation(), current) : current;
            }
            return perceptron.residual() ? sum(current, affine(x, PerceptronMap.RESIDUAL, null), x) : current;
        }
        if (map instanceof LowRankMap lowRank) {
            Bounded inner = affine(x, LowRankMap.INPUT_FACTOR, null);
            Bounded outer =
                    affine(inner, LowRankMap.OUTPUT_FACTOR, lowRank.fitIntercept() ? LowRankMap.INTERCEPT : null);
            return lowRank.residual() ? sum(outer, x, x) : outer;
        }
        boolean intercept = map.description().fitIntercept();
        return affine(x, LinearMap.WEIGHTS, intercept ? LinearMap.INTERCEPT : null);
    }

    private Bounded affine(Bounded inputs, String weightsName, String interceptName) {
        Matrix weights = map.layout().view(parameters, weightsName);
        Matrix intercept = interceptName == null ? null : map.layout().view(parameters, interceptName);
        Bounded outputs = new Bounded(new double[weights.rows()], new double[weights.rows()]);
        for (int j = 0; j < weights.rows(); j++) {
            double value = intercept == null ? 0 : intercept.get(0, j);
            double size = Math.abs(value);
            double carried = 0;
            for (int i = 0; i < weights.columns(); i++) {
                double weight = weights.get(j, i);
                value += weight * inputs.values()[i];
                size += Math.abs(weight) * (Math.abs(inputs.values()[i]) + inputs.errors()[i]);
                carried += Math.abs(weight) * inputs.errors()[i];
            }
            outputs.values()[j] = value;
            outputs.errors()[j] = carried + gamma(weights.columns() + 2) * size;
        }
        return outputs;
    }

    private static Bounded activated(Activation activation, Bounded sums) {
        DoubleMatrix values = new DoubleMatrix(sums.values().clone(), 0, 1, sums.values().length);
        activation.apply(values, new DoubleMatrix(1, values.columns()));
        double own = activation == Activation.RELU ? 0 : ACTIVATION_ERROR;
        return new Bounded(
                values.toDoubleArray(),
                Arrays.stream(sums.errors())
                        .map(error -> STEEPEST * error + own)
                        .toArray());
    }

    /** Both in one sum, that may go on from the first or start anew; {@code x} is what the second was made of. */
    private static Bounded sum(Bounded first, Bounded second, Bounded x) {
        Bounded sum = new Bounded(first.values().clone(), first.errors().clone());
        for (int i = 0; i < sum.values().length; i++) {
            double size =
                    Math.abs(first.values()[i]) + first.errors()[i] + Math.abs(second.values()[i]) + second.errors()[i];
            sum.values()[i] += second.values()[i];
            sum.errors()[i] += second.errors()[i] + gamma(x.values().length + 2) * size;
        }
        return sum;
    }

    private static double gamma(int roundings) {
        return roundings * UNIT_ROUNDOFF / (1 - roundings * UNIT_ROUNDOFF);
    }
}
