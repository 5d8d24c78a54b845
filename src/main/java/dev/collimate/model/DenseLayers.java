package dev.collimate.model;

import dev.collimate.map.Activation;
import dev.collimate.map.LayerChain;
import dev.collimate.map.ParameterLayout;
import dev.collimate.map.VectorMap;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A map as layers y = a(W x + b), one behind the other, without branches. What a map adds beside its layers is carried
 * through them: of a = relu and of a = gelu, x = a(x) - a(-x), for x Phi(x) + x Phi(-x) = x. So a layer that is wider by
 * 2 inputDim units hands x on, and the last one adds its linear map.
 */
final class DenseLayers {
    private final LayerChain chain;
    private final ParameterLayout layout;
    private final double[] parameters;
    private final int inputDim;
    private final Optional<FloatTensor> skip;

    /**
     * A layer.
     *
     * @param weights outputs x inputs
     * @param bias of as many elements as there are outputs
     * @param activation of the outputs; empty for none
     */
    record Layer(FloatTensor weights, Optional<FloatTensor> bias, Optional<Activation> activation) {
        /** This layer, without bias and activation, and another one of its outputs as one. */
        private Layer then(Layer next) {
            FloatTensor outer = next.weights();
            double[] product = new double[Math.multiplyExact(outer.rows(), weights.columns())];
            for (int i = 0; i < outer.rows(); i++) {
                for (int j = 0; j < weights.columns(); j++) {
                    double sum = 0;
                    for (int k = 0; k < weights.rows(); k++) {
                        sum += outer.at(i, k) * weights.at(k, j);
                    }
                    product[i * weights.columns() + j] = sum;
                }
            }
            return new Layer(tensor(outer.rows(), weights.columns(), product), next.bias(), next.activation());
        }
    }

    private DenseLayers(VectorMap map, double[] parameters) {
        this.chain = map.chain();
        this.layout = map.layout();
        this.parameters = parameters;
        this.inputDim = map.inputDim();
        this.skip = chain.skip().flatMap(LayerChain.Skip::weights).map(this::tensor);
    }

    /** @throws IllegalArgumentException if the map cannot be written so */
    static List<Layer> of(VectorMap map, double[] parameters) {
        DenseLayers dense = new DenseLayers(map, parameters);
        if (dense.chain.skip().isEmpty()) {
            return dense.layers(dense::plain);
        }
        if (dense.depth() == 1 || dense.chain.activation().isEmpty()) {
            return List.of(dense.product());
        }
        Activation activation = dense.chain.activation().get();
        if (!carries(activation)) {
            throw new IllegalArgumentException("the map " + map.name() + " with the activation "
                    + activation.optionName() + " and a residual cannot be written as Dense layers, through which "
                    + activation.optionName()
                    + " does not carry x; export it to onnx, safetensors or npy, or train it with relu or gelu");
        }
        return dense.layers(dense::carrying);
    }

    /** Whether x = a(x) - a(-x). */
    private static boolean carries(Activation activation) {
        return switch (activation) {
            case RELU, GELU -> true;
            case TANH -> false;
        };
    }

    private List<Layer> layers(IntFunction<Layer> layer) {
        return IntStream.rangeClosed(1, depth()).mapToObj(layer).toList();
    }

    private int depth() {
        return chain.layers().size();
    }

    private Layer plain(int layer) {
        return new Layer(weights(layer), intercept(layer), activation(layer));
    }

    /** Layers without activation and what is added to them are one matrix; two layers that carry x would be larger. */
    private Layer product() {
        Layer product = plain(1);
        for (int layer = 2; layer <= depth(); layer++) {
            product = product.then(plain(layer));
        }
        FloatTensor weights = product.weights();
        double[] sum = new double[weights.size()];
        for (int i = 0; i < weights.rows(); i++) {
            for (int j = 0; j < weights.columns(); j++) {
                sum[i * weights.columns() + j] = weights.at(i, j) + skipped(i, j);
            }
        }
        return new Layer(tensor(weights.rows(), weights.columns(), sum), product.bias(), Optional.empty());
    }

    /** Element of the linear map of x that is added to the last layer's output. */
    private double skipped(int i, int j) {
        return skip.isPresent() ? skip.get().at(i, j) : i == j ? 1 : 0;
    }

    /** A layer of (h, a(x), a(-x)), of x alone in the first one, to (h, a(x), a(-x)), to p alone in the last one. */
    private Layer carrying(int layer) {
        boolean first = layer == 1;
        boolean last = layer == depth();
        int carried = inputDim;
        FloatTensor own = weights(layer);
        int rows = own.rows() + (last ? 0 : 2 * carried);
        int columns = own.columns() + (first ? 0 : 2 * carried);
        double[] wide = new double[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < own.rows(); i++) {
            System.arraycopy(own.values(), own.offset() + i * own.columns(), wide, i * columns, own.columns());
        }
        int read = first ? 0 : own.columns();
        for (int j = 0; j < carried; j++) {
            for (int i = 0; last && i < own.rows(); i++) {
                addOfX(wide, i * columns + read + j, first, skipped(i, j));
            }
            if (!last) {
                addOfX(wide, (own.rows() + j) * columns + read + j, first, 1);
                addOfX(wide, (own.rows() + carried + j) * columns + read + j, first, -1);
            }
        }
        return new Layer(tensor(rows, columns, wide), wideBias(layer, rows), activation(layer));
    }

    /** Adds {@code factor} times an element of x, which all layers but the first find as the difference of two. */
    private void addOfX(double[] weights, int place, boolean first, double factor) {
        weights[place] += factor;
        if (!first) {
            weights[place + inputDim] -= factor;
        }
    }

    private Optional<FloatTensor> wideBias(int layer, int rows) {
        return intercept(layer).map(own -> {
            double[] wide = new double[rows];
            System.arraycopy(own.values(), own.offset(), wide, 0, own.size());
            return new FloatTensor(own.name(), List.of(rows), wide, 0);
        });
    }

    private FloatTensor weights(int layer) {
        return tensor(chain.layers().get(layer - 1).weights());
    }

    private Optional<FloatTensor> intercept(int layer) {
        return chain.layers().get(layer - 1).intercept().map(this::tensor);
    }

    private Optional<Activation> activation(int layer) {
        return layer < depth() ? chain.activation() : Optional.empty();
    }

    private FloatTensor tensor(String name) {
        return FloatTensor.of(layout.entry(name), parameters);
    }

    private static FloatTensor tensor(int rows, int columns, double[] values) {
        return new FloatTensor("weights", List.of(rows, columns), values, 0);
    }
}
