package dev.collimate.objective;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Precision;
import dev.collimate.math.UnitVectors;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MomentPass;
import dev.collimate.optim.CurvedFunction;
import java.util.List;

/** Pairs whose actuals are a known map's predictions, of random lengths, turned by noise. */
public record PlantedPairs(VectorMap map, double[] planted, PairBlock block) {
    /**
     * @param noise length of a random vector that is added to the unit prediction
     * @param planted parameters of the map
     */
    public static PlantedPairs of(VectorMap map, double[] planted, int rows, double noise, long seed) {
        return of(map, planted, random(seed, rows, map.inputDim()), noise, seed);
    }

    /** @param inputs rows x inputDim */
    public static PlantedPairs of(VectorMap map, double[] planted, DoubleMatrix inputs, double noise, long seed) {
        int rows = inputs.rows();
        DoubleMatrix actuals = new DoubleMatrix(rows, map.outputDim());
        actuals.copyFrom(map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, rows)
                .forward(Precision.DOUBLE.rowVector(planted), inputs));
        DoubleMatrix turns = random(seed + 1, rows, map.outputDim());
        for (int i = 0; i < rows; i++) {
            double inverse = UnitVectors.inverseNorm(actuals, i);
            double length = 0.5 + HashRandom.uniform(seed + 2, i);
            for (int j = 0; j < map.outputDim(); j++) {
                double turn = noise / Math.sqrt(map.outputDim()) * turns.get(i, j);
                actuals.set(i, j, length * (inverse * actuals.get(i, j) + turn));
            }
        }
        return new PlantedPairs(map, planted, new PairBlock(inputs, actuals, null, null));
    }

    /** The mean of 1 - c over the pairs by another map, or by this one. */
    public CurvedFunction function(VectorMap fitted) {
        return new LocalFunction(
                new AngularObjective(fitted, new CosineLoss(), Reduction.MEAN),
                BlasChoice.JAVA,
                Precision.DOUBLE,
                List.of(block));
    }

    public ClosedForms closedForms() {
        MomentPass pass = new MomentPass(map.inputDim(), map.outputDim(), Blas.of(BlasChoice.JAVA), block.rows());
        pass.add(block);
        return new ClosedForms(pass.sums(), BlasChoice.JAVA);
    }

    /** Independent standard normal elements. */
    public static DoubleMatrix random(long seed, int rows, int columns) {
        DoubleMatrix matrix = new DoubleMatrix(rows, columns);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.data()[i] = HashRandom.gaussian(seed, i);
        }
        return matrix;
    }
}
