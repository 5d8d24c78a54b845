package dev.collimate.fit;

import dev.collimate.map.MapDescription;
import java.util.List;

/**
 * The map that is asked for, before the dimensions are known; the components are those of {@link MapDescription}.
 *
 * @param name one of {@link dev.collimate.map.Maps#names}
 * @param rank of the low-rank map; 0 if not set
 * @param layers sizes of the layers of the mlp; empty if not set
 * @param activation between the layers of the mlp; null if neither it nor layers are set
 */
public record MapSettings(
        String name, boolean fitIntercept, int rank, List<Integer> layers, String activation, boolean residual) {
    public MapSettings {
        layers = List.copyOf(layers);
    }

    /** The map between vectors of the given lengths. */
    public MapDescription description(int inputDim, int outputDim) {
        return new MapDescription(name, inputDim, outputDim, fitIntercept, rank, layers, activation, residual);
    }

    /** The map between the shortest vectors that its options allow: for checks before there are data. */
    public MapDescription leastDescription() {
        return layers.isEmpty()
                ? description(Math.max(1, rank), Math.max(1, rank))
                : description(layers.get(0), layers.get(layers.size() - 1));
    }
}
