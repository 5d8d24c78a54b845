package dev.collimate.data;

import dev.collimate.math.FloatMatrix;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Checks the rows of one partition and packs the good ones into blocks of {@code blockRows} rows, in order. Not safe for
 * several threads.
 */
public final class BlockBuilder {
    private final PairShape shape;
    private final Names names;
    private final int blockRows;
    private final int partition;
    private long position;
    private int filled;
    private float[] inputs;
    private float[] actuals;
    private double[] weights;
    private double[] targets;
    private RowChecks checks = new RowChecks();

    /** What messages call the two vectors of a row. */
    public record Names(String input, String actual) implements Serializable {}

    public BlockBuilder(PairShape shape, Names names, int blockRows, int partition) {
        if (blockRows < 1) {
            throw new IllegalArgumentException("a block must have at least 1 row, but was " + blockRows);
        }
        this.shape = shape;
        this.names = names;
        this.blockRows = blockRows;
        this.partition = partition;
    }

    /**
     * Checks a row and, if it is good, keeps it in the block that is being filled. Vectors are written where they are to
     * stay.
     *
     * @param x input
     * @param y actual
     * @param weight not read unless rows have weights
     * @param target not read unless rows have targets
     */
    public void add(VectorSource x, VectorSource y, double weight, double target) {
        if (inputs == null) {
            allocate();
        }
        int inputDim = shape.inputDim();
        int outputDim = shape.outputDim();
        int inputStart = filled * inputDim;
        int actualStart = filled * outputDim;
        int inputLength = x.write(inputs, inputStart, inputDim);
        int actualLength = y.write(actuals, actualStart, outputDim);
        RowProblem inputProblem = VectorChecks.problem(inputs, inputStart, inputLength, inputDim);
        RowProblem actualProblem = VectorChecks.problem(actuals, actualStart, actualLength, outputDim);
        if (inputProblem != null) {
            reject(inputProblem, VectorChecks.detail(names.input(), inputLength, inputDim, inputProblem));
        } else if (actualProblem != null) {
            reject(actualProblem, VectorChecks.detail(names.actual(), actualLength, outputDim, actualProblem));
        } else if (VectorChecks.isZero(actuals, actualStart, outputDim)) {
            reject(RowProblem.ZERO_ACTUAL, RowProblem.ZERO_ACTUAL.sentence());
        } else if (shape.weighted() && !(weight >= 0 && weight <= Weights.MAX)) {
            reject(RowProblem.BAD_WEIGHT, RowProblem.BAD_WEIGHT.sentence());
        } else if (shape.targeted() && target != 1 && target != -1) {
            reject(RowProblem.BAD_TARGET, RowProblem.BAD_TARGET.sentence());
        } else {
            accept(weight, target);
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
                shape.weighted() ? trim(weights) : null,
                shape.targeted() ? trim(targets) : null);
        CheckedBlock built = new CheckedBlock(block, checks);
        inputs = null;
        checks = new RowChecks();
        filled = 0;
        return built;
    }

    private void allocate() {
        inputs = new float[Math.multiplyExact(blockRows, shape.inputDim())];
        actuals = new float[Math.multiplyExact(blockRows, shape.outputDim())];
        weights = shape.weighted() ? new double[blockRows] : null;
        targets = shape.targeted() ? new double[blockRows] : null;
    }

    private void accept(double weight, double target) {
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
        if (filled == 0) {
            return new float[0];
        }
        return filled == blockRows ? values : Arrays.copyOf(values, filled * dim);
    }

    private double[] trim(double[] values) {
        if (filled == 0) {
            return new double[0];
        }
        return filled == blockRows ? values : Arrays.copyOf(values, filled);
    }
}
