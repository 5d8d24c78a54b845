package dev.collimate.math;

/** Rounding of parameters to what kernels compute with. */
public final class Floats {
    private Floats() {}

    public static float[] of(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
