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
                uniform(entry, Math.sqrt(6.0 / (entry.rows() + entry.columns())), seed, values);
            }
        }
        return values;
    }

    /** He et al. (2015): overwrites the weights of one entry, uniform in +-sqrt(6 / columns). */
    static void he(ParameterLayout.Entry entry, long seed, double[] values) {
        uniform(entry, Math.sqrt(6.0 / entry.columns()), seed, values);
    }

    private static void uniform(ParameterLayout.Entry entry, double bound, long seed, double[] values) {
        for (int i = entry.offset(); i < entry.offset() + entry.size(); i++) {
            values[i] = bound * (2 * HashRandom.uniform(seed, i) - 1);
        }
    }
}
