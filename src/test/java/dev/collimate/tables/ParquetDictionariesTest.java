package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** What is computed has no dictionaries in Parquet, unless the user says what has. */
class ParquetDictionariesTest {
    private static final List<String> COLUMNS = List.of("x", "y");

    @Test
    void eachColumnIsNamedByThePathOfItsElements() {
        assertThat(without("parquet", Map.of("compression", "zstd")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "compression",
                        "zstd",
                        "parquet.enable.dictionary#x.list.element",
                        "false",
                        "parquet.enable.dictionary#y.list.element",
                        "false"));
    }

    @Test
    void whatTheUserSaysStays() {
        for (String key : List.of("parquet.enable.dictionary", "Parquet.Enable.Dictionary#x.list.element")) {
            Map<String, String> said = Map.of(key, "true");
            assertThat(without("parquet", said)).isEqualTo(said);
        }
    }

    @Test
    void otherFormatsHaveNoSuchOption() {
        for (String format : List.of("orc", "json", "csv")) {
            assertThat(without(format, Map.of())).isEmpty();
        }
    }

    @Test
    void theNameOfTheFormatIsTakenInAnyCase() {
        for (String format : List.of("Parquet", "PARQUET")) {
            assertThat(without(format, Map.of()))
                    .isEqualTo(without("parquet", Map.of()))
                    .hasSize(2);
        }
    }

    @Test
    void whatTheSessionSaysStays() {
        for (String key : List.of("parquet.enable.dictionary", "parquet.enable.dictionary#x.list.element")) {
            Configuration session = new Configuration(false);
            session.set(key, "true");
            assertThat(ParquetDictionaries.without(COLUMNS, "parquet", Map.of(), session))
                    .isEmpty();
        }
    }

    private static Map<String, String> without(String format, Map<String, String> options) {
        return ParquetDictionaries.without(COLUMNS, format, options, new Configuration());
    }
}
