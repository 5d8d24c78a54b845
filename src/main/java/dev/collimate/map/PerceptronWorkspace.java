package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.util.ArrayList;
import java.util.List;

/** Runs a {@link PerceptronMap} over blocks: two buffers for each layer but the last, one for the last. */
final class PerceptronWorkspace implements MapWorkspace, LayerOutputs {
    private final PerceptronMap map;
    private final Blas blas;
    private final ParameterViews values;
    private final ParameterViews gradients;
    private final List<Layer> layers = new ArrayList<>();
    private int rows;

    /**
     * One layer's names and working memory.
     *
     * @param slopes null for the last layer, which has no activation
     */
    private record Layer(
            String weights, String intercept, AffineLayer affine, BlockBuffer outputs, BlockBuffer slopes) {}

    PerceptronWorkspace(PerceptronMap map, Blas blas, Precision precision, int maxRows) {
        this.map = map;
        this.blas = blas;
        this.values = new ParameterViews(map.layout());
        this.gradients = new ParameterViews(map.layout());
        for (int layer = 1; layer <= map.depth(); layer++) {
            layers.add(new Layer(
                    PerceptronMap.weights(layer),
                    PerceptronMap.intercept(layer),
                    new AffineLayer(blas),
                    new BlockBuffer(precision, maxRows, map.size(layer)),
                    layer < map.depth() ? new BlockBuffer(precision, maxRows, map.size(layer)) : null));
        }
    }

    @Override
    public Matrix forward(Matrix parameters, Matrix inputs) {
        rows = inputs.rows();
        Matrix current = inputs;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            Matrix next = layer.outputs().rows(rows);
            layer.affine()
                    .forward(
                            current,
                            values.of(parameters, layer.weights()),
                            intercept(values, parameters, layer),
                            next);
            if (layer.slopes() != null) {
                map.activation().apply(next, layer.slopes().rows(rows));
            }
            current = next;
        }
        if (map.residual()) {
            blas.gemm(false, true, 1, inputs, values.of(parameters, PerceptronMap.RESIDUAL), 1, current);
        }
        return current;
    }

    @Override
    public void backward(Matrix parameters, Matrix inputs, Matrix outputGradient, Matrix parameterGradient) {
        if (map.residual()) {
            Matrix residual = gradients.of(parameterGradient, PerceptronMap.RESIDUAL);
            blas.gemm(true, false, 1, outputGradient, inputs, 0, residual);
        }
        Matrix gradient = outputGradient;
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            Matrix before = i == 0 ? inputs : layers.get(i - 1).outputs().rows(rows);
            layer.affine()
                    .backward(
                            gradient,
                            before,
                            gradients.of(parameterGradient, layer.weights()),
                            intercept(gradients, parameterGradient, layer));
            if (i > 0) {
                // What the layer read has done its work: the gradient with respect to it takes its place.
                blas.gemm(false, false, 1, gradient, values.of(parameters, layer.weights()), 0, before);
                before.multiply(layers.get(i - 1).slopes().rows(rows));
                gradient = before;
            }
        }
    }

    @Override
    public Matrix outputs(int layer) {
        return layers.get(layer - 1).outputs().rows(rows);
    }

    @Override
    public Matrix slopes(int layer) {
        return layers.get(layer - 1).slopes().rows(rows);
    }

    private Matrix intercept(ParameterViews views, Matrix vector, Layer layer) {
        return map.fitIntercept() ? views.of(vector, layer.intercept()) : null;
    }
}
