package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Precision;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A multilayer perceptron: h(0) = x, h(k) = a(W(k) h(k-1) + b(k)) and p = W(L) h(L-1) + b(L), optionally + R x, with an
 * activation a and optional intercepts b.
 */
public final class PerceptronMap implements VectorMap {
    private static final long serialVersionUID = 1L;

    /** The map's name. */
    public static final String NAME = MapDescription.NETWORK;
    /** Name of R, outputDim x inputDim, in the layout. */
    public static final String RESIDUAL = "residual";

    // An unmodifiable list of java.util, which is serializable.
    @SuppressWarnings("serial")
    private final List<Integer> layers;

    private final Activation activation;
    private final boolean fitIntercept;
    private final boolean residual;
    private final ParameterLayout layout;

    /**
     * @param layers their sizes, inputDim first and outputDim last; at least two, each at least 1
     * @param fitIntercept whether every layer has an intercept
     * @param residual whether a linear map of x is added to the output
     */
    public PerceptronMap(List<Integer> layers, Activation activation, boolean fitIntercept, boolean residual) {
        if (layers.size() < 2 || layers.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("layers must be at least two sizes, the first inputDim and the last"
                    + " outputDim, each at least 1, but were " + layers);
        }
        this.layers = List.copyOf(layers);
        this.activation = activation;
        this.fitIntercept = fitIntercept;
        this.residual = residual;
        ParameterLayout.Builder builder = ParameterLayout.builder();
        for (int layer = 1; layer <= depth(); layer++) {
            builder.weights(weights(layer), size(layer), size(layer - 1));
            if (fitIntercept) {
                builder.intercept(intercept(layer), size(layer));
            }
        }
        this.layout = (residual ? builder.weights(RESIDUAL, outputDim(), inputDim()) : builder).build();
    }

    /** Name in the layout of W of a layer, size(layer) x size(layer - 1); the first is 1, the last {@link #depth}. */
    public static String weights(int layer) {
        return "weights" + layer;
    }

    /** Name in the layout of b of a layer, of length size(layer). */
    public static String intercept(int layer) {
        return "intercept" + layer;
    }

    @Override
    public MapDescription description() {
        return MapDescription.of(NAME, inputDim(), outputDim(), fitIntercept)
                .withLayers(layers, activation.optionName())
                .withResidual(residual);
    }

    @Override
    public int inputDim() {
        return size(0);
    }

    @Override
    public int outputDim() {
        return size(depth());
    }

    /** Whether some parameters make it any linear map, with an intercept if the layers have them. */
    public boolean containsLinear() {
        return residual || depth() == 1;
    }

    /** Number of affine layers. */
    public int depth() {
        return layers.size() - 1;
    }

    /** Length of h of a layer; of layer 0 that of x. */
    public int size(int layer) {
        return layers.get(layer);
    }

    public Activation activation() {
        return activation;
    }

    public boolean fitIntercept() {
        return fitIntercept;
    }

    /** Whether a linear map of x is added to the output. */
    public boolean residual() {
        return residual;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public LayerChain chain() {
        List<LayerChain.Layer> chain = IntStream.rangeClosed(1, depth())
                .mapToObj(layer -> new LayerChain.Layer(
                        weights(layer), fitIntercept ? Optional.of(intercept(layer)) : Optional.empty()))
                .toList();
        return new LayerChain(
                chain,
                Optional.of(activation),
                residual ? Optional.of(new LayerChain.Skip(Optional.of(RESIDUAL))) : Optional.empty());
    }

    /** He's start for layers whose outputs go through relu or gelu, Glorot's for all others. */
    @Override
    public double[] initialParameters(long seed) {
        double[] values = StartValues.glorot(layout, seed);
        for (int layer = 1; layer < depth() && activation != Activation.TANH; layer++) {
            StartValues.he(layout.entry(weights(layer)), seed, values);
        }
        return values;
    }

    /** The same map of one hidden layer, with {@code units} in it. */
    public PerceptronMap withHiddenUnits(int units) {
        return new PerceptronMap(List.of(inputDim(), units, outputDim()), activation, fitIntercept, residual);
    }

    /** Length of h of the last layer but one; 0 where there is only one layer. */
    public int hiddenUnits() {
        return depth() > 1 ? size(depth() - 1) : 0;
    }

    @Override
    public MapWorkspace newWorkspace(Blas blas, Precision precision, int maxRows) {
        return new PerceptronWorkspace(this, blas, precision, maxRows);
    }
}
