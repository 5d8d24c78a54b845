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
        this(inputDim, outputDim, 0, LayerSums.NONE);
    }

    /** @param coordinates of predictions, for pairs of which sums are gathered too; 0 for none */
    CurvatureSums(int inputDim, int outputDim, int coordinates) {
        this(inputDim, outputDim, coordinates, LayerSums.NONE);
    }

    /** Those of a perceptron, with sums of its layers. */
    static CurvatureSums of(PerceptronMap map) {
        return new CurvatureSums(map.inputDim(), map.outputDim(), 0, new LayerSums(map));
    }

    private CurvatureSums(int inputDim, int outputDim, int coordinates, LayerSums layers) {
        this.layers = layers;
        this.inputs = new DoubleMatrix(inputDim + 1, inputDim + 1);
        this.outputs = new DoubleMatrix(outputDim, outputDim);
        List<DoubleMatrix> made = new ArrayList<>();
        for (long pair = 0; pair < pairs(coordinates); pair++) {
            made.add(new DoubleMatrix(inputDim + 1, inputDim + 1));
        }
        this.pairs = List.copyOf(made);
    }

    /**
     * Number of elements of the sums, those of layers left out.
     *
     * @param coordinates for pairs of which there are sums
     */
    static long size(int inputDim, int outputDim, int coordinates) {
        long products = (inputDim + 1L) * (inputDim + 1L);
        return (1 + pairs(coordinates)) * products + (long) outputDim * outputDim + 2;
    }

    private static long pairs(int coordinates) {
        return coordinates * (coordinates + 1L) / 2;
    }

    /** @param distance of the prediction from its actual, 1 - cos */
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
     * Sum of w (k / s^2) (U' (I - p^ p^') U)_ab z z', (inputDim + 1) x (inputDim + 1), of coordinates a and b, in any order:
     * of the columns of U, which is I for a linear map.
     *
     * @throws IndexOutOfBoundsException unless {@link #hasPairs}
     */
    DoubleMatrix pair(int a, int b) {
        int last = Math.max(a, b);
        return pairs.get(last * (last + 1) / 2 + Math.min(a, b));
    }

    /** Mean of w (1 - cos) between predictions and actuals, as the loss counts angles. */
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
