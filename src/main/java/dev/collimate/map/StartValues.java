package dev.collimate.map;

import dev.collimate.math.HashRandom;

/** Random start values, as pure functions of the seed and of each parameter's place. */
final class StartValues {
    private StartValues() {}

    /** Glorot and Bengio (2010): weights uniform in +-sqrt(6 / (rows + columns)), intercepts 0. */
    static double[] glorot(ParameterLayout layout, long seed) {
        double[] values = new double[layout.size()];
        for (ParameterLayout.Entry entry : layout.entries()) {
            if (!entry.intercept()) {
                double bound = Math.sqrt(6.0 / (entry.rows() + entry.columns()));
                for (int i = entry.offset(); i < entry.offset() + entry.size(); i++) {
                    values[i] = bound * (2 * HashRandom.uniform(seed, i) - 1);
                }
            }
        }
        return values;
    }
}
