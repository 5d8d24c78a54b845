package dev.collimate.tables;

import dev.collimate.rows.Columns;
import dev.collimate.rows.FileOrder;
import dev.collimate.rows.KeyCounts;
import dev.collimate.rows.KeyOccurrences;
import dev.collimate.rows.ReadFiles;
import dev.collimate.rows.StableShuffle;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * The inner join of two tables by a key. What comes out is partitioned by Spark's hash of the key, into a number that
 * follows from the bytes of both, and sorted by key inside: which rows are in which partition, and in which order, depends
 * on the data alone, whether Spark broadcasts one side or merges both, and whatever number of partitions its shuffles are
 * set to.
 */
final class KeyJoin {
    /** As many bytes of input as a partition of pairs takes at least; see the partitions of files. */
    private static final long BYTES_PER_PARTITION = 16L << 20;

    /** Of keys that are counted, whose hashes are few bytes beside the vectors: tasks of fewer keys cost more than they do. */
    private static final long BYTES_PER_COUNT = 32L << 20;

    private static final int MOST_PARTITIONS = 2048;

    /** Of tables whose size is not known, such as those of databases. */
    private static final int PARTITIONS_OF_UNKNOWN = 64;

    /** A billion keys of such tables take 100 MB in a task. */
    private static final int COUNTS_OF_UNKNOWN = 512;

    private static final long UNKNOWN_BYTES = 1L << 60;
    private static final String POSITION = "collimate_position";

    /** The tables' key columns bear one name a place. */
    private final List<String> keys;

    private final Dataset<Row> input;
    private final Dataset<Row> labels;

    /** @param keys the names of the key columns, of equal types in both tables, which share no other names */
    KeyJoin(Dataset<Row> input, Dataset<Row> labels, List<String> keys) {
        this.keys = List.copyOf(keys);
        this.input = input;
        this.labels = labels;
    }

    /** Counts the keys, in a query that reads nothing else. */
    KeyCounts count() {
        return KeyOccurrences.count(
                input.select(columns(keys)),
                labels.select(columns(keys)),
                partitions(bytes(), BYTES_PER_COUNT, COUNTS_OF_UNKNOWN));
    }

    /**
     * Rows of the key columns, the other columns of the inputs and those of the actual vectors; lazy.
     *
     * @param counts of these tables
     */
    Dataset<Row> join(KeyCounts counts) {
        long bytes = bytes();
        int partitions = partitions(bytes, BYTES_PER_PARTITION, PARTITIONS_OF_UNKNOWN);
        Dataset<Row> left = unique(input, partitions, counts.repeatedInInput() > 0);
        Dataset<Row> right = unique(labels, partitions, counts.repeatedInLabelInput() > 0);
        Dataset<Row> joined = left.join(right, keys.toArray(String[]::new))
                .repartition(partitions, columns(keys))
                .sortWithinPartitions(columns(keys));
        return StableShuffle.of(joined, partitions, bytes);
    }

    private long bytes() {
        long sum = ReadFiles.bytes(input) / 2 + ReadFiles.bytes(labels) / 2;
        return 2 * Math.min(sum, UNKNOWN_BYTES);
    }

    private static int partitions(long bytes, long each, int ofUnknown) {
        return bytes >= UNKNOWN_BYTES
                ? ofUnknown
                : (int) Math.max(1, Math.min(MOST_PARTITIONS, (bytes + each - 1) / each));
    }

    /** Without rows that have no key and, where keys are repeated, with the first row of each. */
    private Dataset<Row> unique(Dataset<Row> table, int partitions, boolean repeated) {
        if (!repeated) {
            return table.where(functions.not(anyNull()));
        }
        // Numbered before the shuffle, by partition and place in it, which are those of the files.
        Column place =
                functions.row_number().over(Window.partitionBy(columns(keys)).orderBy(POSITION));
        return FileOrder.of(table)
                .withColumn(POSITION, functions.monotonically_increasing_id())
                .where(functions.not(anyNull()))
                .repartition(partitions, columns(keys))
                .withColumn(POSITION, place)
                .where(functions.col(POSITION).equalTo(1))
                .drop(POSITION);
    }

    private Column anyNull() {
        return keys.stream()
                .map(key -> Columns.of(key).isNull())
                .reduce(Column::or)
                .orElseThrow();
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(Columns::of).toArray(Column[]::new);
    }
}
