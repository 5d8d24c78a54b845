package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is computed has no dictionaries in Parquet, unless the user says what has. */
class ParquetDictionariesTest {
    private static final List<String> COLUMNS = List.of("x", "y");

    @Test
    void eachColumnIsNamedByThePathOfItsElements() {
        assertThat(ParquetDictionaries.without(COLUMNS, "parquet", Map.of("compression", "zstd")))
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
            assertThat(ParquetDictionaries.without(COLUMNS, "parquet", said)).isEqualTo(said);
        }
    }

    @Test
    void otherFormatsHaveNoSuchOption() {
        for (String format : List.of("orc", "json", "csv")) {
            assertThat(ParquetDictionaries.without(COLUMNS, format, Map.of())).isEmpty();
        }
    }
}
