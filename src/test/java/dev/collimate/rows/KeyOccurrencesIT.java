package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class KeyOccurrencesIT {
    private static final StructType KEY =
            new StructType().add("text", DataTypes.StringType).add("number", DataTypes.LongType);

    @Test
    void keysOfTwoColumnsAreCountedAsAPlainLoopCountsThem() {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            List<Row> first = rows(random, 400);
            List<Row> second = rows(random, 300);
            assertCounts(first, second);
        }
    }

    @Test
    void nothingIsCountedWhereThereIsNothing() {
        assertCounts(List.of(), List.of());
        assertCounts(List.of(RowFactory.create(null, 1L)), List.of());
    }

    private static List<Row> rows(Random random, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = random.nextInt(10) == 0 ? null : "é" + random.nextInt(20);
            Long number = random.nextInt(10) == 0 ? null : (long) random.nextInt(15);
            rows.add(RowFactory.create(text, number));
        }
        return rows;
    }

    private static void assertCounts(List<Row> first, List<Row> second) {
        KeyOccurrences.Counts counts = KeyOccurrences.count(dataset(first), dataset(second));
        Map<Row, Integer> here = occurrences(first);
        Map<Row, Integer> there = occurrences(second);
        long both = here.keySet().stream().filter(there::containsKey).count();
        assertThat(counts.both()).isEqualTo(both);
        assertThat(counts.alone()).containsExactly(here.size() - both, there.size() - both);
        assertThat(counts.repeated()).containsExactly(repeated(here), repeated(there));
        assertThat(counts.nulls()).containsExactly(nulls(first), nulls(second));
    }

    private static Dataset<Row> dataset(List<Row> rows) {
        return SparkTests.session().createDataFrame(rows, KEY).repartition(3);
    }

    private static Map<Row, Integer> occurrences(List<Row> rows) {
        Map<Row, Integer> occurrences = new HashMap<>();
        rows.stream().filter(row -> !row.anyNull()).forEach(row -> occurrences.merge(row, 1, Integer::sum));
        return occurrences;
    }

    private static long repeated(Map<Row, Integer> occurrences) {
        return occurrences.values().stream().filter(count -> count > 1).count();
    }

    private static long nulls(List<Row> rows) {
        return rows.stream().filter(Row::anyNull).count();
    }
}
