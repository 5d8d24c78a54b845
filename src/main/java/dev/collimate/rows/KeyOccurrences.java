package dev.collimate.rows;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BaseOrdering;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * How often the keys of two data sets occur in both. Keys are brought together and sorted, without the hash tables of an
 * aggregation: most keys occur once, so that to group them before the shuffle gains nothing. All rows of one key go to one
 * task, as they do in a join; rows without a key go to all.
 */
public final class KeyOccurrences {
    private static final String SPREAD = "collimate_spread";
    private static final String IN_FIRST = "collimate_in_first";

    private KeyOccurrences() {}

    /**
     * Keys and rows of one data set.
     *
     * @param alone keys that the other data set does not have
     * @param repeated keys of more than one row
     * @param nulls rows of which a column of the key is null
     */
    public record Side(long alone, long repeated, long nulls) implements Serializable {}

    /**
     * Keys of two data sets; each counts once.
     *
     * @param both keys that both have
     */
    public record Counts(long both, Side first, Side second) implements Serializable {
        private Counts plus(Counts other) {
            return new Counts(both + other.both, sum(first, other.first), sum(second, other.second));
        }

        private static Side sum(Side one, Side other) {
            return new Side(one.alone + other.alone, one.repeated + other.repeated, one.nulls + other.nulls);
        }
    }

    /**
     * Runs a query over {@code first} and {@code second}.
     *
     * @param first has the columns of the key and no other, at least one, of types that Spark orders
     * @param second has columns of the same types, in the same order
     */
    public static Counts count(Dataset<Row> first, Dataset<Row> second) {
        Column[] keys = Arrays.stream(first.columns()).map(Columns::of).toArray(Column[]::new);
        Column noKey =
                Arrays.stream(keys).map(Column::isNull).reduce(Column::or).orElseThrow();
        // By partitions, which stay the same when a task is run again, whatever order its rows come in then.
        Dataset<Row> all = first.withColumn(IN_FIRST, functions.lit(true))
                .unionAll(second.withColumn(IN_FIRST, functions.lit(false)))
                .withColumn(
                        SPREAD,
                        functions.when(noKey, functions.spark_partition_id()).otherwise(functions.lit(-1)));
        Column[] together = Arrays.copyOf(keys, keys.length + 1);
        together[keys.length] = Columns.of(SPREAD);
        DataType[] types = Arrays.stream(first.schema().fields())
                .map(StructField::dataType)
                .toArray(DataType[]::new);
        Dataset<Row> sorted = all.repartition(together).drop(SPREAD).sortWithinPartitions(keys);
        return ClassicSpark.run(sorted, rows -> rows.toJavaRDD()
                        .mapPartitions(new Counting(types))
                        .collect())
                .stream()
                .reduce(Tally.NOTHING, Counts::plus);
    }

    /** What one task counts; arrays have the first data set at 0 and the second at 1. */
    private static final class Tally {
        static final Counts NOTHING = new Tally().counts();

        private final long[] alone = new long[2];
        private final long[] repeated = new long[2];
        private final long[] nulls = new long[2];
        private long both;

        /** @param rows of one key in each data set */
        void key(long[] rows) {
            if (rows[0] > 0 && rows[1] > 0) {
                both++;
            }
            for (int side = 0; side < rows.length; side++) {
                alone[side] += rows[side] > 0 && rows[1 - side] == 0 ? 1 : 0;
                repeated[side] += rows[side] > 1 ? 1 : 0;
            }
        }

        Counts counts() {
            return new Counts(
                    both, new Side(alone[0], repeated[0], nulls[0]), new Side(alone[1], repeated[1], nulls[1]));
        }
    }

    private record Counting(DataType[] types) implements FlatMapFunction<Iterator<InternalRow>, Counts> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Counts> call(Iterator<InternalRow> rows) {
            BaseOrdering order = RowOrdering.createNaturalAscendingOrdering(Seqs.of(types));
            Tally tally = new Tally();
            InternalRow key = null;
            long[] occurrences = new long[2];
            while (rows.hasNext()) {
                InternalRow row = rows.next();
                int side = row.getBoolean(types.length) ? 0 : 1;
                if (hasNull(row)) {
                    tally.nulls[side]++;
                    continue;
                }
                if (key == null || order.compare(key, row) != 0) {
                    tally.key(occurrences);
                    Arrays.fill(occurrences, 0);
                    // Spark gives the same row again with other contents.
                    key = row.copy();
                }
                occurrences[side]++;
            }
            tally.key(occurrences);
            return List.of(tally.counts()).iterator();
        }

        private boolean hasNull(InternalRow row) {
            for (int i = 0; i < types.length; i++) {
                if (row.isNullAt(i)) {
                    return true;
                }
            }
            return false;
        }
    }
}
