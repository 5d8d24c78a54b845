package dev.collimate.data;

import dev.collimate.math.Matrix;

/** Sees the predictions of every block of a pass before the loss does. */
public interface BlockObserver {
    /** @param predictions rows x outputDim; not to be changed, nor kept */
    void observe(PairBlock block, Matrix predictions);
}
