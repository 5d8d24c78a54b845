package dev.collimate.tables;

import dev.collimate.storage.Redaction;
import java.util.List;

/**
 * Where a data set is: at paths, in a table of the session's catalogs, in what a query gives, or, with none of them, where
 * the options of the reader say.
 *
 * @param paths of files, folders or patterns of them
 * @param table its name; null for none
 * @param query in Spark SQL; null for none
 */
public record TableSource(List<String> paths, String table, String query) {
    public TableSource {
        paths = List.copyOf(paths);
    }

    public static TableSource ofPath(String path) {
        return new TableSource(List.of(path), null, null);
    }

    /** Whether it says nothing, so that the reader's options must. */
    public boolean isEmpty() {
        return paths.isEmpty() && table == null && query == null;
    }

    /** For messages; a query is not told, as it may hold data. */
    @Override
    public String toString() {
        if (table != null) {
            return "the table " + Redaction.of(table);
        }
        return query != null ? "the query" : paths.isEmpty() ? "the source" : Redaction.of(String.join(", ", paths));
    }
}
