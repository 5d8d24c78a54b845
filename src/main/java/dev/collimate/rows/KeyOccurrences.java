package dev.collimate.rows;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.CollationAwareXxHash64;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.functions;
import scala.Tuple2;

/**
 * How the keys of two tables meet, by 128-bit hashes of them (Collet, XXH64, with two seeds). Equal keys have equal ones, and among
 * n different keys a common hash has the probability n * n / 2^129, 3e-21 for a billion; of one whole number it has none. The
 * hashes of one key go to one task, 16 bytes a row; rows without a key are counted where they are read.
 */
public final class KeyOccurrences {
    private KeyOccurrences() {}

    /**
     * Runs a query over the keys of both.
     *
     * @param input has the columns of the key and no other, at least one, of scalar types
     * @param labels has columns of the same types, in the same order
     * @param partitions that hashes are brought together in; one takes up to 51 bytes for each of its keys, while it grows 77
     */
    public static KeyCounts count(Dataset<Row> input, Dataset<Row> labels, int partitions) {
        Dataset<Row> both = hashed(input, 0).unionAll(hashed(labels, 1));
        return ClassicSpark.run(both, rows -> rows.toJavaRDD()
                        .mapPartitionsToPair(new Hashing(partitions))
                        .partitionBy(new ByBucket(partitions))
                        .mapPartitions(new Counting(2 * partitions))
                        .collect())
                .stream()
                .reduce(KeyCounts::plus)
                .orElseThrow();
    }

    /** Side, whether there is a key, and both halves of its hash. */
    private static Dataset<Row> hashed(Dataset<Row> table, int side) {
        Column[] keys = Arrays.stream(table.columns()).map(Columns::of).toArray(Column[]::new);
        Column hasKey =
                Arrays.stream(keys).map(Column::isNotNull).reduce(Column::and).orElseThrow();
        return table.select(
                functions.lit(side).as("side"),
                hasKey.as("hasKey"),
                hash(keys, 0).as("first"),
                hash(keys, 1).as("second"));
    }

    /** Unlike the function of SQL this one has equal hashes for texts that their collation takes for equal. */
    private static Column hash(Column[] keys, long seed) {
        List<Expression> expressions =
                Arrays.stream(keys).map(ClassicSpark::expression).toList();
        return ClassicSpark.column(new CollationAwareXxHash64(Seqs.copyOf(expressions), seed));
    }

    private record Hashing(int partitions) implements PairFlatMapFunction<Iterator<InternalRow>, Integer, long[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Tuple2<Integer, long[]>> call(Iterator<InternalRow> rows) {
            return new KeyBuckets(rows, partitions);
        }
    }

    private record Counting(int ofNulls) implements FlatMapFunction<Iterator<Tuple2<Integer, long[]>>, KeyCounts> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<KeyCounts> call(Iterator<Tuple2<Integer, long[]>> buckets) {
            KeyTable table = new KeyTable();
            long[] nulls = new long[2];
            while (buckets.hasNext()) {
                Tuple2<Integer, long[]> bucket = buckets.next();
                int side = bucket._1() & 1;
                long[] hashes = bucket._2();
                if (bucket._1() >= ofNulls) {
                    nulls[side] += hashes[0];
                    continue;
                }
                for (int i = 0; i < hashes.length; i += 2) {
                    table.add(side, hashes[i], hashes[i + 1]);
                }
            }
            return List.of(table.counts(nulls)).iterator();
        }
    }

    /** Sends a bucket to the task of its partition, and those of rows without a key to the first. */
    private static final class ByBucket extends Partitioner {
        private static final long serialVersionUID = 1L;

        private final int partitions;

        ByBucket(int partitions) {
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(Object bucket) {
            return (Integer) bucket / 2 % partitions;
        }
    }
}
