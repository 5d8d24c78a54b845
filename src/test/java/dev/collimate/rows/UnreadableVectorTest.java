package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.data.RowProblem;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.junit.jupiter.api.Test;

class UnreadableVectorTest {
    @Test
    void whatStandsForStoredBytesThatAreNoVectorIsTold() {
        assertThat(problem(VectorColumn.FLOAT_ARRAY, UnreadableVector.of(false)))
                .isEqualTo(RowProblem.UNREADABLE);
        assertThat(problem(VectorColumn.DOUBLE_ARRAY, UnreadableVector.of(true)))
                .isEqualTo(RowProblem.UNREADABLE);
    }

    @Test
    void aVectorOfTheUsersIsNotTakenForIt() {
        Object mark = Float.MIN_VALUE;
        Object[][] holed = {
            {null}, {null, null}, {null, 0f}, {null, 1f}, {mark, null}, {null, mark, null}, {null, 1f, mark}
        };
        for (Object[] elements : holed) {
            assertThat(problem(VectorColumn.FLOAT_ARRAY, new GenericArrayData(elements)))
                    .isEqualTo(RowProblem.NULL_ELEMENT);
        }
        assertThat(problem(VectorColumn.FLOAT_ARRAY, new GenericArrayData(new Object[] {0f, mark})))
                .isNull();
    }

    private static RowProblem problem(VectorColumn kind, Object vector) {
        return UnreadableVector.problem(kind, new GenericInternalRow(new Object[] {vector}), 0);
    }
}
