package dev.collimate.math;

/**
 * The angle between row a of one matrix and row b of another, and the direction in which it changes with a. Holds the
 * state of one row at a time; made once per block or task. Not safe for several threads.
 *
 * <p>Let c be the cosine and k = a.b / a.a, so that k a is the foot of b on the line of a. Up to abs(c) = 0.9 (26 degrees
 * from that line) everything follows from a.a, b.b and a.b. Beyond, 1 - abs(c) by subtraction loses digits, so the
 * residual q = b - k a is formed element by element with one rounding each, and what the rounding of k itself left of a in
 * it is taken out: sin = |q| / |b| and 1 - abs(c) = sin^2 / (1 + abs(c)). Near 0 degrees q/|b| is the part of the chord
 * b/|b| - a/|a| that turns a, near 180 degrees of the antichord; it keeps its relative precision where the rounding of the
 * two unit vectors would cover the chord itself. That ends where the rounding of k covers q: rows within about 1e-21
 * radians of one line may count as parallel.
 *
 * <p>Sums are taken in double, compensated. Fused multiply-adds are used throughout; without them in hardware (x86 before
 * 2013, some emulators) everything here is correct but very slow.
 */
public final class RowAngles {
    private static final double NEARLY_PARALLEL = 0.9;

    /** Where less than this share of q.q is orthogonal to a, q is rounding noise: the rows are parallel. */
    private static final double NOISE = 1e-12;

    private final RowKernel floats = new FloatRowKernel();
    private final RowKernel doubles = new DoubleRowKernel();
    private RowKernel sums = doubles;
    private boolean directed;
    private double normA;
    private double normB;
    private double ratio;
    private double rest;
    private double cosine;
    private double oneMinusCosine;
    private double onePlusCosine;
    private double sine;
    private double angle;

    /**
     * Moves to {@code row} of both matrices, which have the same number of columns and the same precision. Vectors may
     * have any length that the precision can represent. Where an element is not finite, everything reads NaN.
     *
     * @return whether both vectors have a direction, that is, neither is zero
     */
    public boolean moveTo(Matrix a, Matrix b, int row) {
        sums = a.precision() == Precision.FLOAT ? floats : doubles;
        sums.sumProducts(a, b, row);
        normA = Math.sqrt(sums.aa);
        normB = Math.sqrt(sums.bb);
        directed = sums.aa != 0 && sums.bb != 0;
        if (directed) {
            measure(a, b, row);
        } else {
            set(0, 1, 1, 1);
        }
        return directed;
    }

    private void measure(Matrix a, Matrix b, int row) {
        ratio = sums.ab / sums.aa;
        rest = 0;
        double c = sums.ab / (normA * normB);
        if (Math.abs(c) > NEARLY_PARALLEL) {
            sums.sumResiduals(ratio, a, b, row);
            rest = sums.qa / sums.aa;
            double orthogonal = sums.qq - sums.qa * rest;
            setFromSquaredSine(orthogonal > NOISE * sums.qq ? orthogonal / sums.bb : 0);
        } else {
            set(c, 1 - c, 1 + c, Math.sqrt((1 - c) * (1 + c)));
        }
    }

    private void setFromSquaredSine(double squaredSine) {
        double size = Math.sqrt(1 - squaredSine);
        double complement = squaredSine / (1 + size);
        if (ratio > 0) {
            set(size, complement, 2 - complement, Math.sqrt(squaredSine));
        } else {
            set(-size, 2 - complement, complement, Math.sqrt(squaredSine));
        }
    }

    private void set(double newCosine, double newOneMinusCosine, double newOnePlusCosine, double newSine) {
        cosine = newCosine;
        oneMinusCosine = newOneMinusCosine;
        onePlusCosine = newOnePlusCosine;
        sine = newSine;
        angle = Math.atan2(newSine, newCosine);
    }

    /** Whether neither vector is zero. */
    public boolean isDirected() {
        return directed;
    }

    /** Whether the cosine changes with a at all: not at exactly 0 and 180 degrees, nor where there is no direction. */
    public boolean isTurnable() {
        return directed && sine != 0;
    }

    /** Whether b is zero. */
    public boolean isZeroB() {
        return normB == 0;
    }

    /** In [-1, 1]; 0 where there is no direction. */
    public double cosine() {
        return cosine;
    }

    /** 1 - cos to full relative precision, in [0, 2]; 1 where there is no direction. */
    public double oneMinusCosine() {
        return oneMinusCosine;
    }

    /** 1 + cos to full relative precision, in [0, 2]; 1 where there is no direction. */
    public double onePlusCosine() {
        return onePlusCosine;
    }

    /** The sine to full relative precision, in [0, 1]; 1 where there is no direction. */
    public double sine() {
        return sine;
    }

    /** In radians, in [0, pi]; pi / 2 where there is no direction. */
    public double angle() {
        return angle;
    }

    /**
     * Overwrites {@code row} of {@code target} with {@code factor * dc/da} for the row moved to last, where
     * dc/da = (b - k a) / (|a| |b|). Zero where the row is not turnable. A gradient beyond the range of the precision, as
     * for an a shorter than its smallest normal number, is shortened to fit.
     *
     * @param a as moved to
     * @param b as moved to
     * @param target of the precision of a; may be {@code a} itself
     */
    public void writeGradient(double factor, Matrix a, Matrix b, int row, Matrix target) {
        if (!isTurnable() || factor == 0) {
            target.rowRange(row, row + 1).clear();
            return;
        }
        double residualNorm = normB * sine;
        double bound = Math.min(Double.MAX_VALUE / 2, sums.largestElement() / residualNorm);
        double multiple = factor / (normA * normB) * sums.scaleA();
        sums.writeResidual(Math.max(-bound, Math.min(bound, multiple)), ratio, rest, residualNorm, a, b, row, target);
    }
}
