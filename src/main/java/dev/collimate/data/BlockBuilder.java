package dev.collimate.data;

import dev.collimate.math.Matrix;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Checks the rows of one partition and packs the good ones into blocks, in order. Not safe for
 * several threads.
 */
public final class BlockBuilder {
    private final PairShape shape;
    private final Names names;
    private final BlockRules rules;
    private final int partition;
    private final Supplier<String> file;
    private long position;
    private int filled;
    private Matrix inputs;
    private Matrix actuals;
    private double[] weights;
    private double[] targets;
    private RowChecks checks = new RowChecks();

    /** What messages call the two vectors of a row. */
    public record Names(String input, String actual) implements Serializable {}

    /** Of rows whose file does not matter. */
    public BlockBuilder(PairShape shape, Names names, BlockRules rules, int partition) {
        this(shape, names, rules, partition, () -> "");
    }

    /** @param file tells what file the row that is added comes from; empty where it is none */
    public BlockBuilder(PairShape shape, Names names, BlockRules rules, int partition, Supplier<String> file) {
        this.shape = shape;
        this.names = names;
        this.rules = rules;
        this.partition = partition;
        this.file = file;
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
        int inputLength = x.write(inputs, filled);
        int actualLength = y.write(actuals, filled);
        RowProblem inputProblem = VectorChecks.problem(inputs, filled, inputLength);
        RowProblem actualProblem = VectorChecks.problem(actuals, filled, actualLength);
        if (inputProblem != null) {
            reject(inputProblem, VectorChecks.detail(names.input(), inputLength, inputDim, inputProblem));
        } else if (actualProblem != null) {
            reject(actualProblem, VectorChecks.detail(names.actual(), actualLength, outputDim, actualProblem));
        } else if (VectorChecks.isZero(actuals, filled)) {
            reject(RowProblem.ZERO_ACTUAL, RowProblem.ZERO_ACTUAL.sentence());
        } else if (shape.weighted() && !(weight >= 0 && weight <= Weights.MAX)) {
            reject(RowProblem.BAD_WEIGHT, RowProblem.BAD_WEIGHT.sentence());
        } else if (shape.targeted() && target != 1 && target != -1) {
            reject(RowProblem.BAD_TARGET, RowProblem.BAD_TARGET.sentence());
        } else if (!VectorChecks.isZero(inputs, filled)) {
            accept(weight, target);
        } else {
            checks.zeroInput();
            if (rules.skipZeroInputs()) {
                reject(RowProblem.ZERO_INPUT, RowProblem.ZERO_INPUT.sentence());
            } else {
                accept(weight, target);
            }
        }
    }

    /** Counts a row that could not even be decoded. */
    public void reject(RowProblem problem, String detail) {
        checks.reject(partition, position, file, problem, detail);
        position++;
    }

    /** Good rows added since the last {@link #build}. */
    public int rows() {
        return filled;
    }

    public boolean isFull() {
        return filled == rules.rows();
    }

    /** Whether no row, good or bad, was added since the last {@link #build}. */
    public boolean isEmpty() {
        return filled == 0 && checks.rejected() == 0;
    }

    /** The rows added since the last call, with what their checks found; starts the next block. */
    public CheckedBlock build() {
        PairBlock block = new PairBlock(
                trim(inputs, shape.inputDim()),
                trim(actuals, shape.outputDim()),
                shape.weighted() ? trim(weights) : null,
                shape.targeted() ? trim(targets) : null);
        CheckedBlock built = new CheckedBlock(block, checks);
        inputs = null;
        checks = new RowChecks();
        filled = 0;
        return built;
    }

    private void allocate() {
        inputs = rules.precision().zeros(rules.rows(), shape.inputDim());
        actuals = rules.precision().zeros(rules.rows(), shape.outputDim());
        weights = shape.weighted() ? new double[rules.rows()] : null;
        targets = shape.targeted() ? new double[rules.rows()] : null;
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

    private Matrix trim(Matrix rows, int dim) {
        if (filled == rules.rows()) {
            return rows;
        }
        Matrix trimmed = rules.precision().zeros(filled, dim);
        if (filled > 0) {
            trimmed.copyFrom(rows.rowRange(0, filled));
        }
        return trimmed;
    }

    private double[] trim(double[] values) {
        if (filled == 0) {
            return new double[0];
        }
        return filled == rules.rows() ? values : Arrays.copyOf(values, filled);
    }
}
