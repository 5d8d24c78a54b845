package dev.collimate.moments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A ridge, relative to the mean variance of what it holds down, and how it was found.
 *
 * @param ridge at least 0
 * @param curve what each ridge that was tried makes of rows that were held back, by rising ridge; empty for a ridge that
 *     was given
 */
public record RidgeChoice(double ridge, List<Point> curve) {
    /** Steps of the grid between 1 and 10. */
    private static final int STEPS_PER_DECADE = 2;

    private static final int FIRST_STEP = -6;
    private static final int LAST_STEP = 2;
    private static final int LEAST_STEP = -10;
    private static final int MOST_STEP = 8;

    /**
     * One ridge.
     *
     * @param meanSquaredError the mean of |y^ - p|^2 over the rows held back, by weight
     */
    public record Point(double ridge, double meanSquaredError) {}

    public RidgeChoice {
        curve = List.copyOf(curve);
    }

    /** One that was not chosen. */
    public static RidgeChoice given(double ridge) {
        return new RidgeChoice(ridge, List.of());
    }

    /**
     * The ridge of the least error: of nine from 0.001 to 10, of further ones as long as the best is the last of them, and
     * of the one where a parabola through the best and its neighbours, over the logarithm, is least.
     *
     * @param error by ridge; infinite for a ridge that does not serve
     */
    static RidgeChoice least(DoubleUnaryOperator error) {
        List<Point> curve = new ArrayList<>();
        for (int step = FIRST_STEP; step <= LAST_STEP; step++) {
            curve.add(point(step, error));
        }
        for (int step = FIRST_STEP - 1; step >= LEAST_STEP && best(curve) == 0; step--) {
            curve.add(0, point(step, error));
        }
        for (int step = LAST_STEP + 1; step <= MOST_STEP && best(curve) == curve.size() - 1; step++) {
            curve.add(point(step, error));
        }
        int best = best(curve);
        if (best > 0 && best < curve.size() - 1) {
            double between = between(curve.get(best - 1), curve.get(best), curve.get(best + 1));
            if (between != 0) {
                double ridge = curve.get(best).ridge() * Math.pow(10, between / STEPS_PER_DECADE);
                curve.add(new Point(ridge, error.applyAsDouble(ridge)));
            }
        }
        double chosen = curve.get(best(curve)).ridge();
        curve.removeIf(point -> !Double.isFinite(point.meanSquaredError()));
        curve.sort(Comparator.comparingDouble(Point::ridge));
        return new RidgeChoice(chosen, curve);
    }

    private static Point point(int step, DoubleUnaryOperator error) {
        double ridge = Math.pow(10, (double) step / STEPS_PER_DECADE);
        return new Point(ridge, error.applyAsDouble(ridge));
    }

    /** Among equals the last, whose weights are the smallest. */
    private static int best(List<Point> curve) {
        int best = 0;
        for (int i = 1; i < curve.size(); i++) {
            best = curve.get(i).meanSquaredError() <= curve.get(best).meanSquaredError() ? i : best;
        }
        return best;
    }

    /** Steps from the middle point to where the parabola through the three is least; 0 where it is none. */
    private static double between(Point left, Point middle, Point right) {
        double fall = left.meanSquaredError() - middle.meanSquaredError();
        double rise = right.meanSquaredError() - middle.meanSquaredError();
        double steps = (fall - rise) / (2 * (fall + rise));
        return Double.isFinite(steps) ? steps : 0;
    }
}
