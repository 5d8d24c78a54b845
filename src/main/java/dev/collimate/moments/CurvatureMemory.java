package dev.collimate.moments;

import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;

/**
 * The memory that the curvature of a map takes: sums over its inputs and predictions, of a linear or low-rank map of few
 * coordinates the whole curvature beside them, of a network sums of its layers.
 *
 * @param elements numbers that a task sums up
 * @param taskBytes what a task holds beside its sums, where that is much
 * @param solutionBytes what decompositions and preconditioners hold on the driver beside the sums
 */
public record CurvatureMemory(long elements, long taskBytes, long solutionBytes) {
    /** Matrices of the size of the sums, of curvature or of moments, that decompositions hold beside them. */
    public static final int DECOMPOSITION_COPIES = 6;

    /** Of the sums of a network's layers: the factors before and after a renewal, and those being made. */
    private static final int FACTOR_COPIES = 3;

    /**
     * Without sums of layers.
     *
     * @param coordinates as in {@link CurvatureSums#size}
     */
    static CurvatureMemory withoutLayers(VectorMap map, int coordinates) {
        long elements = CurvatureSums.size(map.inputDim(), map.outputDim(), coordinates);
        return new CurvatureMemory(elements, 0, DECOMPOSITION_COPIES * Double.BYTES * elements);
    }

    static CurvatureMemory of(PerceptronMap map, int maxRows) {
        CurvatureMemory ends = withoutLayers(map, 0);
        long layers = LayerSums.size(map);
        return new CurvatureMemory(
                ends.elements + layers,
                LayerCurvaturePass.workBytes(map, maxRows),
                ends.solutionBytes + FACTOR_COPIES * Double.BYTES * layers);
    }
}
