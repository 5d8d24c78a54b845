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
        return ClassicSpark.dataset(dataset.sparkSession(), new LazyRows(dataset), dataset.schema(), bytes);
    }
}
