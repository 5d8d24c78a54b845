package dev.collimate.tables;

import dev.collimate.rows.Columns;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The vectors of rows of which an output holds nothing else but their names.
 *
 * @param column of arrays, none of them null
 * @param dim numbers in each
 * @param key column of ids that are written beside them; empty for none
 */
public record WrittenVectors(String column, int dim, Optional<String> key) {
    /**
     * The vectors as float32.
     *
     * @throws BadTableException if the column does not hold arrays
     */
    Column floats(Dataset<Row> rows, String format) {
        DataType type = Columns.type(rows.schema(), column);
        if (!(type instanceof ArrayType)) {
            throw new BadTableException(format + " is written of predictions that are arrays, but they are of type "
                    + type.catalogString());
        }
        return Columns.of(column).cast(DataTypes.createArrayType(DataTypes.FloatType));
    }
}
