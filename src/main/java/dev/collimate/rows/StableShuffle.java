package dev.collimate.rows;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows that come out of a shuffle, whose files serve every job that reads them again. */
public final class StableShuffle {
    private StableShuffle() {}

    /**
     * The rows of {@code dataset} under one plan; lazy. A data set that Spark plans anew for every use would be shuffled
     * anew as well.
     *
     * @param bytes that the rows take, or an estimate; Spark's own of a join is the product of both sides
     */
    public static Dataset<Row> of(Dataset<Row> dataset, long bytes) {
        return of(dataset, dataset, bytes);
    }

    /**
     * As {@link #of(Dataset, long)}, where all shuffles have one number of partitions, whatever the session says: a merge of
     * two tables that come to it so is not shuffled again behind it.
     */
    public static Dataset<Row> of(Dataset<Row> dataset, int partitions, long bytes) {
        return of(dataset, ClassicSpark.withShufflePartitions(dataset, partitions), bytes);
    }

    private static Dataset<Row> of(Dataset<Row> dataset, Dataset<Row> planned, long bytes) {
        return ClassicSpark.dataset(dataset.sparkSession(), new LazyRows(planned), dataset.schema(), bytes);
    }
}
