package dev.collimate.synthetic;

import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.UnitVectors;

/** Random inputs and disturbed directions: pure functions of a seed and of the number of the row. */
public final class NoisyValues {
    /** Keeps the noise independent of the inputs. */
    private static final long NOISE_SEED = 0x6e6f697365L;

    private NoisyValues() {}

    /** Overwrites {@code inputs} with independent standard normal numbers, for the rows from {@code firstRow} on. */
    public static void fillInputs(FloatMatrix inputs, long seed, long firstRow) {
        for (int i = 0; i < inputs.rows(); i++) {
            long index = (firstRow + i) * inputs.columns();
            for (int j = 0; j < inputs.columns(); j++) {
                inputs.set(i, j, HashRandom.gaussian(seed, index + j));
            }
        }
    }

    /**
     * Turns every row into the unit vector along row/|row| + noise * e, where e has independent normal elements of
     * variance 1 / columns. A zero row becomes a random direction if there is noise, and stays zero if not.
     */
    public static void disturb(FloatMatrix directions, double noise, long seed, long firstRow) {
        int dim = directions.columns();
        double[] row = new double[dim];
        for (int i = 0; i < directions.rows(); i++) {
            for (int j = 0; j < dim; j++) {
                row[j] = directions.get(i, j);
            }
            UnitVectors.normalize(row);
            long index = (firstRow + i) * dim;
            for (int j = 0; j < dim && noise > 0; j++) {
                row[j] += noise / Math.sqrt(dim) * HashRandom.gaussian(seed ^ NOISE_SEED, index + j);
            }
            UnitVectors.normalize(row);
            directions.setRow(i, row);
        }
    }
}
