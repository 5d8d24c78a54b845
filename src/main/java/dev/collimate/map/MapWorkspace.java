package dev.collimate.map;

import dev.collimate.math.Matrix;

/** One thread's working memory for running a {@link VectorMap} forwards and backwards on blocks of rows. */
public interface MapWorkspace {
    /**
     * Maps a block.
     *
     * @param parameters 1 x size of the layout
     * @param inputs rows x inputDim; not changed
     * @return the predictions, rows x outputDim: a buffer of this pass, good until its next forward call, which the
     *     caller may overwrite
     */
    Matrix forward(Matrix parameters, Matrix inputs);

    /**
     * Carries a gradient back through the block that {@link #forward} mapped last.
     *
     * @param parameters as given to forward
     * @param inputs as given to forward
     * @param outputGradient rows x outputDim, d(sum)/d(predictions); may be the buffer that forward returned; may be
     *     overwritten
     * @param parameterGradient 1 x size of the layout; overwritten with d(sum)/d(parameters)
     */
    void backward(Matrix parameters, Matrix inputs, Matrix outputGradient, Matrix parameterGradient);
}
