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
 * How often the keys of two data sets occur in both. Keys are brought together and sorted, without the hash tables of an
 * aggregation: most keys occur once, so that to group them before the shuffle gains nothing.
 */
public final class KeyOccurrences {
    private static final String SPREAD = "collimate_spread";
    private static final String IN_FIRST = "collimate_in_first";

    private KeyOccurrences() {}

    /**
     * How many keys there are of each kind.
     *
     * @param alone in one data set and not in the other
     * @param repeated in more than one row of that data set
     * @param nulls rows of a data set of which a column of the key is null
     */
    public record Counts(long both, long[] alone, long[] repeated, long[] nulls) {}

    /** Runs one job over {@code first} and {@code second}, whose columns, of equal types, are the keys. */
    public static Counts count(Dataset<Row> first, Dataset<Row> second) {
        Column[] keys = Arrays.stream(first.columns()).map(Columns::of).toArray(Column[]::new);
        Column noKey =
                Arrays.stream(keys).map(Column::isNull).reduce(Column::or).orElseThrow();
        // Rows without a key go everywhere: a task would have to take all of them otherwise.
        Dataset<Row> all = first.withColumn(IN_FIRST, functions.lit(true))
                .unionAll(second.withColumn(IN_FIRST, functions.lit(false)))
                .withColumn(
                        SPREAD,
                        functions
                                .when(noKey, functions.monotonically_increasing_id())
                                .otherwise(functions.lit(0L)));
        Column[] together = Arrays.copyOf(keys, keys.length + 1);
        together[keys.length] = Columns.of(SPREAD);
        DataType[] types = Arrays.stream(first.schema().fields())
                .map(StructField::dataType)
                .toArray(DataType[]::new);
        List<Tally> tallies = ClassicSpark.execution(all.repartition(together).sortWithinPartitions(keys))
                .toRdd()
                .toJavaRDD()
                .mapPartitions(new Counting(types))
                .collect();
        Tally sum = new Tally();
        tallies.forEach(sum::add);
        return new Counts(sum.both, sum.alone, sum.repeated, sum.nulls);
    }

    /** What one task counted; the places of arrays are those of the first and the second data set. */
    private static final class Tally implements java.io.Serializable {
        private static final long serialVersionUID = 1L;

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

        void add(Tally other) {
            both += other.both;
            for (int side = 0; side < alone.length; side++) {
                alone[side] += other.alone[side];
                repeated[side] += other.repeated[side];
                nulls[side] += other.nulls[side];
            }
        }
    }

    private record Counting(DataType[] types) implements FlatMapFunction<Iterator<InternalRow>, Tally> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Tally> call(Iterator<InternalRow> rows) {
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
            return List.of(tally).iterator();
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
