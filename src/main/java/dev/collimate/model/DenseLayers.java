package dev.collimate.model;

import dev.collimate.map.Activation;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.OrthogonalMap;
import dev.collimate.map.ParameterLayout;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A map as layers y = a(W x + b), one behind the other, without branches. What a map adds beside its layers is carried
 * through them: of a = relu and of a = gelu, x = a(x) - a(-x), for x Phi(x) + x Phi(-x) = x. So a layer that is wider by
 * 2 inputDim units hands x on, and the last one adds its linear map.
 */
final class DenseLayers {
    private final PerceptronMap map;
    private final ParameterLayout layout;
    private final double[] parameters;

    /**
     * A layer.
     *
     * @param weights outputs x inputs
     * @param bias of as many elements as there are outputs
     * @param activation of the outputs; empty for none
     */
    record Layer(FloatTensor weights, Optional<FloatTensor> bias, Optional<Activation> activation) {}

    private DenseLayers(PerceptronMap map, double[] parameters) {
        this.map = map;
        this.layout = map.layout();
        this.parameters = parameters;
    }

    /** @throws IllegalArgumentException if the map cannot be written so */
    static List<Layer> of(VectorMap map, double[] parameters) {
        ParameterLayout layout = map.layout();
        if (map instanceof LinearMap || map instanceof OrthogonalMap) {
            return List.of(new Layer(
                    tensor(layout, LinearMap.WEIGHTS, parameters),
                    intercept(map, LinearMap.INTERCEPT, parameters),
                    Optional.empty()));
        }
        if (map instanceof LowRankMap lowRank) {
            return ofLowRank(lowRank, parameters);
        }
        if (map instanceof PerceptronMap perceptron) {
            return new DenseLayers(perceptron, parameters).layers();
        }
        throw new IllegalArgumentException("the map " + map.name() + " cannot be written as Dense layers");
    }

    private static List<Layer> ofLowRank(LowRankMap map, double[] parameters) {
        FloatTensor inner = tensor(map.layout(), LowRankMap.INPUT_FACTOR, parameters);
        FloatTensor outer = tensor(map.layout(), LowRankMap.OUTPUT_FACTOR, parameters);
        Optional<FloatTensor> bias = intercept(map, LowRankMap.INTERCEPT, parameters);
        if (!map.residual()) {
            return List.of(
                    new Layer(inner, Optional.empty(), Optional.empty()), new Layer(outer, bias, Optional.empty()));
        }
        // U V + I is one matrix; two layers that carry x would be larger.
        double[] product = new double[Math.multiplyExact(outer.rows(), inner.columns())];
        for (int i = 0; i < outer.rows(); i++) {
            for (int j = 0; j < inner.columns(); j++) {
                double sum = i == j ? 1 : 0;
                for (int k = 0; k < inner.rows(); k++) {
                    sum += outer.at(i, k) * inner.at(k, j);
                }
                product[i * inner.columns() + j] = sum;
            }
        }
        return List.of(new Layer(weights(outer.rows(), inner.columns(), product), bias, Optional.empty()));
    }

    private List<Layer> layers() {
        if (!map.residual()) {
            return plain();
        }
        if (map.depth() > 1 && map.activation() == Activation.TANH) {
            throw new IllegalArgumentException(
                    "an mlp with the activation tanh and a residual cannot be written as Dense"
                            + " layers, through which tanh does not carry x; export it to onnx, safetensors or npy, or train it"
                            + " with relu or gelu");
        }
        List<Layer> layers = new ArrayList<>();
        for (int layer = 1; layer <= map.depth(); layer++) {
            layers.add(carrying(layer));
        }
        return layers;
    }

    private List<Layer> plain() {
        List<Layer> layers = new ArrayList<>();
        for (int layer = 1; layer <= map.depth(); layer++) {
            layers.add(new Layer(
                    tensor(layout, PerceptronMap.weights(layer), parameters),
                    intercept(map, PerceptronMap.intercept(layer), parameters),
                    activation(layer)));
        }
        return layers;
    }

    /** A layer of (h, a(x), a(-x)), of x alone in the first one, to (h, a(x), a(-x)), to p alone in the last one. */
    private Layer carrying(int layer) {
        boolean first = layer == 1;
        boolean last = layer == map.depth();
        int carried = map.inputDim();
        FloatTensor own = tensor(layout, PerceptronMap.weights(layer), parameters);
        int rows = own.rows() + (last ? 0 : 2 * carried);
        int columns = own.columns() + (first ? 0 : 2 * carried);
        double[] wide = new double[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < own.rows(); i++) {
            System.arraycopy(own.values(), own.offset() + i * own.columns(), wide, i * columns, own.columns());
        }
        FloatTensor residual = tensor(layout, PerceptronMap.RESIDUAL, parameters);
        int read = first ? 0 : own.columns();
        for (int j = 0; j < carried; j++) {
            for (int i = 0; last && i < own.rows(); i++) {
                addOfX(wide, i * columns + read + j, first, residual.at(i, j));
            }
            if (!last) {
                addOfX(wide, (own.rows() + j) * columns + read + j, first, 1);
                addOfX(wide, (own.rows() + carried + j) * columns + read + j, first, -1);
            }
        }
        return new Layer(weights(rows, columns, wide), wideBias(layer, rows), activation(layer));
    }

    /** Adds {@code factor} times an element of x, which all layers but the first find as the difference of two. */
    private void addOfX(double[] weights, int place, boolean first, double factor) {
        weights[place] += factor;
        if (!first) {
            weights[place + map.inputDim()] -= factor;
        }
    }

    private Optional<FloatTensor> wideBias(int layer, int rows) {
        return intercept(map, PerceptronMap.intercept(layer), parameters).map(own -> {
            double[] wide = new double[rows];
            System.arraycopy(own.values(), own.offset(), wide, 0, own.size());
            return new FloatTensor(own.name(), List.of(rows), wide, 0);
        });
    }

    private Optional<Activation> activation(int layer) {
        return layer < map.depth() ? Optional.of(map.activation()) : Optional.empty();
    }

    private static FloatTensor weights(int rows, int columns, double[] values) {
        return new FloatTensor("weights", List.of(rows, columns), values, 0);
    }

    private static FloatTensor tensor(ParameterLayout layout, String name, double[] parameters) {
        return FloatTensor.of(layout.entry(name), parameters);
    }

    private static Optional<FloatTensor> intercept(VectorMap map, String name, double[] parameters) {
        return map.description().fitIntercept()
                ? Optional.of(tensor(map.layout(), name, parameters))
                : Optional.empty();
    }
}
