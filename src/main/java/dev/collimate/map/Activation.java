package dev.collimate.map;

import dev.collimate.math.DoubleFunctions;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.FloatFunctions;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A function of one number that is applied to every output of a layer but the last. */
public enum Activation {
    /** max(x, 0); its slope at 0 counts as 0. */
    RELU {
        @Override
        void apply(float[] values, float[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                float rectified = Math.max(values[i], 0);
                values[i] = rectified;
                // The sign bit of the negated bits says whether the number is above 0; a branch would be mispredicted.
                slopes[i] = Float.intBitsToFloat(-Float.floatToRawIntBits(rectified) >> 31 & ONE);
            }
        }

        @Override
        void apply(double[] values, double[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                slopes[i] = values[i] > 0 ? 1 : 0;
                values[i] = Math.max(values[i], 0);
            }
        }
    },
    /** The hyperbolic tangent. */
    TANH {
        @Override
        void apply(float[] values, float[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                float tanh = FloatFunctions.tanh(values[i]);
                values[i] = tanh;
                slopes[i] = 1 - tanh * tanh;
            }
        }

        @Override
        void apply(double[] values, double[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                double tanh = DoubleFunctions.tanh(values[i]);
                values[i] = tanh;
                slopes[i] = (1 - tanh) * (1 + tanh);
            }
        }
    },
    /** x Phi(x) with the standard normal distribution function Phi (Hendrycks and Gimpel, "Gaussian error linear units", 2016). */
    GELU {
        @Override
        void apply(float[] values, float[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                float value = values[i];
                values[i] = FloatFunctions.gelu(value);
                slopes[i] = FloatFunctions.geluSlope(value);
            }
        }

        @Override
        void apply(double[] values, double[] slopes, int length) {
            for (int i = 0; i < length; i++) {
                double value = values[i];
                values[i] = DoubleFunctions.gelu(value);
                slopes[i] = DoubleFunctions.geluSlope(value);
            }
        }
    };

    private static final int ONE = Float.floatToRawIntBits(1);
    private static final List<String> NAMES =
            Arrays.stream(values()).map(Activation::optionName).toList();

    /** The name on the command line and in parameters. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names, the default first. */
    public static List<String> names() {
        return NAMES;
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static Activation of(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "activation must be one of " + String.join(", ", NAMES) + ", but was " + name);
        }
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /**
     * Overwrites every value by the function of it, and every element of {@code slopes} by the derivative there. The
     * loops are over one index for both arrays: only such loops become vector instructions.
     */
    abstract void apply(float[] values, float[] slopes, int length);

    /** As for floats. */
    abstract void apply(double[] values, double[] slopes, int length);

    /**
     * Overwrites {@code values} by the function of them, and {@code slopes} by its derivative.
     *
     * @param values the first rows of a buffer
     * @param slopes of the same shape and precision, the first rows of a buffer
     */
    final void apply(Matrix values, Matrix slopes) {
        if (values instanceof FloatMatrix floats) {
            apply(floats.data(), ((FloatMatrix) slopes).data(), values.size());
        } else {
            apply(((DoubleMatrix) values).data(), ((DoubleMatrix) slopes).data(), values.size());
        }
    }
}
