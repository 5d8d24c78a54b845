package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.rows.Columns;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths through maps, whose keys are data and may have any sign. */
class MapKeysIT {
    @ParameterizedTest
    @CsvSource({
        "m.text-embedding-3.5, 1",
        "m.plain, 2",
        "lists.v1.5[0], 3",
        "lists.v1.5[1], 4",
        "structs.a.e, 5",
        "arrays.a[0].e, 6"
    })
    void aKeyIsTakenAsItIs(String path, float expected) {
        Dataset<Row> input = SparkTests.session().sql("""
                select map('text-embedding-3.5', array(1f), 'plain', array(2f)) m,
                    map('v1.5', array(array(3f), array(4f))) lists,
                    map('a', named_struct('e', array(5f))) structs,
                    map('a', array(named_struct('e', array(6f)))) arrays""");
        Row row = new VectorInput(input, VectorForms.DETECTED)
                .vector("--features-col", path)
                .dataset()
                .select(Columns.of(path))
                .first();
        assertThat(row.<Float>getList(0)).isEqualTo(List.of(expected));
    }
}
