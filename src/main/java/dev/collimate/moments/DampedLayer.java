package dev.collimate.moments;

import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.SymmetricTiles;
import java.util.Arrays;

/**
 * The damped inverse of the Gauss-Newton matrix of an affine layer as a Kronecker product of a factor H over its inputs, of
 * deviations from their mean where an intercept can keep the mean output, and one over its outputs, B: weights and
 * intercept are solved apart, see {@link Centring}. A shift e of every eigenvalue of the product becomes one of pi sqrt(e)
 * of H and sqrt(e) / pi of B, with pi^2 the mean eigenvalue of H over that of B (Martens and Grosse, "Optimizing neural
 * networks with Kronecker-factored approximate curvature", 2015, section 6.3).
 *
 * @param inputs of H, n x n
 * @param outputs of B
 * @param means of the inputs, n of them; 0 without an intercept
 * @param curvature of the intercept, beside B; 0 without one
 */
record DampedLayer(DampedFactor inputs, DampedFactor outputs, double[] means, double curvature) {
    /** Of H, relative to its diagonal as the scales of inputs make it. */
    static final double INPUT_DAMPING = 1;

    /** Of B, relative to the mean of its diagonal. */
    static final double OUTPUT_DAMPING = 1;

    DampedLayer {
        if (means.length != inputs.scales().length) {
            throw new IllegalArgumentException(
                    "there are " + inputs.scales().length + " inputs, but " + means.length + " means");
        }
    }

    /** One over the deviation of each input, from the diagonal of H, or whatever else an input is measured by. */
    interface InputScales {
        double[] of(SymmetricTiles inputs);
    }

    /**
     * Factorises.
     *
     * @param inputSums of (z, 1) (z, 1)', (n + 1) x (n + 1)
     * @param centred whether there is an intercept
     * @param outputs B; used up
     * @param scale of H over {@code inputSums}
     * @param shift at least 0
     * @throws ArithmeticException if an element is not finite
     */
    static DampedLayer of(
            SymmetricTiles inputSums,
            boolean centred,
            SymmetricTiles outputs,
            double scale,
            double shift,
            InputScales scales,
            BlasChoice choice) {
        int size = inputSums.size() - 1;
        double weight = inputSums.get(size, size);
        double[] means = new double[size];
        for (int j = 0; j < size && centred && weight > 0; j++) {
            means[j] = inputSums.get(size, j) / weight;
        }
        SymmetricTiles inputs = inputSums.leading(size);
        inputs.addOuterProduct(-weight, means);
        inputs.multiply(scale);
        double ratio = shift > 0 ? meanEigenvalue(inputs) / meanEigenvalue(outputs) : 1;
        double pi = ratio > 0 && ratio < Double.POSITIVE_INFINITY ? Math.sqrt(ratio) : 1;
        double root = Math.sqrt(shift);
        return new DampedLayer(
                DampedFactor.of(inputs, scales.of(inputs), INPUT_DAMPING, pi * root, choice),
                DampedFactor.of(outputs, commonScales(outputs, 0, outputs.size()), OUTPUT_DAMPING, root / pi, choice),
                means,
                centred ? scale * weight : 0);
    }

    private static double meanEigenvalue(SymmetricTiles matrix) {
        return matrix.trace() / matrix.size();
    }

    /** For each element of a run of the diagonal, one over the root of their mean; 1 where that is 0. */
    static double[] commonScales(SymmetricTiles matrix, int from, int until) {
        double trace = 0;
        for (int i = from; i < until; i++) {
            trace += matrix.get(i, i);
        }
        double[] scales = new double[until - from];
        Arrays.fill(scales, trace > 0 ? Math.sqrt((until - from) / trace) : 1);
        return scales;
    }

    /** The step of the weights for their gradient, outputs x n, and that of the intercept, null if there is none. */
    DoubleMatrix weights(DoubleMatrix gradient, double[] interceptGradient) {
        DoubleMatrix centred = new DoubleMatrix(gradient.rows(), gradient.columns());
        for (int i = 0; i < centred.rows(); i++) {
            double moved = interceptGradient == null ? 0 : interceptGradient[i];
            for (int j = 0; j < centred.columns(); j++) {
                centred.set(i, j, gradient.get(i, j) - moved * means[j]);
            }
        }
        return outputs.solveColumns(inputs.solve(centred));
    }

    /** The step of the intercept: that of the mean output, which the weights' step is to leave alone. */
    double[] intercept(DoubleMatrix weightsStep, double[] interceptGradient) {
        DoubleMatrix row = new DoubleMatrix(interceptGradient, 0, 1, interceptGradient.length);
        double[] step = outputs.solve(row).data();
        for (int i = 0; i < step.length; i++) {
            step[i] = curvature > 0 ? step[i] / curvature : 0;
            for (int j = 0; j < means.length; j++) {
                step[i] -= weightsStep.get(i, j) * means[j];
            }
        }
        return step;
    }
}
