package dev.collimate.math;

/**
 * Functions of floats that loops apply to whole blocks. Each is a clamp and a quotient of two polynomials, without a
 * branch or a call that stays one, so that the JIT turns a loop over an array into vector instructions; the polynomials
 * are minimax fits to 60-digit values (Remez's criterion by Lawson's iteration). NaN gives NaN.
 */
public final class FloatFunctions {
    /** From here on the hyperbolic tangent is 1 in float. */
    private static final float TANH_RANGE = 9.1f;
    /** From here on the normal distribution has 1e-9 left. */
    private static final float NORMAL_RANGE = 6;

    private FloatFunctions() {}

    /** The hyperbolic tangent, in [-1, 1], within 3e-7 of the exact value relatively. */
    public static float tanh(float x) {
        float z = clamp(x, TANH_RANGE);
        float t = z * z;
        float p = Math.fma(1.317710576e-08f, t, 2.048085700e-05f);
        p = Math.fma(p, t, 3.487789692e-03f);
        p = Math.fma(p, t, 1.337445673e-01f);
        p = Math.fma(p, t, 9.999999771e-01f);
        float q = Math.fma(7.703867116e-07f, t, 3.272886205e-04f);
        q = Math.fma(q, t, 2.584730589e-02f);
        q = Math.fma(q, t, 4.670777048e-01f);
        q = Math.fma(q, t, 1);
        return clamp(z * p / q, 1);
    }

    /** x Phi(x), Phi the standard normal distribution function, within 1e-6 of the exact value. */
    public static float gelu(float x) {
        float z = Math.min(Math.abs(x), NORMAL_RANGE);
        float t = z * z;
        float p = Math.fma(2.015410348e-08f, t, 6.507110862e-06f);
        p = Math.fma(p, t, 1.987929161e-04f);
        p = Math.fma(p, t, 4.860773539e-03f);
        p = Math.fma(p, t, 3.684739281e-02f);
        p = Math.fma(p, t, 3.989421475e-01f);
        float q = Math.fma(1.132639826e-06f, t, 8.294579165e-05f);
        q = Math.fma(q, t, 2.055507733e-03f);
        q = Math.fma(q, t, 3.035921531e-02f);
        q = Math.fma(q, t, 2.590272517e-01f);
        q = Math.fma(q, t, 1);
        // max(x, 0) less the tail, so that the error does not grow with x.
        return Math.max(x, 0) - z * Math.max(0, 0.5f - z * p / q);
    }

    /** d(x Phi(x))/dx = Phi(x) + x phi(x), within 5e-7 of the exact value. */
    public static float geluSlope(float x) {
        float z = clamp(x, NORMAL_RANGE);
        float t = z * z;
        float p = Math.fma(1.909596474e-07f, t, 3.585083072e-05f);
        p = Math.fma(p, t, 2.384946961e-05f);
        p = Math.fma(p, t, 1.421042300e-02f);
        p = Math.fma(p, t, -3.076138489e-02f);
        p = Math.fma(p, t, 7.978846333e-01f);
        float q = Math.fma(8.889615893e-06f, t, 1.933903871e-04f);
        q = Math.fma(q, t, 3.528355616e-03f);
        q = Math.fma(q, t, 4.105816034e-02f);
        q = Math.fma(q, t, 2.947837745e-01f);
        q = Math.fma(q, t, 1);
        return 0.5f + z * p / q;
    }

    private static float clamp(float x, float bound) {
        return Math.max(-bound, Math.min(bound, x));
    }
}
