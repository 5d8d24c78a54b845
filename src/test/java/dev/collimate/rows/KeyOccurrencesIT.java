package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are counted as an aggregation by Spark counts them, in several tasks. */
@Tag("long")
@Tag("versions")
class KeyOccurrencesIT {
    /** Some numbers are missing, some come again; from 0 to 39. */
    private static final String NUMBER = "if(hash(id, %d) %% 9 = 0, null, abs(hash(id, %d)) %% 40)";

    private final SparkSession spark = SparkTests.session().newSession();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n",
                "cast(if(n % 2 = 0, concat('a', n), concat('A', n - 1)) as string collate UTF8_LCASE)",
                "cast(cast(n as string) as binary)",
                "cast(n as decimal(30, 2)) / 4",
                "cast(timestamp'2026-01-01 00:00:00' + make_interval(0, 0, 0, 0, 0, 0, n) as timestamp_ntz)"
            })
    void keysOfOneColumnAreCounted(String key) {
        assertCounts(keys(400, 1, key), keys(300, 2, key));
    }

    @Test
    void keysOfTwoColumnsAreCounted() {
        assertCounts(keys(400, 1, "n", "concat('é', id % 7)"), keys(300, 2, "n", "concat('é', id % 7)"));
    }

    @Test
    void oneSideMayBeEmptyOrHaveNoKeyAtAll() {
        assertCounts(keys(0, 1, "n"), keys(0, 2, "n"));
        assertCounts(keys(30, 1, "cast(null as bigint)"), keys(20, 2, "n"));
    }

    private Dataset<Row> keys(int rows, int seed, String... keys) {
        Column[] columns = new Column[keys.length];
        for (int i = 0; i < keys.length; i++) {
            columns[i] = functions.expr(keys[i]).as("key" + i);
        }
        return spark.range(0, rows, 1, 3)
                .withColumn("n", functions.expr(NUMBER.formatted(seed, seed)))
                .select(columns);
    }

    private void assertCounts(Dataset<Row> first, Dataset<Row> second) {
        Map.of("spark.sql.adaptive.enabled", "false", "spark.sql.shuffle.partitions", "7")
                .forEach(spark.conf()::set);
        Column here = functions.col("here");
        Column there = functions.col("there");
        Column[] keys = Arrays.stream(first.columns()).map(Columns::of).toArray(Column[]::new);
        Column noKey =
                Arrays.stream(keys).map(Column::isNull).reduce(Column::or).orElseThrow();
        Column key = functions.not(noKey);
        Row expected = first.withColumn("here", functions.lit(1))
                .withColumn("there", functions.lit(0))
                .unionAll(second.withColumn("here", functions.lit(0)).withColumn("there", functions.lit(1)))
                .groupBy(keys)
                .agg(functions.sum("here").as("here"), functions.sum("there").as("there"))
                .agg(
                        functions.count_if(key.and(here.gt(0)).and(there.gt(0))),
                        functions.count_if(key.and(there.equalTo(0))),
                        functions.count_if(key.and(here.equalTo(0))),
                        functions.count_if(key.and(here.gt(1))),
                        functions.count_if(key.and(there.gt(1))),
                        functions.coalesce(functions.sum(functions.when(noKey, here)), functions.lit(0L)),
                        functions.coalesce(functions.sum(functions.when(noKey, there)), functions.lit(0L)))
                .head();
        assertThat(KeyOccurrences.count(first, second, 5))
                .isEqualTo(new KeyCounts(
                        expected.getLong(0),
                        expected.getLong(1),
                        expected.getLong(2),
                        expected.getLong(3),
                        expected.getLong(4),
                        expected.getLong(5),
                        expected.getLong(6)));
    }
}
