package dev.collimate.objective;

import dev.collimate.math.DoubleMatrix;
import java.io.Serializable;

/**
 * The sums over rows that closed forms are made of, in double. With z = (x, 1), the input with a 1 appended, and unit
 * vectors x^ and y^. Mergeable.
 */
public final class MomentSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int inputDim;
    private final int outputDim;
    final DoubleMatrix inputMoment;
    final DoubleMatrix crossMoment;
    final DoubleMatrix unitCrossMoment;
    private long rows;

    public MomentSums(int inputDim, int outputDim) {
        this.inputDim = inputDim;
        this.outputDim = outputDim;
        this.inputMoment = new DoubleMatrix(inputDim + 1, inputDim + 1);
        this.crossMoment = new DoubleMatrix(outputDim, inputDim + 1);
        this.unitCrossMoment = new DoubleMatrix(outputDim, inputDim);
    }

    /** Memory that one instance takes, in bytes. */
    public static long bytes(int inputDim, int outputDim) {
        return 8L * ((inputDim + 1L) * (inputDim + 1L) + outputDim * (2L * inputDim + 1));
    }

    void count(int added) {
        rows += added;
    }

    /** Adds the sums of {@code other} to this and returns this. */
    public MomentSums merge(MomentSums other) {
        rows += other.rows;
        add(inputMoment, other.inputMoment);
        add(crossMoment, other.crossMoment);
        add(unitCrossMoment, other.unitCrossMoment);
        return this;
    }

    public int inputDim() {
        return inputDim;
    }

    public int outputDim() {
        return outputDim;
    }

    public long rows() {
        return rows;
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

    static void add(DoubleMatrix target, DoubleMatrix addend) {
        addend.addTo(target.data(), target.offset());
    }
}
