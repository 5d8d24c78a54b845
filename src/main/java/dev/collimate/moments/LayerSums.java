package dev.collimate.moments;

import dev.collimate.map.PerceptronMap;
import dev.collimate.math.SymmetricTiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The sums over rows that the factors of {@link PerceptronPreconditioner} are made of, at one point, in double, beside
 * those that a linear map has. For each layer behind the first, with its inputs z = (h, 1), in the last layer of a map with
 * a residual (h, x, 1), the prediction's norm s and the curvature k of the loss across the prediction, the sum of
 * w (k / s^2) z z'; and for each hidden layer that of w (k / s^2) g g', with one direction g a row, see
 * {@link LayerCurvaturePass}.
 */
final class LayerSums implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of a map without hidden layers. */
    static final LayerSums NONE = new LayerSums();

    // Lists of java.util, which are serializable.
    @SuppressWarnings("serial")
    private final List<SymmetricTiles> inputs = new ArrayList<>();

    @SuppressWarnings("serial")
    private final List<SymmetricTiles> directions = new ArrayList<>();

    private LayerSums() {}

    LayerSums(PerceptronMap map) {
        for (int layer = 1; layer < map.depth(); layer++) {
            inputs.add(new SymmetricTiles(inputSize(map, layer + 1)));
            directions.add(new SymmetricTiles(map.size(layer)));
        }
    }

    /** Length of z of a layer; the first layer has the number 1. */
    static int inputSize(PerceptronMap map, int layer) {
        return map.size(layer - 1) + (hasResidual(map, layer) ? map.inputDim() : 0) + 1;
    }

    /** Whether the layer is the last and has the inputs of a residual beside its own. */
    static boolean hasResidual(PerceptronMap map, int layer) {
        return map.residual() && layer == map.depth();
    }

    /** Number of elements of the sums of a map. */
    static long size(PerceptronMap map) {
        long elements = 0;
        for (int layer = 1; layer < map.depth(); layer++) {
            elements += SymmetricTiles.elements(inputSize(map, layer + 1));
            elements += SymmetricTiles.elements(map.size(layer));
        }
        return elements;
    }

    /** The arrays themselves, always in the same order. */
    List<double[]> arrays() {
        List<double[]> arrays = new ArrayList<>();
        inputs.forEach(sum -> arrays.addAll(sum.arrays()));
        directions.forEach(sum -> arrays.addAll(sum.arrays()));
        return arrays;
    }

    /** Sum of w (k / s^2) z z' of a layer behind the first. */
    SymmetricTiles inputs(int layer) {
        return inputs.get(layer - 2);
    }

    /** Sum of w (k / s^2) g g' of a hidden layer. */
    SymmetricTiles directions(int layer) {
        return directions.get(layer - 1);
    }
}
