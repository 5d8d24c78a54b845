package dev.collimate.math;

/**
 * A sum that carries along what its roundings lose, so that its error does not grow with the number of terms (Ogita, Rump
 * and Oishi, "Accurate sum and dot product", 2005, algorithms 4.3 and 5.3). NaN where a term or the sum is not finite.
 */
final class CompensatedSum {
    private double sum;
    private double lost;

    void clear() {
        sum = 0;
        lost = 0;
    }

    void add(double term) {
        double next = sum + term;
        double added = next - sum;
        lost += (sum - (next - added)) + (term - added);
        sum = next;
    }

    /** Adds a * b before it is rounded. */
    void addProduct(double a, double b) {
        double product = a * b;
        add(product);
        lost += Math.fma(a, b, -product);
    }

    double value() {
        return sum + lost;
    }
}
