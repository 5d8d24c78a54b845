package dev.collimate.math;

/** Numbers of 16 bits: binary16 of IEEE 754, and bfloat16, which is the upper half of a binary32. */
public final class HalfPrecision {
    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7C00;
    private static final int FRACTION = 0x3FF;
    private static final int FRACTION_BITS = 10;
    /** Exponent biases of binary32 and binary16: 127 and 15. */
    private static final int BIAS_DIFFERENCE = 112;

    private static final float SMALLEST = 0x1p-24f;

    private HalfPrecision() {}

    /** Exact: every binary16 is a binary32. */
    public static float ofHalf(short bits) {
        int sign = (bits & SIGN) << 16;
        int exponent = bits & INFINITY;
        int fraction = bits & FRACTION;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * SMALLEST));
        }
        int wide = exponent == INFINITY ? 0xFF : (exponent >> FRACTION_BITS) + BIAS_DIFFERENCE;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    /** The nearest binary16, of two the even one; beyond 65504 infinite, as IEEE 754 rounds. */
    public static short toHalf(float number) {
        int bits = Float.floatToRawIntBits(number);
        int sign = bits >>> 16 & SIGN;
        float size = Math.abs(number);
        if (Float.isNaN(number)) {
            return (short) (sign | INFINITY | 1 << FRACTION_BITS - 1);
        }
        if (size < 0x1p-14f) {
            return (short) (sign | (int) Math.rint((double) size / SMALLEST));
        }
        int magnitude = (bits & 0x7FFFFFFF) - (BIAS_DIFFERENCE << 23);
        int rounded = magnitude + 0xFFF + (magnitude >> 13 & 1) >> 13;
        return (short) (sign | (size >= 65520 ? INFINITY : rounded));
    }

    /** Exact. */
    public static float ofBfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The nearest bfloat16, of two the even one. */
    public static short toBfloat16(float number) {
        int bits = Float.floatToRawIntBits(number);
        if (Float.isNaN(number)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }
}
