package dev.collimate.ml;

import dev.collimate.SparkTests;
import dev.collimate.map.LinearMap;
import dev.collimate.synthetic.SyntheticPairs;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Small sets of pairs of a planted linear map, in columns id, features and label. */
public final class Pairs {
    static final int INPUT_DIM = 4;
    static final int OUTPUT_DIM = 3;

    private Pairs() {}

    public static Dataset<Row> generate(int rows, double noise, long seed, int partitions) {
        return SyntheticPairs.generate(
                        SparkTests.session(),
                        new LinearMap(INPUT_DIM, OUTPUT_DIM, false),
                        rows,
                        noise,
                        seed,
                        partitions)
                .toDF("id", "features", "label");
    }

    public static Dataset<Row> generate(int rows, double noise) {
        return generate(rows, noise, 1, 3);
    }
}
