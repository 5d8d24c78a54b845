package dev.collimate.map;

import java.io.Serializable;
import java.util.List;

/**
 * What a map is, without its parameter values: all that {@link Maps#create} needs to build it. Options that a map does
 * not have are at their neutral values in its own {@link VectorMap#description}.
 *
 * @param name one of {@link Maps#names}, or {@link #AUTO} while it is not known
 * @param fitIntercept whether the map adds an intercept; for the orthogonal map, whether it is centred; for the mlp, to
 *     every layer
 * @param inputDim length of x; 0 while it is not known
 * @param outputDim length of y; 0 while it is not known
 * @param rank of the low-rank map; 0 for none
 * @param layers sizes of the mlp's layers, inputDim first and outputDim last; empty for none
 * @param activation between the layers of the mlp, one of {@link Activation#names}; null for none
 * @param residual whether the low-rank map adds x, and the mlp a linear map of x, to its output
 */
public record MapDescription(
        String name,
        int inputDim,
        int outputDim,
        boolean fitIntercept,
        int rank,
        List<Integer> layers,
        String activation,
        boolean residual)
        implements Serializable {
    /** The name that stands for several maps, of which rows held out choose one. */
    public static final String AUTO = "auto";

    /** The name of the kind that the largest of them are. */
    static final String NETWORK = "mlp";

    /** Hidden units of the largest of them. */
    public static final int MOST_UNITS = 4096;

    public MapDescription {
        layers = List.copyOf(layers);
    }

    /** The description for a message, e.g. {@code linear from 384 to 768 with intercept}. */
    public String sentence() {
        return name + " from " + inputDim + " to " + outputDim + (fitIntercept ? " with" : " without") + " intercept"
                + (rank == 0 ? "" : ", rank " + rank)
                + (layers.isEmpty() ? "" : ", layers " + layers)
                + (activation == null ? "" : ", activation " + activation)
                + (residual ? ", residual" : "");
    }

    /** A description without the options of particular maps. */
    public static MapDescription of(String name, int inputDim, int outputDim, boolean fitIntercept) {
        return new MapDescription(name, inputDim, outputDim, fitIntercept, 0, List.of(), null, false);
    }

    public MapDescription withRank(int newRank) {
        return new MapDescription(name, inputDim, outputDim, fitIntercept, newRank, layers, activation, residual);
    }

    public MapDescription withLayers(List<Integer> newLayers, String newActivation) {
        return new MapDescription(name, inputDim, outputDim, fitIntercept, rank, newLayers, newActivation, residual);
    }

    public MapDescription withResidual(boolean newResidual) {
        return new MapDescription(name, inputDim, outputDim, fitIntercept, rank, layers, activation, newResidual);
    }

    /** Whether the map is still to be chosen. */
    public boolean leavesMapOpen() {
        return AUTO.equals(name);
    }

    /** The same map between vectors of the given lengths; of several to choose from, the largest. */
    public MapDescription between(int newInputDim, int newOutputDim) {
        return leavesMapOpen() ? network(newInputDim, newOutputDim, MOST_UNITS) : withDims(newInputDim, newOutputDim);
    }

    /** The network of so many hidden units that is one of the maps to choose from. */
    public MapDescription network(int newInputDim, int newOutputDim, int units) {
        return new MapDescription(
                NETWORK,
                newInputDim,
                newOutputDim,
                fitIntercept,
                0,
                List.of(newInputDim, units, newOutputDim),
                Activation.names().get(0),
                true);
    }

    private MapDescription withDims(int newInputDim, int newOutputDim) {
        return new MapDescription(name, newInputDim, newOutputDim, fitIntercept, rank, layers, activation, residual);
    }

    /** The same map between the shortest vectors that its options allow: for checks before there are data. */
    public MapDescription betweenShortest() {
        int least = Math.max(1, rank);
        return layers.isEmpty() ? between(least, least) : between(layers.get(0), layers.get(layers.size() - 1));
    }
}
