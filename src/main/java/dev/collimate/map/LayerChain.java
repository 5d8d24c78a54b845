package dev.collimate.map;

import java.util.List;
import java.util.Optional;

/**
 * A map as affine layers one behind the other, and what it adds to the output of the last one, by the names that its
 * parameters have in its layout: what other programs need to be told of it.
 *
 * <pre>h(0) = x,  h(k) = a(W(k) h(k-1) + b(k)),  p = W(last) h(last-1) + b(last) [+ x or R x]</pre>
 *
 * @param layers at least one; without activation between them the last alone may have an intercept
 * @param activation of the outputs of all layers but the last; empty for none
 */
public record LayerChain(List<Layer> layers, Optional<Activation> activation, Optional<Skip> skip) {
    /**
     * A layer.
     *
     * @param weights the name of W, outputs x inputs
     * @param intercept that of b; empty for none
     */
    public record Layer(String weights, Optional<String> intercept) {}

    /**
     * What is added to the last layer's output.
     *
     * @param weights the name of R, outputDim x inputDim; empty for x itself, which has the length of the output
     */
    public record Skip(Optional<String> weights) {}

    public LayerChain {
        layers = List.copyOf(layers);
        if (layers.isEmpty()
                || activation.isEmpty()
                        && layers.subList(0, layers.size() - 1).stream()
                                .anyMatch(layer -> layer.intercept().isPresent())) {
            throw new IllegalArgumentException("a chain needs a layer, and without activation may have an intercept in"
                    + " the last one alone, but its layers were " + layers);
        }
    }
}
