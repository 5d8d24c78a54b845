package dev.collimate.optim;

/** A function's value and gradient at a point. The array is owned by whoever holds the evaluation; do not change it. */
public record ValueAndGradient(double value, double[] gradient) {
    /** Whether the value is a finite number. */
    public boolean isFinite() {
        return Double.isFinite(value);
    }
}
