package dev.collimate.sql;

import dev.collimate.map.MapWorkspace;
import dev.collimate.math.FloatMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** The rows of a partition, in order, with the predictions appended, which are computed a block at a time. */
final class MapVectorRows implements Iterator<InternalRow> {
    /** Beyond this, a block ends before it has all its rows. */
    private static final long MAX_BLOCK_BYTES = 1L << 26;

    private final MappedModel model;
    private final UnsafeProjection vector;
    private final boolean floats;
    private final Iterator<InternalRow> source;
    private final int blockRows;
    private final List<InternalRow> block = new ArrayList<>();
    private final BitSet mapped = new BitSet();

    private FloatMatrix inputs;
    private MapWorkspace workspace;
    private FloatMatrix predictions;
    private int next;

    /**
     * @param vector of a row of {@code source}, as the only column
     * @param floats whether it is an array of float, else of double
     */
    MapVectorRows(MappedModel model, UnsafeProjection vector, boolean floats, Iterator<InternalRow> source) {
        this.model = model;
        this.vector = vector;
        this.floats = floats;
        this.source = source;
        this.blockRows = model.blockRows();
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
        int index = next++;
        Object prediction = mapped.get(index) ? model.encoded(predictions, index) : null;
        return new JoinedRow(block.get(index), new GenericInternalRow(new Object[] {prediction}));
    }

    private void fill() {
        block.clear();
        mapped.clear();
        next = 0;
        long bytes = 0;
        while (block.size() < blockRows && bytes < MAX_BLOCK_BYTES && source.hasNext()) {
            InternalRow row = source.next();
            requireBuffers();
            UnsafeRow found = vector.apply(row);
            float[] x = found.isNullAt(0) ? null : model.vector(found.getArray(0), floats);
            int start = inputs.rowOffset(block.size());
            if (x == null) {
                Arrays.fill(inputs.data(), start, start + inputs.columns(), 0);
            } else {
                System.arraycopy(x, 0, inputs.data(), start, x.length);
                mapped.set(block.size());
            }
            block.add(row.copy());
            bytes += row instanceof UnsafeRow unsafe ? unsafe.getSizeInBytes() : 0;
        }
        if (!block.isEmpty()) {
            predictions =
                    (FloatMatrix) workspace.forward(model.parameters(), inputs.view(0, block.size(), inputs.columns()));
        }
    }

    /** Made for the first row: many partitions of a large table may have none. */
    private void requireBuffers() {
        if (inputs == null) {
            inputs = new FloatMatrix(blockRows, model.map().inputDim());
            workspace = model.newWorkspace(blockRows);
        }
    }
}
