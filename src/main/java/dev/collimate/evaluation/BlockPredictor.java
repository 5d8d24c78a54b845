package dev.collimate.evaluation;

import dev.collimate.data.PairBlock;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.util.EnumMap;
import java.util.Map;

/** Something that has a prediction for every row of a block; one thread's working memory. */
public interface BlockPredictor {
    /** Predictions, rows x outputDim, of the precision of the block; good until the next call, not to be changed. */
    Matrix predict(PairBlock block);

    /** The inputs themselves: what doing nothing predicts. */
    static BlockPredictor identity() {
        return PairBlock::inputs;
    }

    /** The same vector for every row: what knowing nothing of the row predicts. */
    static BlockPredictor constant(double[] vector, int maxRows) {
        Map<Precision, Matrix> constants = new EnumMap<>(Precision.class);
        return block -> constants
                .computeIfAbsent(block.actuals().precision(), precision -> {
                    Matrix rows = precision.zeros(maxRows, vector.length);
                    rows.setEveryRow(precision.rowVector(vector));
                    return rows;
                })
                .rowRange(0, block.rows());
    }

    /** A map with given parameters (1 x size of its layout). */
    static BlockPredictor of(VectorMap map, Matrix parameters, Blas blas, int maxRows) {
        MapWorkspace pass = map.newWorkspace(blas, parameters.precision(), maxRows);
        return block -> pass.forward(parameters, block.inputs());
    }
}
