package dev.collimate.rows;

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
 * How the keys of two tables meet. Keys are brought together and sorted, without the hash tables of an
 * aggregation: most keys occur once, so that to group them before the shuffle gains nothing. All rows of one key go to one
 * task, as they do in a join; rows without a key go to all.
 */
public final class KeyOccurrences {
    private static final String SIDE = "collimate_side";

    private KeyOccurrences() {}

    /**
     * Runs a query over the keys of both.
     *
     * @param input has the columns of the key and no other, at least one, of types that Spark orders
     * @param labels has columns of the same types, in the same order
     * @param partitions that keys are brought together in
     */
    public static KeyCounts count(Dataset<Row> input, Dataset<Row> labels, int partitions) {
        Column[] keys = columns(input);
        Column[] together = Arrays.copyOf(keys, keys.length + 1);
        together[keys.length] = functions.shiftright(Columns.of(SIDE), 1);
        DataType[] types = Arrays.stream(input.schema().fields())
                .map(StructField::dataType)
                .toArray(DataType[]::new);
        Dataset<Row> sorted = marked(input, keys, 0)
                .unionAll(marked(labels, columns(labels), 1))
                .repartition(partitions, together)
                .sortWithinPartitions(keys);
        return ClassicSpark.run(sorted, rows -> rows.toJavaRDD()
                        .mapPartitions(new Counting(types))
                        .collect())
                .stream()
                .reduce(new Tally().counts(), KeyCounts::plus);
    }

    /**
     * With a number whose lowest bit is the side and whose others, where a row has no key, are that of its partition: it stays
     * the same when a task is run again, whatever order its rows come in then.
     */
    private static Dataset<Row> marked(Dataset<Row> table, Column[] keys, int side) {
        Column noKey =
                Arrays.stream(keys).map(Column::isNull).reduce(Column::or).orElseThrow();
        Column spread = functions.shiftleft(functions.spark_partition_id().plus(1), 1);
        return table.withColumn(SIDE, functions.when(noKey, spread.plus(side)).otherwise(functions.lit(side)));
    }

    private static Column[] columns(Dataset<Row> table) {
        return Arrays.stream(table.columns()).map(Columns::of).toArray(Column[]::new);
    }

    /** What one task counts; arrays have the input at 0 and the label input at 1. */
    private static final class Tally {
        private final long[] only = new long[2];
        private final long[] repeated = new long[2];
        private final long[] nulls = new long[2];
        private long matched;

        /** @param rows of one key on each side */
        void key(long[] rows) {
            if (rows[0] > 0 && rows[1] > 0) {
                matched++;
            }
            for (int side = 0; side < rows.length; side++) {
                only[side] += rows[side] > 0 && rows[1 - side] == 0 ? 1 : 0;
                repeated[side] += rows[side] > 1 ? 1 : 0;
            }
        }

        KeyCounts counts() {
            return new KeyCounts(matched, only[0], only[1], repeated[0], repeated[1], nulls[0], nulls[1]);
        }
    }

    private record Counting(DataType[] types) implements FlatMapFunction<Iterator<InternalRow>, KeyCounts> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<KeyCounts> call(Iterator<InternalRow> rows) {
            BaseOrdering order = RowOrdering.createNaturalAscendingOrdering(Seqs.of(types));
            Tally tally = new Tally();
            InternalRow key = null;
            long[] occurrences = new long[2];
            while (rows.hasNext()) {
                InternalRow row = rows.next();
                int side = row.getInt(types.length) & 1;
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
