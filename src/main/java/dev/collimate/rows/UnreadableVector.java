package dev.collimate.rows;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.collimate.data.RowProblem;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructField;

/** What stands in a column for stored bytes that are no vector. */
public final class UnreadableVector {
    /** Beside a null no stored vector has it. */
    private static final float MARK = Float.MIN_VALUE;

    private UnreadableVector() {}

    /** @param doubles whether vectors beside it are of doubles; else of floats */
    static ArrayData of(boolean doubles) {
        Object mark = doubles ? (Object) (double) MARK : (Object) MARK;
        return new GenericArrayData(new Object[] {null, mark});
    }

    /**
     * The rows with empty vectors in the place of bytes that are no vector, for those who look at what was read: these too are
     * of no use to a fit or a map, which say so.
     */
    public static Dataset<Row> shown(Dataset<Row> decoded) {
        Column[] columns = Arrays.stream(decoded.schema().fields())
                .map(field -> StoredForm.isTold(field) ? shown(field) : Columns.of(field.name()))
                .toArray(Column[]::new);
        return decoded.select(columns);
    }

    private static Column shown(StructField field) {
        Column vector = Columns.of(field.name());
        Column marked = size(vector)
                .equalTo(2)
                .and(get(vector, lit(0)).isNull())
                .and(get(vector, lit(1)).equalTo(lit(MARK)));
        return when(marked, array().cast(field.dataType())).otherwise(vector).as(field.name(), field.metadata());
    }

    /** Why the vector of a column, which is not null, has a null element; null where it has none. */
    static RowProblem problem(VectorColumn column, SpecializedGetters row, int ordinal) {
        if (!column.hasNullElement(row, ordinal)) {
            return null;
        }
        ArrayData array = row.getArray(ordinal);
        boolean marked = array.numElements() == 2
                && !array.isNullAt(1)
                && (column.isFloat() ? array.getFloat(1) : array.getDouble(1)) == MARK;
        return marked ? RowProblem.UNREADABLE : RowProblem.NULL_ELEMENT;
    }
}
