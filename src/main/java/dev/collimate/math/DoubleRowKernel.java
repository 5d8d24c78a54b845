package dev.collimate.math;

/**
 * {@link RowKernel} over doubles. Squares of very short or very long rows leave the range of double; while they are read,
 * such rows are multiplied by a power of two, which rounds nothing that matters to them.
 */
final class DoubleRowKernel extends RowKernel {
    // Squared lengths between these have full precision, and so have squared residuals down to any angle.
    private static final double LEAST_SQUARED_NORM = 0x1p-400;
    private static final double MOST_SQUARED_NORM = 0x1p400;

    private double scaleA = 1;
    private double scaleB = 1;

    @Override
    void sumProducts(Matrix a, Matrix b, int row) {
        scaleA = 1;
        scaleB = 1;
        sumScaledProducts(a, b, row);
        if (!isSafe(aa) || !isSafe(bb)) {
            scaleA = scale(a, row);
            scaleB = scale(b, row);
            sumScaledProducts(a, b, row);
        }
    }

    private static boolean isSafe(double squaredNorm) {
        return squaredNorm >= LEAST_SQUARED_NORM && squaredNorm <= MOST_SQUARED_NORM;
    }

    /** The power of two that brings the largest element near 1; 1 for a zero row and where an element is not finite. */
    private static double scale(Matrix matrix, int row) {
        double largest = 0;
        for (int j = 0; j < matrix.columns(); j++) {
            largest = Math.max(largest, Math.abs(matrix.get(row, j)));
        }
        return largest > 0 && largest <= Double.MAX_VALUE ? Math.scalb(1.0, -Math.getExponent(largest)) : 1;
    }

    private void sumScaledProducts(Matrix a, Matrix b, int row) {
        clearSums();
        for (int j = 0; j < a.columns(); j++) {
            double elementA = a.get(row, j) * scaleA;
            double elementB = b.get(row, j) * scaleB;
            first.addProduct(elementA, elementA);
            second.addProduct(elementB, elementB);
            third.addProduct(elementA, elementB);
        }
        aa = first.value();
        bb = second.value();
        ab = third.value();
    }

    @Override
    void sumResiduals(double k, Matrix a, Matrix b, int row) {
        clearSums();
        for (int j = 0; j < a.columns(); j++) {
            double elementA = a.get(row, j) * scaleA;
            double q = Math.fma(-k, elementA, b.get(row, j) * scaleB);
            first.addProduct(q, q);
            second.addProduct(q, elementA);
        }
        qq = first.value();
        qa = second.value();
    }

    @Override
    void writeResidual(
            double multiple, double k, double rest, double residualNorm, Matrix a, Matrix b, int row, Matrix target) {
        for (int j = 0; j < a.columns(); j++) {
            double elementA = a.get(row, j) * scaleA;
            double q = Math.fma(-k, elementA, b.get(row, j) * scaleB);
            target.set(row, j, multiple * Math.fma(-rest, elementA, q));
        }
    }

    @Override
    double scaleA() {
        return scaleA;
    }

    @Override
    double largestElement() {
        return Double.MAX_VALUE / 2;
    }
}
