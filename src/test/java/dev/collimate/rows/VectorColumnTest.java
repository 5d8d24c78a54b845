package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorColumnTest {
    private static final float[] VECTOR = {0.1f, -2, 3};

    @ParameterizedTest
    @EnumSource
    void aVectorIsWrittenWhereItIsToStay(VectorColumn kind) {
        float[] target = {9, 9, 9, 9, 9};
        int length = kind.decode(row(kind.encode(VECTOR, 0, 3)), 0, target, 1, 3);
        assertThat(length).isEqualTo(3);
        assertThat(target).containsExactly(9, 0.1f, -2, 3, 9);
        assertThat(kind.decode(row(kind.encode(VECTOR, 0, 3)), 0)).containsExactly(VECTOR);
    }

    @ParameterizedTest
    @EnumSource
    void ofAVectorOfAnotherLengthOnlyTheLengthIsTold(VectorColumn kind) {
        for (int length : new int[] {2, 4}) {
            float[] target = {9, 9, 9, 9, 9};
            assertThat(kind.decode(row(kind.encode(VECTOR, 0, 3)), 0, target, 0, length))
                    .isEqualTo(3);
            assertThat(target).containsExactly(9, 9, 9, 9, 9);
        }
    }

    @Test
    void arraysThatAreNotUnsafeAreReadElementByElement() {
        float[] target = {9, 9, 9};
        VectorColumn.FLOAT_ARRAY.decode(row(new GenericArrayData(new Object[] {1f, 2f})), 0, target, 1, 2);
        assertThat(target).containsExactly(9, 1, 2);
        VectorColumn.DOUBLE_ARRAY.decode(row(new GenericArrayData(new Object[] {3.0, 4.0})), 0, target, 1, 2);
        assertThat(target).containsExactly(9, 3, 4);
    }

    @ParameterizedTest
    @EnumSource
    void aVectorIsWrittenFromWhereItStarts(VectorColumn kind) {
        assertThat(kind.decode(row(kind.encode(new float[] {7, 8, 0.1f, -2, 3, 9}, 2, 3)), 0))
                .containsExactly(VECTOR);
    }

    /** As Spark lays them out: behind the count, a bit an element in words of 64 bits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 65, 200})
    void aNullElementIsSeenWhereverItStands(int length) {
        for (boolean unsafe : new boolean[] {false, true}) {
            Object[] elements =
                    IntStream.range(0, length).mapToObj(i -> (Object) (float) i).toArray();
            assertThat(VectorColumn.FLOAT_ARRAY.hasNullElement(arrayRow(elements, unsafe), 0))
                    .isFalse();
            for (int i : new int[] {0, length / 2, length - 1}) {
                Object[] holed = elements.clone();
                holed[i] = null;
                assertThat(VectorColumn.FLOAT_ARRAY.hasNullElement(arrayRow(holed, unsafe), 0))
                        .isTrue();
            }
        }
    }

    private static InternalRow arrayRow(Object[] elements, boolean unsafe) {
        InternalRow row = row(new GenericArrayData(elements));
        return unsafe
                ? UnsafeProjection.create(new DataType[] {DataTypes.createArrayType(DataTypes.FloatType, true)})
                        .apply(row)
                : row;
    }

    @Test
    void whatASparseVectorDoesNotNameIsZero() {
        InternalRow sparse = new GenericInternalRow(new Object[] {
            (byte) 0,
            4,
            UnsafeArrayData.fromPrimitiveArray(new int[] {1, 3}),
            UnsafeArrayData.fromPrimitiveArray(new double[] {5, 6})
        });
        float[] target = {9, 9, 9, 9};
        assertThat(VectorColumn.ML_VECTOR.decode(row(sparse), 0, target, 0, 4)).isEqualTo(4);
        assertThat(target).containsExactly(0, 5, 0, 6);
    }

    private static InternalRow row(Object value) {
        return new GenericInternalRow(new Object[] {value});
    }
}
