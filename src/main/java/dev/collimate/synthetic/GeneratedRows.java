package dev.collimate.synthetic;

import dev.collimate.data.CheckedBlock;
import dev.collimate.data.PairBlock;
import dev.collimate.data.PairShape;
import dev.collimate.data.RowChecks;
import dev.collimate.map.VectorMap;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.rows.ClassicSpark;
import dev.collimate.rows.VectorColumn;
import java.io.Serializable;
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

/** Makes pairs on the executors, block by block. */
public final class GeneratedRows {
    /** Name of the column of x. */
    public static final String INPUT = "x";
    /** Name of the column of y. */
    public static final String ACTUAL = "y";

    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType, false)
            .add(INPUT, VectorColumn.FLOAT_ARRAY.type(), false)
            .add(ACTUAL, VectorColumn.FLOAT_ARRAY.type(), false);

    private GeneratedRows() {}

    /** Rows 0 to {@code rows}, in {@code partitions} runs of nearly equal length; see {@code ml.SyntheticPairs}. */
    public static Dataset<Row> generate(
            SparkSession spark, VectorMap map, float[] parameters, long rows, double noise, long seed, int partitions) {
        PlantedBlocks blocks = PlantedBlocks.of(map, noise, seed, 0, false);
        Broadcast<float[]> broadcast = context(spark).broadcast(parameters);
        return generate(
                spark,
                partition -> blocks.ofPartition(broadcast.value(), partition, partitions, rows),
                rows,
                partitions);
    }

    /** The same with the direction of the Sun as the map: {@link SunPairs}. */
    public static Dataset<Row> generateSun(SparkSession spark, long rows, double noise, long seed, int partitions) {
        int blockRows = new PairShape(SunPairs.INPUT_DIM, SunPairs.OUTPUT_DIM, false, false).defaultBlockRows();
        return generate(
                spark,
                partition -> new NumberedBlocks(
                        (firstRow, size) -> sunBlock(firstRow, size, noise, seed),
                        blockRows,
                        partition,
                        partitions,
                        rows),
                rows,
                partitions);
    }

    private static CheckedBlock sunBlock(long firstRow, int size, double noise, long seed) {
        FloatMatrix inputs = new FloatMatrix(size, SunPairs.INPUT_DIM);
        FloatMatrix actuals = new FloatMatrix(size, SunPairs.OUTPUT_DIM);
        SunPairs.fill(inputs, actuals, seed, firstRow);
        NoisyValues.disturb(actuals, noise, seed, firstRow);
        return new CheckedBlock(new PairBlock(inputs, actuals, null, null), RowChecks.accepted(size));
    }

    /** Makes the blocks of a partition, on an executor. */
    private interface PartitionMaker extends Serializable {
        Iterator<CheckedBlock> blocks(int partition);
    }

    private static Dataset<Row> generate(SparkSession spark, PartitionMaker maker, long rows, int partitions) {
        var generated = context(spark)
                .parallelize(IntStream.range(0, partitions).boxed().toList(), partitions)
                .mapPartitions(indices -> {
                    int partition = indices.next();
                    return new Rows(maker.blocks(partition), NumberedBlocks.start(partition, partitions, rows));
                });
        return ClassicSpark.dataset(spark, generated.rdd(), SCHEMA);
    }

    private static JavaSparkContext context(SparkSession spark) {
        return JavaSparkContext.fromSparkContext(ClassicSpark.context(spark));
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
