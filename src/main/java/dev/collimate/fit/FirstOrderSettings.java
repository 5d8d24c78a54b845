package dev.collimate.fit;

import java.util.OptionalDouble;

/**
 * What gd, adam and adamw alone read; the parameters of the same names say more.
 *
 * @param batchFraction share of the blocks in a mini-batch; 1 for full passes
 * @param schedule of the learning rate, one of {@link Solvers#SCHEDULES}
 * @param warmUp share of the run over which the learning rate rises
 * @param clipNorm empty for no limit
 */
public record FirstOrderSettings(
        double momentum,
        boolean nesterov,
        double batchFraction,
        String schedule,
        double warmUp,
        OptionalDouble clipNorm,
        double weightDecay) {
    /** Mini-batches of an epoch. */
    public int batches() {
        return (int) Math.rint(1 / batchFraction);
    }
}
