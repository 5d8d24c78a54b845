package dev.collimate.moments;

import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;

/**
 * The memory that the curvature of a map takes: sums over its inputs and predictions, of a map of few coordinates those of a
 * direct transform beside them, of a network sums of its layers.
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

    static CurvatureMemory of(VectorMap map) {
        long elements = CurvatureSums.size(map.inputDim(), map.outputDim());
        return new CurvatureMemory(elements, 0, DECOMPOSITION_COPIES * Double.BYTES * elements);
    }

    /** With sums of so many coordinates of actuals, see {@link DirectTransform}. */
    static CurvatureMemory of(VectorMap map, int coordinates) {
        CurvatureMemory factors = of(map);
        // Of a symmetric matrix of pairs, which is decomposed whole: twice as much.
        long direct = DirectTransformSums.size(coordinates, map.inputDim());
        return new CurvatureMemory(
                factors.elements + direct, 0, factors.solutionBytes + 2 * DECOMPOSITION_COPIES * Double.BYTES * direct);
    }

    static CurvatureMemory of(PerceptronMap map, int maxRows) {
        CurvatureMemory ends = of(map);
        long layers = LayerSums.size(map);
        return new CurvatureMemory(
                ends.elements + layers,
                LayerCurvaturePass.workBytes(map, maxRows),
                ends.solutionBytes + FACTOR_COPIES * Double.BYTES * layers);
    }
}
