package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.util.ArrayList;
import java.util.List;

/** Runs a {@link PerceptronMap} over blocks: two buffers for each layer but the last, one for the last. */
final class PerceptronPass implements MapPass {
    private final PerceptronMap map;
    private final ParameterLayout layout;
    private final Blas blas;
    private final List<Matrix> outputs = new ArrayList<>();
    private final List<Matrix> slopes = new ArrayList<>();

    PerceptronPass(PerceptronMap map, Blas blas, Precision precision, int maxRows) {
        this.map = map;
        this.layout = map.layout();
        this.blas = blas;
        for (int layer = 1; layer <= map.depth(); layer++) {
            outputs.add(precision.zeros(maxRows, map.size(layer)));
            if (layer < map.depth()) {
                slopes.add(precision.zeros(maxRows, map.size(layer)));
            }
        }
    }

    @Override
    public Matrix forward(Matrix parameters, Matrix inputs) {
        Matrix current = inputs;
        for (int layer = 1; layer <= map.depth(); layer++) {
            Matrix next = output(layer, inputs);
            AffineLayer.forward(blas, current, weights(parameters, layer), intercept(parameters, layer), next);
            if (layer < map.depth()) {
                map.activation().apply(next, slope(layer, inputs));
            }
            current = next;
        }
        if (map.residual()) {
            blas.gemm(false, true, 1, inputs, layout.view(parameters, PerceptronMap.RESIDUAL), 1, current);
        }
        return current;
    }

    @Override
    public void backward(Matrix parameters, Matrix inputs, Matrix outputGradient, Matrix parameterGradient) {
        if (map.residual()) {
            Matrix residual = layout.view(parameterGradient, PerceptronMap.RESIDUAL);
            AffineLayer.backward(blas, outputGradient, inputs, residual, null);
        }
        Matrix gradient = outputGradient;
        for (int layer = map.depth(); layer >= 1; layer--) {
            Matrix before = output(layer - 1, inputs);
            Matrix weightsGradient = weights(parameterGradient, layer);
            AffineLayer.backward(blas, gradient, before, weightsGradient, intercept(parameterGradient, layer));
            if (layer > 1) {
                // What the layer read has done its work: the gradient with respect to it takes its place.
                blas.gemm(false, false, 1, gradient, weights(parameters, layer), 0, before);
                before.multiply(slope(layer - 1, inputs));
                gradient = before;
            }
        }
    }

    private Matrix output(int layer, Matrix inputs) {
        return layer == 0 ? inputs : outputs.get(layer - 1).rowRange(0, inputs.rows());
    }

    private Matrix slope(int layer, Matrix inputs) {
        return slopes.get(layer - 1).rowRange(0, inputs.rows());
    }

    private Matrix weights(Matrix vector, int layer) {
        return layout.view(vector, PerceptronMap.weights(layer));
    }

    private Matrix intercept(Matrix vector, int layer) {
        return map.fitIntercept() ? layout.view(vector, PerceptronMap.intercept(layer)) : null;
    }
}
