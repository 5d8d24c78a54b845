package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.data.BadDataException;
import dev.collimate.data.BadRows;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that a map has no answer to, and the angle of those that it has one to; the map turns by a right angle. */
class RowsWithoutPredictionTest {
    private static final LinearMap MAP = new LinearMap(2, 2, false);
    private static final float[] PARAMETERS = {0, -1, 1, 0};
    private static final Object NULL_ELEMENT = array(1f, null);
    private static final List<Object> USELESS =
            Arrays.asList(null, NULL_ELEMENT, array(1f), array(Float.NaN, 1f), array(0f, 0f));

    @Test
    void aRowWithoutUsableInputIsLeftOutOrKeptWithoutPrediction() {
        for (Object useless : USELESS) {
            List<InternalRow> rows = List.of(row(array(1f, 0f), null), row(useless, null), row(array(0f, 1f), null));
            assertThat(mapped(BadRows.SKIP, false, rows))
                    .extracting(row -> row.getArray(2).toFloatArray())
                    .containsExactly(new float[] {0, 1}, new float[] {-1, 0});
            List<InternalRow> kept = mapped(BadRows.NULL, false, rows);
            assertThat(kept).hasSize(3).allMatch(row -> row.numFields() == 3);
            assertThat(kept).extracting(row -> row.isNullAt(2)).containsExactly(false, true, false);
            assertThat(kept.get(2).getArray(2).toFloatArray()).containsExactly(-1, 0);
        }
    }

    /** A row of zeros has a prediction; all else that has none stops the job with its place. */
    @Test
    void whereNothingIsBadARowWithoutPredictionStopsAtItsPlace() {
        for (Object useless : USELESS.subList(0, 4)) {
            List<InternalRow> rows = List.of(row(array(1f, 0f), null), row(useless, null));
            assertThatThrownBy(() -> mapped(BadRows.FAIL, false, rows))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageStartingWith("row 1 of partition 0");
        }
        assertThat(mapped(BadRows.FAIL, false, List.of(row(array(0f, 0f), null)))
                        .get(0)
                        .getArray(2)
                        .toFloatArray())
                .containsExactly(0, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "SKIP", "NULL"})
    void theAngleStandsBesideThePredictionWhereBothHaveADirection(BadRows badRows) {
        List<Object> labels = new ArrayList<>(USELESS);
        labels.add(array(0f, 2f));
        labels.add(array(-3f, 0f));
        List<InternalRow> rows =
                labels.stream().map(label -> row(array(1f, 0f), label)).toList();
        List<InternalRow> found = mapped(badRows, true, rows);
        assertThat(found).allMatch(row -> row.numFields() == 4 && !row.isNullAt(2));
        assertThat(found.subList(0, 5)).allMatch(row -> row.isNullAt(3));
        assertThat(found.get(5).getDouble(3)).isZero();
        assertThat(found.get(6).getDouble(3)).isEqualTo(Math.PI / 2);
    }

    @Test
    void aRowWithoutPredictionHasNoAngleAndAPredictionOfZerosHasNone() {
        List<InternalRow> rows = List.of(row(null, array(0f, 1f)), row(array(0f, 0f), array(0f, 1f)));
        InternalRow without = mapped(BadRows.NULL, true, rows).get(0);
        assertThat(without.numFields()).isEqualTo(4);
        assertThat(without.isNullAt(2) && without.isNullAt(3)).isTrue();
        assertThat(mapped(BadRows.FAIL, true, rows.subList(1, 2)).get(0).isNullAt(3))
                .isTrue();
    }

    private static List<InternalRow> mapped(BadRows badRows, boolean withLabel, List<InternalRow> rows) {
        VectorColumn floats = VectorColumn.FLOAT_ARRAY;
        BlockMapping.Columns columns =
                new BlockMapping.Columns("x", floats, "", 0, floats, withLabel ? floats : null, withLabel ? 1 : -1);
        BlockMapping mapping =
                new BlockMapping(MAP, PARAMETERS, columns, badRows, BlasChoice.JAVA, 64, 0, rows.iterator());
        List<InternalRow> found = new ArrayList<>();
        mapping.forEachRemaining(found::add);
        return found;
    }

    private static InternalRow row(Object features, Object label) {
        return new GenericInternalRow(new Object[] {features, label});
    }

    private static GenericArrayData array(Object... elements) {
        return new GenericArrayData(elements);
    }
}
