package dev.collimate.distributed;

import dev.collimate.data.PairShape;
import dev.collimate.data.SyntheticBlock;
import dev.collimate.map.MapPass;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Precision;
import java.util.Arrays;
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
        Broadcast<float[]> broadcast = context.broadcast(parameters);
        var generated = context.parallelize(
                        IntStream.range(0, partitions).boxed().toList(), partitions)
                .mapPartitions(indices -> {
                    int index = indices.next();
                    long first = start(index, partitions, rows);
                    long until = start(index + 1, partitions, rows);
                    return new Rows(map, broadcast.value(), first, until, noise, seed);
                });
        return session.internalCreateDataFrame(generated.rdd(), SCHEMA, false);
    }

    private static long start(int partition, int partitions, long rows) {
        return Math.multiplyExact(rows, (long) partition) / partitions;
    }

    /** The rows of one partition. */
    private static final class Rows implements Iterator<InternalRow> {
        private final long until;
        private final double noise;
        private final long seed;
        private final MapPass pass;
        private final FloatMatrix parameters;
        private final FloatMatrix inputs;
        private FloatMatrix actuals;
        private long blockStart;
        private long row;

        Rows(VectorMap map, float[] parameters, long first, long until, double noise, long seed) {
            int blockRows = new PairShape(map.inputDim(), map.outputDim(), false, false).defaultBlockRows();
            this.until = until;
            this.noise = noise;
            this.seed = seed;
            this.pass = map.newPass(Blas.of(BlasChoice.AUTO), Precision.FLOAT, blockRows);
            this.parameters = new FloatMatrix(parameters, 0, 1, parameters.length);
            this.inputs = new FloatMatrix(blockRows, map.inputDim());
            this.blockStart = first;
            this.row = first;
        }

        @Override
        public boolean hasNext() {
            return row < until;
        }

        @Override
        public InternalRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (actuals == null || row == blockStart + actuals.rows()) {
                fill();
            }
            int position = (int) (row - blockStart);
            Object[] values = {row, encoded(inputs, position), encoded(actuals, position)};
            row++;
            return new GenericInternalRow(values);
        }

        private void fill() {
            blockStart = row;
            FloatMatrix block = inputs.view(0, (int) Math.min(inputs.rows(), until - row), inputs.columns());
            SyntheticBlock.fillInputs(block, seed, row);
            actuals = (FloatMatrix) pass.forward(parameters, block);
            SyntheticBlock.disturb(actuals, noise, seed, row);
        }

        private static Object encoded(FloatMatrix matrix, int position) {
            int start = matrix.rowOffset(position);
            return VectorColumn.FLOAT_ARRAY.encode(Arrays.copyOfRange(matrix.data(), start, start + matrix.columns()));
        }
    }
}
