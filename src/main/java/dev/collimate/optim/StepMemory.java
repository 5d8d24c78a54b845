package dev.collimate.optim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The last few steps of a run and the changes they made to the gradient, as an approximate inverse Hessian: the two-loop
 * recursion (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.4).
 */
final class StepMemory {
    /** Pairs of less curvature than this share of |step| * |change of gradient| are rounding noise. */
    private static final double LEAST_CURVATURE = 1e-10;

    private final int capacity;
    private final Deque<Pair> pairs = new ArrayDeque<>();

    /** A step s and the change y it made to the gradient. */
    private record Pair(double[] step, double[] change, double curvature) {}

    StepMemory(int capacity) {
        this.capacity = capacity;
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    void clear() {
        pairs.clear();
    }

    /** Takes in the step between two states, unless its curvature is not positive. */
    void remember(SolverState from, SolverState to) {
        double[] step = Points.minus(to.point(), from.point());
        double[] change =
                Points.minus(to.evaluation().gradient(), from.evaluation().gradient());
        double curvature = Points.dot(step, change);
        if (curvature > LEAST_CURVATURE * Points.norm(step) * Points.norm(change)) {
            pairs.addLast(new Pair(step, change, curvature));
            if (pairs.size() > capacity) {
                pairs.removeFirst();
            }
        }
    }

    /**
     * Minus the inverse Hessian times the gradient.
     *
     * @param preconditioner inverse Hessian to start from; null for a scaled identity
     */
    double[] direction(double[] gradient, Preconditioner preconditioner) {
        double[] q = gradient.clone();
        double[] weights = new double[pairs.size()];
        int i = pairs.size();
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            weights[--i] = Points.dot(pair.step(), q) / pair.curvature();
            Points.add(q, -weights[i], pair.change());
        }
        double[] r = preconditioner == null ? scaled(q) : preconditioner.apply(q);
        for (Pair pair : pairs) {
            double correction = weights[i++] - Points.dot(pair.change(), r) / pair.curvature();
            Points.add(r, correction, pair.step());
        }
        return Points.scaled(-1, r);
    }

    /** By the curvature along the newest step; without one, to unit length. */
    private double[] scaled(double[] q) {
        if (pairs.isEmpty()) {
            return Points.scaled(1 / Math.max(Points.norm(q), Double.MIN_NORMAL), q);
        }
        Pair newest = pairs.getLast();
        return Points.scaled(newest.curvature() / Points.dot(newest.change(), newest.change()), q);
    }
}
