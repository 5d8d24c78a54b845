package dev.collimate.loss;

import java.util.List;

/** The family of losses by name. */
public final class Losses {
    private static final List<String> NAMES = List.of(
            "cosine", "negative-cosine", "axial", "absolute-cosine", "angle", "squared-angle", "cosine-embedding");

    private Losses() {}

    /** All names, the default first. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The named loss.
     *
     * @param margin of cosine-embedding, in [-1, 1]; checked whatever the loss
     * @throws IllegalArgumentException if there is no such loss, or the margin is out of range
     */
    public static AngularLoss of(String name, double margin) {
        AngularLoss embedding = new CosineEmbeddingLoss(margin);
        return switch (name) {
            case "cosine" -> new CosineLoss();
            case "negative-cosine" -> new NegativeCosineLoss();
            case "axial" -> new AxialLoss();
            case "absolute-cosine" -> new AbsoluteCosineLoss();
            case "angle" -> new AngleLoss();
            case "squared-angle" -> new SquaredAngleLoss();
            case "cosine-embedding" -> embedding;
            default ->
                throw new IllegalArgumentException(
                        "loss must be one of " + String.join(", ", NAMES) + ", but was " + name);
        };
    }
}
