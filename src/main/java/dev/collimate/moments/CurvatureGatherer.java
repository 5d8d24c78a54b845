package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.map.MapWorkspace;
import dev.collimate.math.Matrix;

/** Sees the blocks of a pass, in their order, between the forward of a map and the loss, and sums up curvature there. */
public interface CurvatureGatherer {
    /**
     * @param parameters as given to forward
     * @param predictions rows x outputDim; not to be changed, nor kept
     * @param workspace which the block was mapped by
     */
    void observe(PairBlock block, Matrix parameters, Matrix predictions, MapWorkspace workspace);

    /** The sums over the blocks seen so far: the object itself, not a copy. */
    CurvatureSums sums();
}
