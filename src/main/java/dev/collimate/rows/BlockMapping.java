package dev.collimate.rows;

import dev.collimate.data.BadDataException;
import dev.collimate.data.BadRows;
import dev.collimate.data.RowProblem;
import dev.collimate.data.VectorChecks;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Angles;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Precision;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Maps the rows of one partition, a block at a time, and appends the prediction (and the angle, if asked for) to each.
 * Keeps their order and holds no more than one block of them: at most blockRows rows, and no more than it takes to
 * reach 64 MiB. Not safe for several threads.
 */
final class BlockMapping implements Iterator<InternalRow> {
    /**
     * What is read and written.
     *
     * @param featuresName the name of the input column, for messages
     * @param features its kind
     * @param featuresRemark what {@link StoredForm} says of it
     * @param featuresOrdinal its place in a row
     * @param prediction kind of the column to append
     * @param label kind of the column that angles are taken to; null for no angles
     * @param labelOrdinal its place in a row
     */
    record Columns(
            String featuresName,
            VectorColumn features,
            String featuresRemark,
            int featuresOrdinal,
            VectorColumn prediction,
            VectorColumn label,
            int labelOrdinal)
            implements Serializable {}

    /** Beyond this, a block ends before it has all its rows: some tables have columns of megabytes a row. */
    private static final long MAX_BLOCK_BYTES = 1L << 26;

    private final VectorMap map;
    private final int inputDim;
    private final int outputDim;
    private final FloatMatrix parameters;
    private final Columns columns;
    private final BadRows badRows;
    private final BlasChoice blas;
    private final int blockRows;
    private final int partition;
    private final Iterator<InternalRow> source;
    private final List<InternalRow> block = new ArrayList<>();
    /** Of the block, which rows have an input that could be mapped. */
    private final BitSet mapped = new BitSet();

    private FloatMatrix inputs;
    private MapWorkspace pass;
    private FloatMatrix predictions;
    private long position;
    private int next;

    BlockMapping(
            VectorMap map,
            float[] parameters,
            Columns columns,
            BadRows badRows,
            BlasChoice blas,
            int blockRows,
            int partition,
            Iterator<InternalRow> source) {
        this.map = map;
        this.inputDim = map.inputDim();
        this.outputDim = map.outputDim();
        this.parameters = new FloatMatrix(parameters, 0, 1, parameters.length);
        this.columns = columns;
        this.badRows = badRows;
        this.blas = blas;
        this.blockRows = blockRows;
        this.partition = partition;
        this.source = source;
    }

    @Override
    public boolean hasNext() {
        if (next == block.size()) {
            fill();
        }
        return next < block.size();
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        InternalRow row = block.get(next);
        int start = predictions.rowOffset(next++);
        if (!mapped.get(next - 1)) {
            return new JoinedRow(row, new GenericInternalRow(columns.label() == null ? 1 : 2));
        }
        Object prediction = columns.prediction().encode(predictions.data(), start, outputDim);
        Object[] appended = columns.label() == null
                ? new Object[] {prediction}
                : new Object[] {prediction, angle(row, Arrays.copyOfRange(predictions.data(), start, start + outputDim))
                };
        return new JoinedRow(row, new GenericInternalRow(appended));
    }

    private void fill() {
        block.clear();
        next = 0;
        long bytes = 0;
        while (block.size() < blockRows && bytes < MAX_BLOCK_BYTES && source.hasNext()) {
            InternalRow row = source.next();
            float[] input = decode(row);
            if (input != null || badRows == BadRows.NULL) {
                requireBuffers();
                float[] values = input != null ? input : new float[inputDim];
                System.arraycopy(values, 0, inputs.data(), inputs.rowOffset(block.size()), inputDim);
                mapped.set(block.size(), input != null);
                block.add(row.copy());
                bytes += row instanceof UnsafeRow unsafe ? unsafe.getSizeInBytes() : 0;
            }
            position++;
        }
        if (!block.isEmpty()) {
            predictions = (FloatMatrix) pass.forward(parameters, inputs.rowRange(0, block.size()));
        }
    }

    /** Made for the first row: many partitions of a large table may have none. */
    private void requireBuffers() {
        if (pass == null) {
            inputs = new FloatMatrix(blockRows, inputDim);
            pass = map.newWorkspace(Blas.of(blas), Precision.FLOAT, blockRows);
        }
    }

    /** The input vector of a row; null if it has no usable one, and the policy is not to fail. */
    private float[] decode(InternalRow row) {
        float[] input = null;
        RowProblem problem = row.isNullAt(columns.featuresOrdinal())
                ? RowProblem.NULL_VECTOR
                : UnreadableVector.problem(columns.features(), row, columns.featuresOrdinal());
        if (problem == null) {
            input = columns.features().decode(row, columns.featuresOrdinal());
            problem = VectorChecks.problem(input, inputDim);
        }
        if (problem == null && badRows != BadRows.FAIL && VectorChecks.isZero(input)) {
            problem = RowProblem.ZERO_INPUT;
        }
        if (problem != null && badRows == BadRows.FAIL) {
            String file = CurrentFile.path();
            throw new BadDataException("row " + position + " of partition " + partition + ", both counted from 0, "
                    + (file.isEmpty() ? "" : "in " + file + ", ") + "cannot be mapped: "
                    + VectorChecks.detail(columns.featuresName(), input, inputDim, problem)
                    + (problem == RowProblem.NULL_ELEMENT ? columns.featuresRemark() : "")
                    + "; mend the data, leave such rows out with bad rows set to 'skip', or keep them without"
                    + " a prediction with 'null'");
        }
        return problem == null ? input : null;
    }

    /** Angle to the label in radians; null where the label has no direction or another length. */
    private Object angle(InternalRow row, float[] predicted) {
        if (row.isNullAt(columns.labelOrdinal()) || columns.label().hasNullElement(row, columns.labelOrdinal())) {
            return null;
        }
        float[] actual = columns.label().decode(row, columns.labelOrdinal());
        boolean comparable = VectorChecks.problem(actual, predicted.length) == null
                && !VectorChecks.isZero(actual)
                && !VectorChecks.isZero(predicted);
        return comparable ? Angles.angle(predicted, actual) : null;
    }
}
