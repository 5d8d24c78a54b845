package dev.collimate.optim;

import java.util.List;
import java.util.stream.Stream;

/**
 * The last few steps of a run and the changes they made to the gradient, as an approximate inverse Hessian: the two-loop
 * recursion (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.4). Immutable: a step makes a new list of the
 * same pairs.
 *
 * @param pairs the oldest first
 */
public record CurvaturePairs(List<Pair> pairs) {
    static final CurvaturePairs NONE = new CurvaturePairs(List.of());

    /** Pairs of less curvature than this share of sum |step_i| |change_i| are rounding noise, in whatever units. */
    private static final double LEAST_CURVATURE = 1e-10;

    /**
     * A step s and the change y it made to the gradient, one element each for each of a point.
     *
     * @param curvature s'y, above 0
     */
    public record Pair(double[] step, double[] change, double curvature) {}

    public CurvaturePairs {
        pairs = List.copyOf(pairs);
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    /**
     * With the step from a state to a point as the newest pair, unless its curvature is not positive.
     *
     * @param gradient at {@code point}
     * @param most pairs to keep, at least 1; older ones are dropped
     */
    CurvaturePairs with(SolverState from, double[] point, double[] gradient, int most) {
        double[] step = Points.minus(point, from.point());
        double[] change = Points.minus(gradient, from.evaluation().gradient());
        double curvature = Points.dot(step, change);
        if (!(curvature > LEAST_CURVATURE * terms(step, change))) {
            return this;
        }
        Stream<Pair> kept = pairs.stream().skip(Math.max(0, pairs.size() + 1 - most));
        return new CurvaturePairs(Stream.concat(kept, Stream.of(new Pair(step, change, curvature)))
                .toList());
    }

    private static double terms(double[] step, double[] change) {
        double sum = 0;
        for (int i = 0; i < step.length; i++) {
            sum += Math.abs(step[i] * change[i]);
        }
        return sum;
    }

    /**
     * Minus the inverse Hessian times the gradient.
     *
     * @param preconditioner inverse Hessian to start from; null for a scaled identity
     */
    double[] direction(double[] gradient, Preconditioner preconditioner) {
        double[] q = gradient.clone();
        double[] weights = new double[pairs.size()];
        for (int i = pairs.size() - 1; i >= 0; i--) {
            Pair pair = pairs.get(i);
            weights[i] = Points.dot(pair.step(), q) / pair.curvature();
            Points.add(q, -weights[i], pair.change());
        }
        double[] r = preconditioner == null ? scaled(q) : preconditioned(q, preconditioner);
        for (int i = 0; i < weights.length; i++) {
            Pair pair = pairs.get(i);
            double correction = weights[i] - Points.dot(pair.change(), r) / pair.curvature();
            Points.add(r, correction, pair.step());
        }
        return Points.scaled(-1, r);
    }

    /**
     * A rough preconditioner P is shortened by s'y / y'P y of the newest step s and change y, where that is below 1: the
     * choice of the scale of the identity (Nocedal and Wright, 7.20), for P in its place.
     */
    private double[] preconditioned(double[] q, Preconditioner preconditioner) {
        double[] product = preconditioner.apply(q);
        if (!preconditioner.isRough() || pairs.isEmpty()) {
            return product;
        }
        Pair newest = pairs.get(pairs.size() - 1);
        double promised = Points.dot(newest.change(), preconditioner.apply(newest.change()));
        return newest.curvature() < promised ? Points.scaled(newest.curvature() / promised, product) : product;
    }

    /** By the curvature along the newest step; without one, to unit length. */
    private double[] scaled(double[] q) {
        if (pairs.isEmpty()) {
            return Points.scaled(1 / Math.max(Points.norm(q), Double.MIN_NORMAL), q);
        }
        Pair newest = pairs.get(pairs.size() - 1);
        return Points.scaled(newest.curvature() / Points.dot(newest.change(), newest.change()), q);
    }
}
