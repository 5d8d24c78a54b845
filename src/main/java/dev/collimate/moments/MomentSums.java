package dev.collimate.moments;

import dev.collimate.data.ArraySums;
import dev.collimate.math.DoubleMatrix;
import java.util.List;

/**
 * The sums over rows that closed forms are made of, in double. With z = (x, 1), the input with a 1 appended, and unit
 * vectors x^ and y^.
 */
public final class MomentSums implements ArraySums<MomentSums> {
    private static final long serialVersionUID = 1L;

    private final int inputDim;
    private final int outputDim;
    final DoubleMatrix inputMoment;
    final DoubleMatrix crossMoment;
    final DoubleMatrix unitCrossMoment;
    private final double[] rows = new double[1];

    public MomentSums(int inputDim, int outputDim) {
        this.inputDim = inputDim;
        this.outputDim = outputDim;
        this.inputMoment = new DoubleMatrix(inputDim + 1, inputDim + 1);
        this.crossMoment = new DoubleMatrix(outputDim, inputDim + 1);
        this.unitCrossMoment = new DoubleMatrix(outputDim, inputDim);
    }

    /** Number of elements of the sums over vectors of these dimensions. */
    public static long size(int inputDim, int outputDim) {
        return (inputDim + 1L) * (inputDim + 1L) + outputDim * (2L * inputDim + 1) + 1;
    }

    public void count(int added) {
        rows[0] += added;
    }

    @Override
    public List<double[]> arrays() {
        return List.of(inputMoment.data(), crossMoment.data(), unitCrossMoment.data(), rows);
    }

    public int inputDim() {
        return inputDim;
    }

    public int outputDim() {
        return outputDim;
    }

    public long rows() {
        return (long) rows[0];
    }

    /** Sum of w. */
    public double weight() {
        return inputMoment.get(inputDim, inputDim);
    }

    /** Sum of w z z', (inputDim + 1) x (inputDim + 1). */
    public DoubleMatrix inputMoment() {
        return inputMoment;
    }

    /** Sum of w y^ z', outputDim x (inputDim + 1): the last column is the sum of w y^. */
    public DoubleMatrix crossMoment() {
        return crossMoment;
    }

    /** Sum of w y^ x^', outputDim x inputDim. */
    public DoubleMatrix unitCrossMoment() {
        return unitCrossMoment;
    }
}
