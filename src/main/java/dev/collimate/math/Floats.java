package dev.collimate.math;

/** Between the floats that kernels compute with and doubles. */
public final class Floats {
    private Floats() {}

    public static float[] of(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The same numbers as doubles. */
    public static double[] toDoubles(float[] values) {
        return toDoubles(values, 0, values.length);
    }

    /** The {@code length} numbers from {@code start} on as doubles. */
    public static double[] toDoubles(float[] values, int start, int length) {
        double[] doubles = new double[length];
        for (int i = 0; i < length; i++) {
            doubles[i] = values[start + i];
        }
        return doubles;
    }
}
