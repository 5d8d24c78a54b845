package dev.collimate.map;

import java.util.List;

/** The kinds of map by name. */
public final class Maps {
    private static final List<String> NAMES =
            List.of(LinearMap.NAME, OrthogonalMap.NAME, LowRankMap.NAME, PerceptronMap.NAME);

    private Maps() {}

    /** All names, the default first. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The described map.
     *
     * @throws IllegalArgumentException if there is no such map, an option is out of its range, or an option belongs to
     *     another map
     */
    public static VectorMap create(MapDescription description) {
        requireDim("inputDim", description.inputDim());
        requireDim("outputDim", description.outputDim());
        return switch (description.name()) {
            case LinearMap.NAME -> {
                refuseRank(description);
                refuseLayers(description);
                refuseActivation(description);
                refuseResidual(description);
                yield new LinearMap(description.inputDim(), description.outputDim(), description.fitIntercept());
            }
            case OrthogonalMap.NAME -> {
                refuseRank(description);
                refuseLayers(description);
                refuseActivation(description);
                refuseResidual(description);
                yield new OrthogonalMap(description.inputDim(), description.outputDim(), description.fitIntercept());
            }
            case LowRankMap.NAME -> {
                refuseLayers(description);
                refuseActivation(description);
                yield lowRank(description);
            }
            case PerceptronMap.NAME -> {
                refuseRank(description);
                yield perceptron(description);
            }
            default ->
                throw new IllegalArgumentException(
                        "map must be one of " + String.join(", ", NAMES) + ", but was " + description.name());
        };
    }

    private static VectorMap lowRank(MapDescription description) {
        if (description.rank() == 0) {
            throw new IllegalArgumentException("the map " + LowRankMap.NAME
                    + " needs a rank in [1, min(inputDim, outputDim)], but none was given; set rank");
        }
        return new LowRankMap(
                description.inputDim(),
                description.outputDim(),
                description.rank(),
                description.fitIntercept(),
                description.residual());
    }

    private static VectorMap perceptron(MapDescription description) {
        List<Integer> layers = description.layers();
        if (layers.isEmpty() || description.activation() == null) {
            throw new IllegalArgumentException("the map " + PerceptronMap.NAME
                    + " needs layers and an activation, but layers were " + layers + " and the activation was "
                    + description.activation() + "; set layers, like 384,768,384");
        }
        PerceptronMap map = new PerceptronMap(
                layers, Activation.of(description.activation()), description.fitIntercept(), description.residual());
        if (map.inputDim() != description.inputDim() || map.outputDim() != description.outputDim()) {
            throw new IllegalArgumentException("layers must begin with inputDim = " + description.inputDim()
                    + " and end with outputDim = " + description.outputDim() + ", but were " + layers);
        }
        return map;
    }

    private static void requireDim(String name, int dim) {
        if (dim < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + dim);
        }
    }

    private static void refuseRank(MapDescription description) {
        if (description.rank() != 0) {
            throw new IllegalArgumentException("the map " + description.name() + " has no rank, but rank was "
                    + description.rank() + "; leave it out, or choose the map low-rank");
        }
    }

    private static void refuseLayers(MapDescription description) {
        if (!description.layers().isEmpty()) {
            throw new IllegalArgumentException("the map " + description.name() + " has no layers, but layers were "
                    + description.layers() + "; leave them out, or choose the map mlp");
        }
    }

    private static void refuseActivation(MapDescription description) {
        if (description.activation() != null) {
            throw new IllegalArgumentException(
                    "the map " + description.name() + " has no activation, but activation was "
                            + description.activation() + "; leave it out, or choose the map mlp");
        }
    }

    private static void refuseResidual(MapDescription description) {
        if (description.residual()) {
            throw new IllegalArgumentException("the map " + description.name()
                    + " has no residual, but residual was true; leave it out, or choose one of low-rank, mlp");
        }
    }
}
