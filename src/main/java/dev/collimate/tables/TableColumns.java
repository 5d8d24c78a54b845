package dev.collimate.tables;

import dev.collimate.rows.Columns;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The columns that are taken from one table, in the order in which they were asked for, and no others. */
final class TableColumns {
    private final Dataset<Row> rows;
    private final VectorInput vectors;
    private final Map<String, Column> selected = new LinkedHashMap<>();

    TableColumns(Dataset<Row> rows, VectorForm form) {
        this.rows = rows;
        this.vectors = new VectorInput(rows, form);
    }

    /** Takes a vector. */
    TableColumns vector(SelectedColumn vector, VectorForm form) {
        vectors.vector(vector.setting(), vector.name(), form);
        selected.put(vector.name(), Columns.of(vector.name()));
        return this;
    }

    boolean has(SelectedColumn column) {
        return Columns.exists(rows.schema(), column.name());
    }

    /** Takes a column as a number; it may be text. */
    TableColumns number(SelectedColumn column) {
        vectors.number(column.name());
        return other(column);
    }

    /** Takes a column as it is. */
    TableColumns other(SelectedColumn column) {
        if (!has(column)) {
            throw new BadTableException(column.setting() + " '" + column.name()
                    + "' names no column of the input. Columns: " + Columns.list(rows.schema()));
        }
        selected.put(column.name(), Columns.of(column.name()));
        return this;
    }

    /** The rows with the columns asked for. */
    Dataset<Row> select() {
        return vectors.dataset().select(selected.values().toArray(Column[]::new));
    }

    /** As {@link #select()}, with further columns of the table as it was read in front. */
    Dataset<Row> select(Map<String, Column> further) {
        Map<String, Column> all = new LinkedHashMap<>();
        further.keySet().forEach(name -> all.put(name, Columns.of(name)));
        all.putAll(selected);
        return vectors.dataset(further).select(all.values().toArray(Column[]::new));
    }
}
