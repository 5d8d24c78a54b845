package dev.collimate.math;

import static dev.collimate.Vectors.exactDot;

import java.math.BigDecimal;
import java.math.MathContext;

/** The angle between two vectors: sums without any rounding, then 50 digits. */
final class ExactAngle {
    private static final MathContext DIGITS = new MathContext(50);

    private final double[] a;
    private final double[] b;
    private final BigDecimal aa;
    private final BigDecimal ab;
    private final BigDecimal normA;
    private final BigDecimal area;
    private final BigDecimal sine;
    private final BigDecimal cosine;

    /** @param a not zero; nor is {@code b} */
    ExactAngle(double[] a, double[] b) {
        this.a = a;
        this.b = b;
        aa = exactDot(a, a);
        ab = exactDot(a, b);
        BigDecimal bb = exactDot(b, b);
        BigDecimal squares = aa.multiply(bb);
        BigDecimal norms = squares.round(DIGITS).sqrt(DIGITS);
        normA = aa.round(DIGITS).sqrt(DIGITS);
        area = squares.subtract(ab.multiply(ab)).round(DIGITS).sqrt(DIGITS);
        sine = area.divide(norms, DIGITS);
        cosine = ab.divide(norms, DIGITS);
    }

    /** In radians, to within two units in the last place. */
    double radians() {
        return Math.atan2(sine(), cosine.doubleValue());
    }

    double sine() {
        return sine.doubleValue();
    }

    /** Of d(angle)/da: 1 / |a|. */
    double gradientLength() {
        return BigDecimal.ONE.divide(normA, DIGITS).doubleValue();
    }

    /** What {@code radians} are more than the angle, as the sine of the difference, by the series of sine and cosine. */
    double error(double radians) {
        BigDecimal x = new BigDecimal(radians);
        BigDecimal sineOfX = BigDecimal.ZERO;
        BigDecimal cosineOfX = BigDecimal.ZERO;
        BigDecimal term = BigDecimal.ONE;
        for (int i = 1; i <= 80; i++) {
            BigDecimal signed = (i - 1) % 4 < 2 ? term : term.negate();
            if (i % 2 == 1) {
                cosineOfX = cosineOfX.add(signed, DIGITS);
            } else {
                sineOfX = sineOfX.add(signed, DIGITS);
            }
            term = term.multiply(x, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
        }
        return sineOfX.multiply(cosine)
                .subtract(cosineOfX.multiply(sine))
                .round(DIGITS)
                .doubleValue();
    }

    /** The largest error of an element of {@code gradient}, d(angle)/da, as a share of its length 1 / |a|. */
    double errorOfGradient(double[] gradient) {
        BigDecimal scale = area.multiply(normA, DIGITS);
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            BigDecimal exact = ab.multiply(new BigDecimal(a[i]))
                    .subtract(aa.multiply(new BigDecimal(b[i])))
                    .divide(scale, DIGITS);
            BigDecimal found = new BigDecimal(gradient[i]).multiply(normA, DIGITS);
            worst = Math.max(worst, found.subtract(exact).abs().round(DIGITS).doubleValue());
        }
        return worst;
    }
}
