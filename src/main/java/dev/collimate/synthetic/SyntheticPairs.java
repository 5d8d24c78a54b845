package dev.collimate.synthetic;

import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Floats;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Pairs of a known map: x has independent standard normal elements, y is the unit vector along p/|p| + noise * e, where p
 * is the planted map's prediction and e has independent normal elements of variance 1 / outputDim. So without noise the
 * best angle is 0, and noise 0.1 turns y by about 5.7 degrees.
 */
public final class SyntheticPairs {
    /** The map from a place and a time to the direction of the Sun: {@link #generateSun}. */
    public static final String SUN = "sun";

    private SyntheticPairs() {}

    /** The kinds of map that pairs are made of: those that can be planted, the default first, then {@link #SUN}. */
    public static List<String> mapNames() {
        return Stream.concat(Maps.names().stream(), Stream.of(SUN)).toList();
    }

    /**
     * {@code rows} rows of columns id (bigint), x and y (array of float); each a pure function of the seed and its id.
     *
     * @param map planted; its parameters are its start values for {@code seed}
     * @param noise at least 0
     */
    public static Dataset<Row> generate(
            SparkSession spark, VectorMap map, long rows, double noise, long seed, int partitions) {
        requireSizes(rows, noise, partitions);
        return GeneratedRows.generate(
                spark, map, Floats.of(map.initialParameters(seed)), rows, noise, seed, partitions);
    }

    /**
     * The same with places and times as x, encoded in {@link SunPairs#INPUT_DIM} numbers as {@link SunPairs#encode} says,
     * and the direction of the Sun as p.
     */
    public static Dataset<Row> generateSun(SparkSession spark, long rows, double noise, long seed, int partitions) {
        requireSizes(rows, noise, partitions);
        return GeneratedRows.generateSun(spark, rows, noise, seed, partitions);
    }

    private static void requireSizes(long rows, double noise, int partitions) {
        if (rows < 1 || partitions < 1) {
            throw new IllegalArgumentException(
                    "rows and partitions must be at least 1, but were " + rows + " and " + partitions);
        }
        if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise must be at least 0, but was " + noise);
        }
    }
}
