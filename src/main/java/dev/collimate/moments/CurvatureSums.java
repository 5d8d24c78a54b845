package dev.collimate.moments;

import dev.collimate.data.ArraySums;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.DoubleMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The sums over rows that the factors of {@link KroneckerPreconditioner} are made of, at one point, in double. With
 * z = (x, 1), the prediction's norm s and unit prediction p^, and the curvature k of the loss across p^.
 */
public final class CurvatureSums implements ArraySums<CurvatureSums> {
    private static final long serialVersionUID = 1L;

    final DoubleMatrix inputs;
    final DoubleMatrix outputs;
    private final LayerSums layers;
    private final double[] weight = new double[1];

    public CurvatureSums(int inputDim, int outputDim) {
        this(inputDim, outputDim, LayerSums.NONE);
    }

    /** Those of a perceptron, with sums of its layers. */
    static CurvatureSums of(PerceptronMap map) {
        return new CurvatureSums(map.inputDim(), map.outputDim(), new LayerSums(map));
    }

    private CurvatureSums(int inputDim, int outputDim, LayerSums layers) {
        this.layers = layers;
        this.inputs = new DoubleMatrix(inputDim + 1, inputDim + 1);
        this.outputs = new DoubleMatrix(outputDim, outputDim);
    }

    void addWeight(double added) {
        weight[0] += added;
    }

    @Override
    public List<double[]> arrays() {
        List<double[]> arrays = new ArrayList<>(List.of(inputs.data(), outputs.data(), weight));
        arrays.addAll(layers.arrays());
        return arrays;
    }

    /** Number of elements of the sums of a map of these dimensions. */
    public static long size(int inputDim, int outputDim) {
        return (inputDim + 1L) * (inputDim + 1L) + (long) outputDim * outputDim + 1;
    }

    LayerSums layers() {
        return layers;
    }

    /** Sum of w. */
    public double weight() {
        return weight[0];
    }

    /** Sum of w (k / s^2) z z', (inputDim + 1) x (inputDim + 1). */
    public DoubleMatrix inputs() {
        return inputs;
    }

    /** Sum of w p^ p^', outputDim x outputDim. */
    public DoubleMatrix outputs() {
        return outputs;
    }

    /** I - mean of w p^ p^', outputDim x outputDim: what is left of a change of the output across p^. */
    DoubleMatrix outputFactor() {
        DoubleMatrix factor = new DoubleMatrix(outputs.rows(), outputs.columns());
        for (int i = 0; i < factor.rows(); i++) {
            for (int j = 0; j < factor.columns(); j++) {
                factor.set(i, j, (i == j ? 1 : 0) - outputs.get(i, j) / weight[0]);
            }
        }
        return factor;
    }
}
