package dev.collimate.math;

/**
 * {@link RowKernel} over floats: their products are exact in double and never leave its range. Each run is several partial
 * sums, so that additions overlap; the residuals have only two because JDK 17 converts a float with a dependency on
 * the old content of the target register, so that four would wait for each other.
 */
final class FloatRowKernel extends RowKernel {
    /**
     * Elements that are summed before they join the total. Each of the four partial sums takes 64 products of 48 bits: 54
     * bits where they are of one size, so that hardly anything is lost, also where roundings would add up.
     */
    private static final int RUN = 256;

    // Factors between these, times elements that matter, stay in the range of normal floats.
    private static final double LEAST = 1e-25;
    private static final double MOST = 1e30;

    /** Nearer to the line of a, what remains of b is below the rounding of a float residual. */
    private static final double LEAST_SQUARED_SINE = 1e-14;

    /** All in one method: with the sums of a run in another, 768 elements take a third longer. */
    @Override
    void sumProducts(Matrix a, Matrix b, int row) {
        float[] as = ((FloatMatrix) a).data();
        float[] bs = ((FloatMatrix) b).data();
        int i = a.rowOffset(row);
        int end = i + a.columns();
        int shift = b.rowOffset(row) - i;
        clearSums();
        while (i < end) {
            double aa0 = 0, aa1 = 0, aa2 = 0, aa3 = 0;
            double bb0 = 0, bb1 = 0, bb2 = 0, bb3 = 0;
            double ab0 = 0, ab1 = 0, ab2 = 0, ab3 = 0;
            int stop = Math.min(i + RUN, end);
            for (; i < stop - 3; i += 4) {
                double a0 = as[i];
                double b0 = bs[shift + i];
                aa0 = Math.fma(a0, a0, aa0);
                bb0 = Math.fma(b0, b0, bb0);
                ab0 = Math.fma(a0, b0, ab0);
                double a1 = as[i + 1];
                double b1 = bs[shift + i + 1];
                aa1 = Math.fma(a1, a1, aa1);
                bb1 = Math.fma(b1, b1, bb1);
                ab1 = Math.fma(a1, b1, ab1);
                double a2 = as[i + 2];
                double b2 = bs[shift + i + 2];
                aa2 = Math.fma(a2, a2, aa2);
                bb2 = Math.fma(b2, b2, bb2);
                ab2 = Math.fma(a2, b2, ab2);
                double a3 = as[i + 3];
                double b3 = bs[shift + i + 3];
                aa3 = Math.fma(a3, a3, aa3);
                bb3 = Math.fma(b3, b3, bb3);
                ab3 = Math.fma(a3, b3, ab3);
            }
            for (; i < stop; i++) {
                double a0 = as[i];
                double b0 = bs[shift + i];
                aa0 = Math.fma(a0, a0, aa0);
                bb0 = Math.fma(b0, b0, bb0);
                ab0 = Math.fma(a0, b0, ab0);
            }
            first.add((aa0 + aa1) + (aa2 + aa3));
            second.add((bb0 + bb1) + (bb2 + bb3));
            third.add((ab0 + ab1) + (ab2 + ab3));
        }
        aa = first.value();
        bb = second.value();
        ab = third.value();
    }

    @Override
    void sumResiduals(double k, Matrix a, Matrix b, int row) {
        float[] as = ((FloatMatrix) a).data();
        float[] bs = ((FloatMatrix) b).data();
        int i = a.rowOffset(row);
        int end = i + a.columns();
        int shift = b.rowOffset(row) - i;
        clearSums();
        while (i < end) {
            int stop = Math.min(i + RUN, end);
            double qq0 = 0, qq1 = 0;
            double qa0 = 0, qa1 = 0;
            for (; i < stop - 1; i += 2) {
                double a0 = as[i];
                double q0 = Math.fma(-k, a0, bs[shift + i]);
                qq0 = Math.fma(q0, q0, qq0);
                qa0 = Math.fma(q0, a0, qa0);
                double a1 = as[i + 1];
                double q1 = Math.fma(-k, a1, bs[shift + i + 1]);
                qq1 = Math.fma(q1, q1, qq1);
                qa1 = Math.fma(q1, a1, qa1);
            }
            for (; i < stop; i++) {
                double a0 = as[i];
                double q0 = Math.fma(-k, a0, bs[shift + i]);
                qq0 = Math.fma(q0, q0, qq0);
                qa0 = Math.fma(q0, a0, qa0);
            }
            first.add(qq0 + qq1);
            second.add(qa0 + qa1);
        }
        qq = first.value();
        qa = second.value();
    }

    @Override
    void writeResidual(
            double multiple, double k, double rest, double residualNorm, Matrix a, Matrix b, int row, Matrix target) {
        double size = Math.abs(multiple);
        boolean fitsFloat = residualNorm * residualNorm > LEAST_SQUARED_SINE * bb
                && isNormal(size)
                && (k == 0 || isNormal(Math.abs(k)))
                && isNormal(residualNorm)
                && size * residualNorm > LEAST;
        if (fitsFloat) {
            float first = (float) -k;
            writeInFloat((float) multiple, first, (float) (-(k + first) - rest), a, b, row, target);
        } else {
            writeInDouble(multiple, -k, -rest, a, b, row, target);
        }
    }

    private static boolean isNormal(double size) {
        return size > LEAST && size < MOST;
    }

    /**
     * Writes {@code multiple * (b + first * a + second * a)}: the first multiply-add takes out all of k that a float
     * holds, so that only the small remainder is rounded, the second takes out the rest. The first loop is the second one
     * for equal offsets, which the JIT turns into vectors.
     */
    private static void writeInFloat(
            float multiple, float first, float second, Matrix a, Matrix b, int row, Matrix target) {
        float[] as = ((FloatMatrix) a).data();
        float[] bs = ((FloatMatrix) b).data();
        float[] out = ((FloatMatrix) target).data();
        int start = target.rowOffset(row);
        int end = start + target.columns();
        int shiftA = a.rowOffset(row) - start;
        int shiftB = b.rowOffset(row) - start;
        if (shiftA == 0 && shiftB == 0) {
            for (int i = start; i < end; i++) {
                out[i] = multiple * Math.fma(second, as[i], Math.fma(first, as[i], bs[i]));
            }
        } else {
            for (int i = start; i < end; i++) {
                float element = as[shiftA + i];
                out[i] = multiple * Math.fma(second, element, Math.fma(first, element, bs[shiftB + i]));
            }
        }
    }

    private static void writeInDouble(
            double multiple, double first, double second, Matrix a, Matrix b, int row, Matrix target) {
        for (int j = 0; j < a.columns(); j++) {
            double element = a.get(row, j);
            target.set(row, j, multiple * Math.fma(second, element, Math.fma(first, element, b.get(row, j))));
        }
    }

    @Override
    double scaleA() {
        return 1;
    }

    @Override
    double largestElement() {
        return Float.MAX_VALUE / 2;
    }
}
