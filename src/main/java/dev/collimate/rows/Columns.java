package dev.collimate.rows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Columns by their exact names, whatever characters those have. */
public final class Columns {
    private static final int LISTED = 20;

    private Columns() {}

    public static Column of(String name) {
        return functions.col(quoted(name));
    }

    /** The name as it stands in SQL. */
    public static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    public static boolean exists(StructType schema, String name) {
        return Arrays.asList(schema.fieldNames()).contains(name);
    }

    /** The column that Spark takes {@code name} for, by its own name; empty for none. */
    public static Optional<String> find(Dataset<Row> rows, String name) {
        List<String> names = Arrays.asList(rows.columns());
        boolean exact = names.contains(name) || isCaseSensitive(rows);
        return names.stream()
                .filter(other -> exact ? other.equals(name) : other.equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether names that differ in case alone are different ones. */
    public static boolean isCaseSensitive(Dataset<Row> rows) {
        return Boolean.parseBoolean(rows.sparkSession().conf().get("spark.sql.caseSensitive"));
    }

    public static DataType type(StructType schema, String name) {
        return schema.fields()[schema.fieldIndex(name)].dataType();
    }

    /** The names for a message, not too many. */
    public static String list(StructType schema) {
        List<String> names = Arrays.asList(schema.fieldNames());
        String listed = names.stream().limit(LISTED).collect(Collectors.joining(", "));
        return names.size() > LISTED ? listed + " and " + (names.size() - LISTED) + " more" : listed;
    }
}
