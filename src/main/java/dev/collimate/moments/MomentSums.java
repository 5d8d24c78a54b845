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
    final double[] fourthPowers;
    final double[] rowsNotZero;
    private final double[] lengths = new double[3];
    private final double[] rows = new double[1];

    public MomentSums(int inputDim, int outputDim) {
        this.inputDim = inputDim;
        this.outputDim = outputDim;
        this.inputMoment = new DoubleMatrix(inputDim + 1, inputDim + 1);
        this.crossMoment = new DoubleMatrix(outputDim, inputDim + 1);
        this.unitCrossMoment = new DoubleMatrix(outputDim, inputDim);
        this.fourthPowers = new double[inputDim];
        this.rowsNotZero = new double[inputDim];
    }

    /** Number of elements of the sums over vectors of these dimensions. */
    public static long size(int inputDim, int outputDim) {
        return (inputDim + 1L) * (inputDim + 1L) + outputDim * (2L * inputDim + 1) + 2L * inputDim + 4;
    }

    /** Makes of the lower triangle of the inputs' moments all of them. */
    void mirror() {
        for (int i = 0; i <= inputDim; i++) {
            for (int j = 0; j < i; j++) {
                inputMoment.set(j, i, inputMoment.get(i, j));
            }
        }
    }

    /** Adds the columns of a cross moment but the last, of rows whose inputs have length 1. */
    void addUnitCross(DoubleMatrix cross) {
        for (int i = 0; i < outputDim; i++) {
            int from = cross.rowOffset(i);
            int to = unitCrossMoment.rowOffset(i);
            for (int j = 0; j < inputDim; j++) {
                unitCrossMoment.data()[to + j] += cross.data()[from + j];
            }
        }
    }

    public void count(int added) {
        rows[0] += added;
    }

    /** Takes in the length, above 0, of an input of some weight. */
    void addLength(double weight, double length) {
        lengths[0] += weight;
        double log = Math.log(length);
        lengths[1] += weight * log;
        lengths[2] += weight * log * log;
    }

    @Override
    public List<double[]> arrays() {
        return List.of(
                inputMoment.data(),
                crossMoment.data(),
                unitCrossMoment.data(),
                fourthPowers,
                rowsNotZero,
                lengths,
                rows);
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

    /** Sum of w y^ x^', outputDim x inputDim, with x for x^ where its length is 1 but for rounding. */
    public DoubleMatrix unitCrossMoment() {
        return unitCrossMoment;
    }

    /** Sum of (w x_j^2)^2. */
    double fourthPower(int j) {
        return fourthPowers[j];
    }

    /** Number of rows in which w x_j^2 is not zero. */
    double rowsNotZero(int j) {
        return rowsNotZero[j];
    }

    /** Sum of w over the rows whose x is not zero. */
    double weightNotZero() {
        return lengths[0];
    }

    /** Sum of w log |x| over the rows whose x is not zero. */
    double logLengths() {
        return lengths[1];
    }

    /** Sum of w (log |x|)^2 over the rows whose x is not zero. */
    double squaredLogLengths() {
        return lengths[2];
    }
}
