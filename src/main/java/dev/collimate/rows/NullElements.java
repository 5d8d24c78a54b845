package dev.collimate.rows;

import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.bitset.BitSetMethods;

/** Whether arrays of Spark's internal form have null elements. */
public final class NullElements {
    private NullElements() {}

    /** Whether an element is null. */
    public static boolean any(ArrayData array) {
        if (array instanceof UnsafeArrayData unsafe) {
            return BitSetMethods.anySet(
                    unsafe.getBaseObject(), unsafe.getBaseOffset() + Long.BYTES, nullWords(array.numElements()));
        }
        for (int i = 0; i < array.numElements(); i++) {
            if (array.isNullAt(i)) {
                return true;
            }
        }
        return false;
    }

    /** Words of 64 bits, one bit an element, that stand behind the number of elements in Spark's unsafe arrays. */
    private static long nullWords(int elements) {
        return (UnsafeArrayData.calculateHeaderPortionInBytes(elements) - Long.BYTES) / Long.BYTES;
    }
}
