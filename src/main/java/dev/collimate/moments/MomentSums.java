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

    private static final int RUN = 64;

    private final int inputDim;
    private final int outputDim;
    /** Of the inputs' moments the lower triangle, row by row: what comes to the driver. */
    private final double[] inputTriangle;

    final DoubleMatrix crossMoment;
    final DoubleMatrix unitCrossMoment;
    final double[] fourthPowers;
    final double[] rowsNotZero;
    private final double[] lengths = new double[3];
    private final double[] rows = new double[1];

    /** @throws IllegalArgumentException if the inputs' moments would be more numbers than an array has */
    public MomentSums(int inputDim, int outputDim) {
        if (squareSize(inputDim) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("second moments of " + inputDim + " inputs are " + squareSize(inputDim)
                    + " numbers, more than an array holds; at most 46,339 inputs can have them");
        }
        this.inputDim = inputDim;
        this.outputDim = outputDim;
        this.inputTriangle = new double[rowStart(inputDim + 1)];
        this.crossMoment = new DoubleMatrix(outputDim, inputDim + 1);
        this.unitCrossMoment = new DoubleMatrix(outputDim, inputDim);
        this.fourthPowers = new double[inputDim];
        this.rowsNotZero = new double[inputDim];
    }

    /** Number of elements of the sums over vectors of these dimensions. */
    public static long size(int inputDim, int outputDim) {
        return (inputDim + 1L) * (inputDim + 2L) / 2 + outputDim * (2L * inputDim + 1) + 2L * inputDim + 4;
    }

    /** Number of elements of the inputs' moments as a whole, which a task holds beside the sums while it gathers them. */
    public static long squareSize(int inputDim) {
        return (inputDim + 1L) * (inputDim + 1L);
    }

    /** Where row i of a triangle begins. */
    private static int rowStart(int i) {
        return Math.toIntExact(i * (i + 1L) / 2);
    }

    /**
     * Replaces the inputs' moments.
     *
     * @param square (inputDim + 1) x (inputDim + 1), of which the lower triangle is read
     */
    void setInputMoment(DoubleMatrix square) {
        for (int i = 0; i <= inputDim; i++) {
            System.arraycopy(square.data(), square.rowOffset(i), inputTriangle, rowStart(i), i + 1);
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
                inputTriangle, crossMoment.data(), unitCrossMoment.data(), fourthPowers, rowsNotZero, lengths, rows);
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
        return inputMoment(inputDim, inputDim);
    }

    /** Sum of w z z', (inputDim + 1) x (inputDim + 1), as a new matrix. */
    public DoubleMatrix inputMoment() {
        int size = inputDim + 1;
        DoubleMatrix square = new DoubleMatrix(size, size);
        for (int i = 0; i < size; i++) {
            System.arraycopy(inputTriangle, rowStart(i), square.data(), square.rowOffset(i), i + 1);
        }
        // By runs of columns, so that what is written stays in the cache.
        for (int start = 0; start < size; start += RUN) {
            for (int i = start + 1; i < size; i++) {
                for (int j = start; j < Math.min(i, start + RUN); j++) {
                    square.set(j, i, square.get(i, j));
                }
            }
        }
        return square;
    }

    /** Element (i, j) of it. */
    double inputMoment(int i, int j) {
        return inputTriangle[rowStart(Math.max(i, j)) + Math.min(i, j)];
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
