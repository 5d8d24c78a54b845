package dev.collimate.peers;

import dev.collimate.data.CheckedBlock;
import dev.collimate.data.PairBlock;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The inputs of blocks as rows of a vector and a label that goes round the classes. */
final class LabelledRows implements Iterator<Row> {
    private final Iterator<CheckedBlock> blocks;
    private final int classes;
    private PairBlock block;
    private int position;
    private long row;

    LabelledRows(Iterator<CheckedBlock> blocks, int classes) {
        this.blocks = blocks;
        this.classes = classes;
    }

    @Override
    public boolean hasNext() {
        return block != null && position < block.rows() || blocks.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (block == null || position == block.rows()) {
            block = blocks.next().block();
            position = 0;
        }
        double[] vector = block.inputs().rowRange(position, position + 1).toDoubleArray();
        position++;
        return RowFactory.create(Vectors.dense(vector), (double) (row++ % classes));
    }
}
