package dev.collimate.objective;

import dev.collimate.data.PairBlock;
import dev.collimate.map.LinearMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;

/** Pairs of planted maps, by number, whose inputs may be given other units or mixed. */
final class ScaledProblems {
    static final int ROWS = 300;
    static final int HELD_OUT = 100;
    static final int DIM = 8;
    static final int OUTPUT_DIM = 6;

    private ScaledProblems() {}

    /** Rotated, stretched by 1 to 1e-4, and rotated again. */
    static DoubleMatrix mixed(DoubleMatrix inputs) {
        DoubleMatrix turned = Rows.mapped(inputs, Rows.orthogonal(DIM, DIM, 7000), null);
        for (int i = 0; i < turned.rows(); i++) {
            for (int j = 0; j < DIM; j++) {
                turned.set(i, j, turned.get(i, j) * Math.pow(10, -4.0 * j / (DIM - 1)));
            }
        }
        return Rows.mapped(turned, Rows.orthogonal(DIM, DIM, 8000), null);
    }

    /** Those of the rows to train on, and of the rows held out below them. */
    static DoubleMatrix inputs(int problem) {
        return Rows.gaussian(ROWS + HELD_OUT, DIM, 100 + problem);
    }

    /** Each column by its own factor between 1e-6 and 1e6. */
    static DoubleMatrix scaled(DoubleMatrix inputs, int problem) {
        for (int j = 0; j < DIM; j++) {
            double factor = Math.pow(10, 12 * HashRandom.uniform(9000 + problem, j) - 6);
            for (int i = 0; i < inputs.rows(); i++) {
                inputs.set(i, j, inputs.get(i, j) * factor);
            }
        }
        return inputs;
    }

    /** A map of this kind, its intercept included, and noise of half a prediction's length. */
    static DoubleMatrix actuals(VectorMap map, int problem) {
        double[] planted = map.initialParameters(problem);
        Matrix intercept = map.layout().view(new DoubleMatrix(planted, 0, 1, planted.length), LinearMap.INTERCEPT);
        for (int i = 0; i < OUTPUT_DIM; i++) {
            intercept.set(0, i, HashRandom.gaussian(600 + problem, i) / 2);
        }
        PlantedPairs made = PlantedPairs.of(map, planted, inputs(problem), 0.5, 500 + problem);
        return (DoubleMatrix) made.block().actuals();
    }

    static PairBlock block(DoubleMatrix inputs, DoubleMatrix actuals, int first, int rows) {
        return block(inputs, actuals, first, rows, Precision.FLOAT);
    }

    static PairBlock block(DoubleMatrix inputs, DoubleMatrix actuals, int first, int rows, Precision precision) {
        return new PairBlock(
                rounded(inputs.view(first * DIM, rows, DIM), precision),
                rounded(actuals.view(first * OUTPUT_DIM, rows, OUTPUT_DIM), precision),
                null,
                null);
    }

    private static Matrix rounded(DoubleMatrix values, Precision precision) {
        Matrix rounded = precision.zeros(values.rows(), values.columns());
        for (int i = 0; i < values.rows(); i++) {
            rounded.setRow(i, Rows.row(values, i));
        }
        return rounded;
    }
}
