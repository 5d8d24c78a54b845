package dev.collimate.distributed;

import dev.collimate.data.CheckedBlock;
import dev.collimate.data.PairBlock;
import dev.collimate.map.VectorMap;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Matrix;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Makes pairs of a known map on the executors, block by block. */
public final class SyntheticRows {
    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType, false)
            .add("x", VectorColumn.FLOAT_ARRAY.type(), false)
            .add("y", VectorColumn.FLOAT_ARRAY.type(), false);

    private SyntheticRows() {}

    /** Rows 0 to {@code rows}, in {@code partitions} runs of nearly equal length; see {@code ml.SyntheticPairs}. */
    public static Dataset<Row> generate(
            SparkSession spark, VectorMap map, float[] parameters, long rows, double noise, long seed, int partitions) {
        var session = (org.apache.spark.sql.classic.SparkSession) spark;
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        SyntheticBlocks blocks = SyntheticBlocks.of(map, noise, seed, 0, false);
        Broadcast<float[]> broadcast = context.broadcast(parameters);
        var generated = context.parallelize(
                        IntStream.range(0, partitions).boxed().toList(), partitions)
                .mapPartitions(indices -> {
                    int index = indices.next();
                    return new Rows(
                            blocks.ofPartition(broadcast.value(), index, partitions, rows),
                            SyntheticBlocks.start(index, partitions, rows));
                });
        return session.internalCreateDataFrame(generated.rdd(), SCHEMA, false);
    }

    /** The rows of the blocks of one partition. */
    private static final class Rows implements Iterator<InternalRow> {
        private final Iterator<CheckedBlock> blocks;
        private PairBlock block;
        private int position;
        private long row;

        Rows(Iterator<CheckedBlock> blocks, long firstRow) {
            this.blocks = blocks;
            this.row = firstRow;
        }

        @Override
        public boolean hasNext() {
            return block != null && position < block.rows() || blocks.hasNext();
        }

        @Override
        public InternalRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (block == null || position == block.rows()) {
                block = blocks.next().block();
                position = 0;
            }
            Object[] values = {row++, encoded(block.inputs(), position), encoded(block.actuals(), position)};
            position++;
            return new GenericInternalRow(values);
        }

        private static Object encoded(Matrix matrix, int position) {
            return VectorColumn.FLOAT_ARRAY.encode(
                    ((FloatMatrix) matrix).data(), matrix.rowOffset(position), matrix.columns());
        }
    }
}
