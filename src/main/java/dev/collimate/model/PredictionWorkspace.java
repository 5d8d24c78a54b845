package dev.collimate.model;

import dev.collimate.data.RowProblem;
import dev.collimate.data.VectorChecks;
import dev.collimate.map.BlockBuffer;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Precision;

/** One thread's working memory for batches of a {@link VectorPredictor}; some kilobytes a row. */
public final class PredictionWorkspace {
    private final VectorMap map;
    private final int maxRows;
    private final int inputDim;
    private final int outputDim;
    private final MapWorkspace pass;
    private final BlockBuffer blocks;

    PredictionWorkspace(VectorMap map, Blas blas, int maxRows) {
        if (maxRows < 1) {
            throw new IllegalArgumentException("maxRows must be at least 1, but was " + maxRows);
        }
        this.map = map;
        this.maxRows = maxRows;
        this.inputDim = map.inputDim();
        this.outputDim = map.outputDim();
        this.pass = map.newWorkspace(blas, Precision.FLOAT, maxRows);
        this.blocks = new BlockBuffer(Precision.FLOAT, maxRows, inputDim);
    }

    /** Most rows that are mapped in one go. */
    public int maxRows() {
        return maxRows;
    }

    void requireOf(VectorMap other) {
        if (other != map) {
            throw new IllegalArgumentException(
                    "the workspace was made by another predictor; make one with newWorkspace");
        }
    }

    /** Maps a block after the other. */
    void run(FloatMatrix parameters, float[] x, int rows, float[] out) {
        for (int from = 0; from < rows; from += maxRows) {
            int count = Math.min(maxRows, rows - from);
            FloatMatrix block = (FloatMatrix) blocks.rows(count);
            System.arraycopy(x, from * inputDim, block.data(), 0, count * inputDim);
            requireUsable(block, from);
            FloatMatrix predictions = (FloatMatrix) pass.forward(parameters, block);
            System.arraycopy(predictions.data(), predictions.offset(), out, from * outputDim, count * outputDim);
        }
    }

    private static void requireUsable(FloatMatrix block, int from) {
        for (int row = 0; row < block.rows(); row++) {
            RowProblem problem = VectorChecks.problem(block, row);
            if (problem != null) {
                throw new IllegalArgumentException(
                        "row " + (from + row) + ", counted from 0, cannot be mapped: x: " + problem.sentence());
            }
        }
    }
}
