package dev.collimate.moments;

import dev.collimate.data.ArraySums;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.DoubleMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The sums over rows that preconditioners are made of, at one point, in double: the factors of
 * {@link KroneckerPreconditioner} and, where outputs are few, the whole matrix of {@link GaussNewtonPreconditioner}. With
 * z = (x, 1), the prediction's norm s and unit prediction p^, and the curvature k of the loss across p^.
 */
public final class CurvatureSums implements ArraySums<CurvatureSums> {
    private static final long serialVersionUID = 1L;

    final DoubleMatrix inputs;
    final DoubleMatrix outputs;
    private final List<DoubleMatrix> pairs;
    private final LayerSums layers;
    private final double[] weight = new double[2];

    public CurvatureSums(int inputDim, int outputDim) {
        this(inputDim, outputDim, false, LayerSums.NONE);
    }

    /** With the sums of pairs of outputs. */
    static CurvatureSums whole(int inputDim, int outputDim) {
        return new CurvatureSums(inputDim, outputDim, true, LayerSums.NONE);
    }

    /** Those of a perceptron, with sums of its layers. */
    static CurvatureSums of(PerceptronMap map) {
        return new CurvatureSums(map.inputDim(), map.outputDim(), false, new LayerSums(map));
    }

    private CurvatureSums(int inputDim, int outputDim, boolean whole, LayerSums layers) {
        this.layers = layers;
        this.inputs = new DoubleMatrix(inputDim + 1, inputDim + 1);
        this.outputs = new DoubleMatrix(outputDim, outputDim);
        List<DoubleMatrix> made = new ArrayList<>();
        for (long pair = 0; pair < pairs(outputDim, whole); pair++) {
            made.add(new DoubleMatrix(inputDim + 1, inputDim + 1));
        }
        this.pairs = List.copyOf(made);
    }

    /**
     * Number of elements of the sums, those of layers left out.
     *
     * @param whole with the sums of pairs of outputs
     */
    static long size(int inputDim, int outputDim, boolean whole) {
        long products = (inputDim + 1L) * (inputDim + 1L);
        return (1 + pairs(outputDim, whole)) * products + (long) outputDim * outputDim + 2;
    }

    private static long pairs(int outputDim, boolean whole) {
        return whole ? outputDim * (outputDim + 1L) / 2 : 0;
    }

    /** @param distance of the prediction from its actual, 1 - |cos| */
    void addWeight(double added, double distance) {
        weight[0] += added;
        weight[1] += added * distance;
    }

    @Override
    public List<double[]> arrays() {
        List<double[]> arrays = new ArrayList<>(List.of(inputs.data(), outputs.data(), weight));
        pairs.forEach(pair -> arrays.add(pair.data()));
        arrays.addAll(layers.arrays());
        return arrays;
    }

    boolean hasPairs() {
        return !pairs.isEmpty();
    }

    /**
     * Sum of w (k / s^2) (I - p^ p^')_ab z z', (inputDim + 1) x (inputDim + 1), of outputs a and b, in any order.
     *
     * @throws IndexOutOfBoundsException unless {@link #hasPairs}
     */
    DoubleMatrix pair(int a, int b) {
        int last = Math.max(a, b);
        return pairs.get(last * (last + 1) / 2 + Math.min(a, b));
    }

    /** Mean of w (1 - |cos|) between predictions and actuals. */
    double meanDistance() {
        return weight[1] / weight[0];
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
