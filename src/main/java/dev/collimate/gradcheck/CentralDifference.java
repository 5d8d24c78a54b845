package dev.collimate.gradcheck;

import java.util.function.DoubleUnaryOperator;

/**
 * The derivative of a function of one number at 0 by central differences, extrapolated to a step of 0 (Ridders, "Accurate
 * computation of F'(x) and F'(x) F''(x)", 1982). The step shrinks by {@value #SHRINKING} from row to row of a Neville
 * tableau; of all its entries the one with the least estimated error is taken, where the estimate is what the extrapolation
 * still changed plus what rounding of the function does to a difference of that step. So a curve, or a kink beside the
 * point, is answered by smaller steps, without a look at the derivative that is to be checked.
 */
final class CentralDifference {
    private static final double SHRINKING = 4;
    private static final int ROWS = 14;
    private static final double ROUNDING = 0x1p-52;

    private final DoubleUnaryOperator function;
    private final double noise;
    private double best;
    private double bestError = Double.POSITIVE_INFINITY;

    private CentralDifference(DoubleUnaryOperator function) {
        this.function = function;
        this.noise = ROUNDING * Math.max(1, Math.abs(function.applyAsDouble(0)));
    }

    /**
     * The derivative at 0.
     *
     * @param function of size near 1 or less
     * @param step the largest to try, above 0
     */
    static double at(DoubleUnaryOperator function, double step) {
        CentralDifference difference = new CentralDifference(function);
        difference.search(step);
        return difference.best;
    }

    private void search(double first) {
        double[] above = new double[0];
        double step = first;
        for (int row = 0; row < ROWS; row++) {
            double rounding = noise / step;
            if (rounding > bestError) {
                return;
            }
            double[] entries = new double[row + 1];
            entries[0] = (function.applyAsDouble(step) - function.applyAsDouble(-step)) / (2 * step);
            if (row > 0) {
                offer(entries[0], Math.abs(entries[0] - above[0]) + rounding);
            }
            double factor = 1;
            for (int order = 1; order <= row; order++) {
                factor *= SHRINKING * SHRINKING;
                entries[order] = entries[order - 1] + (entries[order - 1] - above[order - 1]) / (factor - 1);
                double change = Math.max(
                        Math.abs(entries[order] - entries[order - 1]), Math.abs(entries[order] - above[order - 1]));
                offer(entries[order], change + rounding);
            }
            above = entries;
            step /= SHRINKING;
        }
    }

    private void offer(double derivative, double error) {
        if (error < bestError) {
            best = derivative;
            bestError = error;
        }
    }
}
