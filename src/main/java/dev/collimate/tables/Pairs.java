package dev.collimate.tables;

import dev.collimate.rows.KeyCounts;
import dev.collimate.rows.ReadSources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Pairs as they were read.
 *
 * @param rows with one column a vector, called as it was selected
 * @param label the column of actual vectors, which has another name where both vectors were selected by the same
 * @param keys how the keys of two tables met; empty for pairs of one table
 * @param dictionary how its entries met both tables; empty for none
 * @param snapshots versions of the tables that were read, as {@link ReadSources} has them
 */
public record Pairs(
        Dataset<Row> rows,
        String label,
        Optional<KeyCounts> keys,
        Optional<DictionaryCounts> dictionary,
        Map<String, String> snapshots) {
    public Pairs {
        snapshots = Map.copyOf(snapshots);
    }

    Pairs(Dataset<Row> rows, String label, Optional<KeyCounts> keys) {
        this(rows, label, keys, Optional.empty(), Map.of());
    }

    /** These pairs, as read of {@code sources}: their own plan no longer tells where two tables were joined. */
    public Pairs readOf(List<Dataset<Row>> sources) {
        Map<String, String> found = sources.stream()
                .map(source -> ReadSources.of(source).snapshots())
                .reduce(Map.of(), ReadSources::merged);
        return new Pairs(rows, label, keys, dictionary, found);
    }

    /** Other rows, of these and of further pairs. */
    public Pairs with(Pairs further, Dataset<Row> both) {
        return new Pairs(both, label, keys, dictionary, ReadSources.merged(snapshots, further.snapshots));
    }

    /** These pairs, as met by a dictionary. */
    Pairs with(DictionaryCounts counts) {
        return new Pairs(rows, label, keys, Optional.of(counts), snapshots);
    }
}
