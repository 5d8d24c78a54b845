package dev.collimate.distributed;

import dev.collimate.data.BadDataException;
import dev.collimate.data.BadRows;
import dev.collimate.data.RowProblem;
import dev.collimate.data.VectorChecks;
import dev.collimate.map.MapPass;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Angles;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Precision;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;

/**
 * Maps the rows of one partition, a block at a time, and appends the prediction (and the angle, if asked for) to each.
 * Keeps their order and holds no more than one block of them. Not safe for several threads.
 */
final class BlockMapping implements Iterator<InternalRow> {
    /**
     * What is read and written.
     *
     * @param features kind of the input column
     * @param featuresOrdinal its place in a row
     * @param prediction kind of the column to append
     * @param label kind of the column that angles are taken to; null for no angles
     * @param labelOrdinal its place in a row
     */
    record Columns(
            VectorColumn features, int featuresOrdinal, VectorColumn prediction, VectorColumn label, int labelOrdinal)
            implements Serializable {}

    private final Columns columns;
    private final BadRows badRows;
    private final Iterator<InternalRow> source;
    private final int partition;
    private final FloatMatrix parameters;
    private final FloatMatrix inputs;
    private final FloatMatrix predictions;
    private final MapPass pass;
    private final List<InternalRow> block = new ArrayList<>();
    private final float[] prediction;
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
        this.columns = columns;
        this.badRows = badRows;
        this.source = source;
        this.partition = partition;
        this.parameters = new FloatMatrix(parameters, 0, 1, parameters.length);
        this.inputs = new FloatMatrix(blockRows, map.inputDim());
        this.predictions = new FloatMatrix(blockRows, map.outputDim());
        this.pass = map.newPass(Blas.of(blas), Precision.FLOAT, blockRows);
        this.prediction = new float[map.outputDim()];
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
        System.arraycopy(predictions.data(), predictions.rowOffset(next), prediction, 0, prediction.length);
        next++;
        Object encoded = columns.prediction().encode(prediction);
        Object[] appended =
                columns.label() == null ? new Object[] {encoded} : new Object[] {encoded, angle(row, prediction)};
        return new JoinedRow(row, new GenericInternalRow(appended));
    }

    private void fill() {
        block.clear();
        next = 0;
        while (block.size() < inputs.rows() && source.hasNext()) {
            InternalRow row = source.next();
            float[] input = decode(row);
            if (input != null) {
                System.arraycopy(input, 0, inputs.data(), inputs.rowOffset(block.size()), input.length);
                block.add(row.copy());
            }
            position++;
        }
        if (!block.isEmpty()) {
            predictions.rowRange(0, block.size()).copyFrom(pass.forward(parameters, inputs.rowRange(0, block.size())));
        }
    }

    /** The input vector of a row; null if it cannot be used and is to be skipped. */
    private float[] decode(InternalRow row) {
        float[] input = null;
        RowProblem problem;
        if (row.isNullAt(columns.featuresOrdinal())) {
            problem = RowProblem.NULL_VECTOR;
        } else if (columns.features().hasNullElement(row, columns.featuresOrdinal())) {
            problem = RowProblem.NULL_ELEMENT;
        } else {
            input = columns.features().decode(row, columns.featuresOrdinal());
            problem = VectorChecks.problem(input, inputs.columns());
        }
        if (problem != null && badRows == BadRows.FAIL) {
            throw new BadDataException("row " + position + " of partition " + partition
                    + ", both counted from 0, cannot be mapped: "
                    + VectorChecks.detail("x", input, inputs.columns(), problem)
                    + "; mend the data, or leave such rows out with bad rows set to 'skip'");
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
