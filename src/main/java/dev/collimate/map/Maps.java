package dev.collimate.map;

import java.util.List;

/** The kinds of map by name. */
public final class Maps {
    private static final List<String> NAMES = List.of(LinearMap.NAME, OrthogonalMap.NAME);

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
                refuseResidual(description);
                yield new LinearMap(description.inputDim(), description.outputDim(), description.fitIntercept());
            }
            case OrthogonalMap.NAME -> {
                refuseRank(description);
                refuseLayers(description);
                refuseResidual(description);
                yield new OrthogonalMap(description.inputDim(), description.outputDim(), description.fitIntercept());
            }
            default ->
                throw new IllegalArgumentException(
                        "map must be one of " + String.join(", ", NAMES) + ", but was " + description.name());
        };
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

    private static void refuseResidual(MapDescription description) {
        if (description.residual()) {
            throw new IllegalArgumentException("the map " + description.name()
                    + " has no residual, but residual was true; leave it out, or choose one of low-rank, mlp");
        }
    }
}
