package dev.collimate.moments;

/**
 * In how many directions inputs vary, and how unevenly: singular values of the inputs less their mean, each divided by its
 * own standard deviation, over the square root of the weight. Without correlations all of them are 1.
 *
 * @param singularValues descending
 * @param rank how many of them count; the others are rounding noise
 */
public record InputSpectrum(double[] singularValues, int rank) {
    static InputSpectrum of(StandardisedInputs inputs) {
        double[] ascending = inputs.eigen().values();
        double[] descending = new double[ascending.length];
        for (int k = 0; k < descending.length; k++) {
            descending[k] = Math.sqrt(Math.max(0, ascending[descending.length - 1 - k]));
        }
        return new InputSpectrum(descending, inputs.rank());
    }

    /** The largest singular value over the smallest that counts; NaN where none does. */
    public double conditionNumber() {
        return rank > 0 ? singularValues[0] / singularValues[rank - 1] : Double.NaN;
    }
}
