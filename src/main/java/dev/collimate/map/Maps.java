package dev.collimate.map;

import java.util.List;

/** The kinds of map by name. */
public final class Maps {
    private static final List<String> NAMES = List.of("linear");

    private Maps() {}

    /** All names, the default first. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The map that {@code description} describes.
     *
     * @throws IllegalArgumentException if there is no such map, or its options do not fit
     */
    public static VectorMap create(MapDescription description) {
        return switch (description.name()) {
            case "linear" ->
                new LinearMap(
                        description.inputDim(), description.outputDim(), description.flag(LinearMap.FIT_INTERCEPT));
            default ->
                throw new IllegalArgumentException(
                        "map must be one of " + String.join(", ", NAMES) + ", but was " + description.name());
        };
    }
}
