package dev.collimate.rows;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Names of the columns of a pair.
 *
 * @param features input vectors x
 * @param label actual vectors y
 * @param weight numeric weights, or null for none
 * @param target numeric targets, or null for none
 */
public record PairColumns(String features, String label, String weight, String target) implements Serializable {
    /**
     * Checks that the columns are there and of the right types.
     *
     * @throws IllegalArgumentException otherwise
     */
    public void requireIn(StructType schema) {
        VectorColumn.of(schema, features);
        VectorColumn.of(schema, label);
        requireNumeric(schema, weight);
        requireNumeric(schema, target);
    }

    /** The columns that are read, in the order features, label, weight, target. */
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of(features, label));
        if (weight != null) {
            names.add(weight);
        }
        if (target != null) {
            names.add(target);
        }
        return names;
    }

    /**
     * The columns of {@link #names} and then the key, if there is one, as text. Weights and targets become double; vectors
     * stay as they are.
     */
    public Dataset<Row> select(Dataset<Row> dataset, Optional<String> key) {
        List<Column> selected =
                new ArrayList<>(names().stream().map(Columns::of).toList());
        for (int i = 2; i < selected.size(); i++) {
            selected.set(i, selected.get(i).cast("double"));
        }
        key.ifPresent(column -> selected.add(Columns.of(column).cast("string")));
        return dataset.select(selected.toArray(Column[]::new));
    }

    private static void requireNumeric(StructType schema, String column) {
        if (column != null && !(VectorColumn.field(schema, column).dataType() instanceof NumericType)) {
            throw new IllegalArgumentException(
                    "Column " + column + " must be of a numeric type but was actually of type "
                            + VectorColumn.field(schema, column).dataType().catalogString() + ".");
        }
    }
}
