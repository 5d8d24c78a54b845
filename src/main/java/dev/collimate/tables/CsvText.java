package dev.collimate.tables;

import dev.collimate.rows.Columns;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * CSV as RFC 4180 has it, and with it most programs: fields with delimiters, quotes or line ends stand in quotes, a quote
 * in them is doubled, blanks belong to the field. Spark's own defaults escape with a backslash, strip blanks and end rows
 * at line ends inside quotes. An empty field is null, an empty field in quotes is empty text, both ways.
 */
final class CsvText {
    static final String FORMAT = "csv";

    /** Between the numbers of a vector that nobody named another for. */
    static final String DEFAULT_DELIMITER = " ";

    /** Options of Spark's reader. */
    static final Map<String, String> READ = Map.of("header", "true", "escape", "\"", "multiLine", "true");

    /** Options of Spark's writer. */
    static final Map<String, String> WRITE = Map.of(
            "header", "true", "escape", "\"", "ignoreLeadingWhiteSpace", "false", "ignoreTrailingWhiteSpace", "false");

    private static final String NULL_ELEMENT = "null";

    private CsvText() {}

    /**
     * The rows with every column that CSV has no type for as text: vectors and other arrays of numbers with {@code
     * delimiter} between the numbers (a null element is the word null), bytes as base64, other arrays, structs and maps as
     * JSON.
     */
    static Dataset<Row> of(Dataset<Row> rows, String delimiter) {
        Column[] columns = Arrays.stream(rows.schema().fields())
                .map(field -> text(field, delimiter).as(field.name()))
                .toArray(Column[]::new);
        return rows.select(columns);
    }

    private static Column text(StructField field, String delimiter) {
        Column column = Columns.of(field.name());
        DataType type = field.dataType();
        if (type.equals(SQLDataTypes.VectorType())) {
            Column array = org.apache.spark.ml.functions.vector_to_array(column, "float64");
            return joined(functions.when(column.isNotNull(), array), delimiter);
        }
        if (type instanceof BinaryType) {
            return functions.base64(column);
        }
        if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
            return joined(column, delimiter);
        }
        boolean nested = type instanceof ArrayType || type instanceof StructType || type instanceof MapType;
        return nested ? functions.to_json(column, Map.of("ignoreNullFields", "false")) : column;
    }

    private static Column joined(Column numbers, String delimiter) {
        return functions.array_join(
                numbers.cast(DataTypes.createArrayType(DataTypes.StringType)), delimiter, NULL_ELEMENT);
    }
}
