package dev.collimate.math;

/**
 * The sweeps over row a of one matrix and row b of another that {@link RowAngles} is made of, for one element type. They
 * leave their sums here; rows may be multiplied by powers of two for them. The order of a sum depends on the number of
 * columns only.
 */
abstract sealed class RowKernel permits FloatRowKernel, DoubleRowKernel {
    double aa;
    double bb;
    double ab;
    double qq;
    double qa;

    final CompensatedSum first = new CompensatedSum();
    final CompensatedSum second = new CompensatedSum();
    final CompensatedSum third = new CompensatedSum();

    final void clearSums() {
        first.clear();
        second.clear();
        third.clear();
    }

    /** Sets aa = a.a, bb = b.b and ab = a.b. */
    abstract void sumProducts(Matrix a, Matrix b, int row);

    /** Sets qq = q.q and qa = q.a for q = b - k a, each of whose elements is rounded once. */
    abstract void sumResiduals(double k, Matrix a, Matrix b, int row);

    /**
     * Overwrites a row of {@code target}, which may be {@code a}, with {@code multiple * (b - (k + rest) a)}.
     *
     * @param rest what k misses of a.b / a.a, or 0
     * @param residualNorm |b - (k + rest) a| in the scale of the sums
     */
    abstract void writeResidual(
            double multiple, double k, double rest, double residualNorm, Matrix a, Matrix b, int row, Matrix target);

    /** The power of two that a was multiplied by for the sums. */
    abstract double scaleA();

    /** What no element of a gradient may exceed, far enough from the largest number to leave room for rounding. */
    abstract double largestElement();
}
