package dev.collimate.rows;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
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

    private static void requireNumeric(StructType schema, String column) {
        if (column != null && !(VectorColumn.field(schema, column).dataType() instanceof NumericType)) {
            throw new IllegalArgumentException(
                    "Column " + column + " must be of a numeric type but was actually of type "
                            + VectorColumn.field(schema, column).dataType().catalogString() + ".");
        }
    }
}
