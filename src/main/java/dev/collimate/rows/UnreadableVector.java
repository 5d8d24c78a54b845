package dev.collimate.rows;

import dev.collimate.data.RowProblem;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/** What stands in a column for stored bytes that are no vector. */
final class UnreadableVector {
    /** Beside a null no stored vector has it. */
    private static final float MARK = Float.MIN_VALUE;

    private UnreadableVector() {}

    /** @param doubles whether vectors beside it are of doubles; else of floats */
    static ArrayData of(boolean doubles) {
        Object mark = doubles ? (Object) (double) MARK : (Object) MARK;
        return new GenericArrayData(new Object[] {null, mark});
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
