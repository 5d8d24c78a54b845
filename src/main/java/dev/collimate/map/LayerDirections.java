package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * Directions of predictions, carried back to what the hidden layers of a {@link PerceptronMap} put into their activations:
 * g(L) = v and g(k) = a'(k) * (g(k+1) W(k+1)), a row for each row. Unlike a backward it leaves the layers as they are. One
 * thread's working memory.
 */
public final class LayerDirections {
    private final PerceptronMap map;
    private final Blas blas;
    private final ParameterViews values;
    private final List<BlockBuffer> buffers = new ArrayList<>();
    private final List<Matrix> directions = new ArrayList<>();

    /** @param maxRows no block has more rows */
    public LayerDirections(PerceptronMap map, Blas blas, Precision precision, int maxRows) {
        this.map = map;
        this.blas = blas;
        this.values = new ParameterViews(map.layout());
        for (int layer = 1; layer < map.depth(); layer++) {
            buffers.add(new BlockBuffer(precision, maxRows, map.size(layer)));
            directions.add(null);
        }
    }

    /**
     * Carries back.
     *
     * @param parameters as given to the forward that left {@code layers}
     * @param predictionDirections v, rows x outputDim; not changed
     */
    public void carryBack(Matrix parameters, LayerOutputs layers, Matrix predictionDirections) {
        Matrix behind = predictionDirections;
        for (int layer = map.depth() - 1; layer >= 1; layer--) {
            Matrix directed = buffers.get(layer - 1).rows(predictionDirections.rows());
            blas.gemm(false, false, 1, behind, values.of(parameters, PerceptronMap.weights(layer + 1)), 0, directed);
            directed.multiply(layers.slopes(layer));
            directions.set(layer - 1, directed);
            behind = directed;
        }
    }

    /** g of a hidden layer, rows x size(layer), of the block carried back last. */
    public Matrix of(int layer) {
        return directions.get(layer - 1);
    }
}
