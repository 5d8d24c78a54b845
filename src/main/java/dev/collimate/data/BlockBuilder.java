package dev.collimate.data;

import dev.collimate.math.FloatMatrix;
import java.util.Arrays;

/**
 * Checks the rows of one partition and packs the good ones into blocks of {@code blockRows} rows, in order. Not safe for
 * several threads.
 */
public final class BlockBuilder {
    private final PairShape shape;
    private final int blockRows;
    private final int partition;
    private long position;
    private int filled;
    private float[] inputs;
    private float[] actuals;
    private double[] weights;
    private double[] targets;
    private RowChecks checks;

    public BlockBuilder(PairShape shape, int blockRows, int partition) {
        if (blockRows < 1) {
            throw new IllegalArgumentException("a block must have at least 1 row, but was " + blockRows);
        }
        this.shape = shape;
        this.blockRows = blockRows;
        this.partition = partition;
        reset();
    }

    /**
     * Checks a row and, if it is good, copies it into the block that is being filled.
     *
     * @param x input, or null
     * @param y actual, or null
     * @param weight not read unless rows have weights
     * @param target not read unless rows have targets
     */
    public void add(float[] x, float[] y, double weight, double target) {
        RowProblem inputProblem = VectorChecks.problem(x, shape.inputDim());
        RowProblem actualProblem = VectorChecks.problem(y, shape.outputDim());
        if (inputProblem != null) {
            reject(inputProblem, VectorChecks.detail("x", x, shape.inputDim(), inputProblem));
        } else if (actualProblem != null) {
            reject(actualProblem, VectorChecks.detail("y", y, shape.outputDim(), actualProblem));
        } else if (VectorChecks.isZero(y)) {
            reject(RowProblem.ZERO_ACTUAL, RowProblem.ZERO_ACTUAL.sentence());
        } else if (shape.weighted() && !(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            reject(RowProblem.BAD_WEIGHT, RowProblem.BAD_WEIGHT.sentence());
        } else if (shape.targeted() && target != 1 && target != -1) {
            reject(RowProblem.BAD_TARGET, RowProblem.BAD_TARGET.sentence());
        } else {
            copy(x, y, weight, target);
        }
    }

    /** Counts a row that could not even be decoded. */
    public void reject(RowProblem problem, String detail) {
        checks.reject(partition, position, problem, detail);
        position++;
    }

    public boolean isFull() {
        return filled == blockRows;
    }

    /** Whether no row, good or bad, was added since the last {@link #build}. */
    public boolean isEmpty() {
        return filled == 0 && checks.rejected() == 0;
    }

    /** The rows added since the last call, with what their checks found; starts the next block. */
    public CheckedBlock build() {
        PairBlock block = new PairBlock(
                new FloatMatrix(trim(inputs, shape.inputDim()), 0, filled, shape.inputDim()),
                new FloatMatrix(trim(actuals, shape.outputDim()), 0, filled, shape.outputDim()),
                weights == null ? null : Arrays.copyOf(weights, filled),
                targets == null ? null : Arrays.copyOf(targets, filled));
        CheckedBlock built = new CheckedBlock(block, checks);
        reset();
        return built;
    }

    private void reset() {
        inputs = new float[blockRows * shape.inputDim()];
        actuals = new float[blockRows * shape.outputDim()];
        weights = shape.weighted() ? new double[blockRows] : null;
        targets = shape.targeted() ? new double[blockRows] : null;
        checks = new RowChecks();
        filled = 0;
    }

    private void copy(float[] x, float[] y, double weight, double target) {
        System.arraycopy(x, 0, inputs, filled * x.length, x.length);
        System.arraycopy(y, 0, actuals, filled * y.length, y.length);
        if (weights != null) {
            weights[filled] = weight;
        }
        if (targets != null) {
            targets[filled] = target;
        }
        filled++;
        position++;
        checks.accept();
    }

    private float[] trim(float[] values, int dim) {
        return filled == blockRows ? values : Arrays.copyOf(values, filled * dim);
    }
}
