package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.BadRows;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class BlockMappingTest {
    private static final int BLOCK_ROWS = 64;
    private static final LinearMap MAP = new LinearMap(2, 1, false);
    private static final float[] PARAMETERS = {1, -1};

    /** Rows (i, (i, 1), filling), of which it counts how many were asked for; each is gone when the next is there. */
    private static final class Source implements Iterator<InternalRow> {
        private final UnsafeProjection projection = UnsafeProjection.create(
                new DataType[] {DataTypes.IntegerType, VectorColumn.FLOAT_ARRAY.type(), DataTypes.StringType});
        private final int rows;
        private final UTF8String filling;
        private int read;

        Source(int rows, int fillingBytes) {
            this.rows = rows;
            this.filling = UTF8String.fromString("f".repeat(fillingBytes));
        }

        @Override
        public boolean hasNext() {
            return read < rows;
        }

        @Override
        public InternalRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            float[] vector = {read, 1};
            Object[] values = {read++, UnsafeArrayData.fromPrimitiveArray(vector), filling};
            return projection.apply(new GenericInternalRow(values));
        }
    }

    private static BlockMapping mapping(Source source) {
        BlockMapping.Columns columns =
                new BlockMapping.Columns("x", VectorColumn.FLOAT_ARRAY, "", 1, VectorColumn.DOUBLE_ARRAY, null, -1);
        return new BlockMapping(MAP, PARAMETERS, columns, BadRows.FAIL, BlasChoice.JAVA, BLOCK_ROWS, 0, source);
    }

    @Test
    void rowsKeepTheirOrderAndOtherColumns() {
        for (int rows : new int[] {0, 1, BLOCK_ROWS - 1, BLOCK_ROWS, BLOCK_ROWS + 1, 5 * BLOCK_ROWS}) {
            BlockMapping mapping = mapping(new Source(rows, 3));
            int found = 0;
            for (; mapping.hasNext(); found++) {
                InternalRow row = mapping.next();
                assertThat(row.numFields()).isEqualTo(4);
                assertThat(row.getInt(0)).isEqualTo(found);
                assertThat(row.getArray(1).toFloatArray()).containsExactly(found, 1);
                assertThat(row.getUTF8String(2).toString()).isEqualTo("fff");
                assertThat(row.getArray(3).toDoubleArray()).containsExactly(new double[] {found - 1}, within(1e-6));
            }
            assertThat(found).isEqualTo(rows);
        }
    }

    @Test
    void noMoreThanABlockOfRowsIsHeld() {
        Source source = new Source(1_000_000, 3);
        BlockMapping mapping = mapping(source);
        for (int given = 0; mapping.hasNext(); ) {
            assertThat(source.read - given).isLessThanOrEqualTo(BLOCK_ROWS);
            mapping.next();
            given++;
        }
        assertThat(source.read).isEqualTo(1_000_000);
    }

    @Test
    void rowsOfMegabytesMakeShorterBlocks() {
        int megabyte = 1 << 20;
        Source source = new Source(200, 3 * megabyte);
        BlockMapping mapping = mapping(source);
        int given = 0;
        for (; mapping.hasNext(); given++) {
            assertThat((source.read - given) * 3L).isLessThanOrEqualTo(64 + 3);
            assertThat(mapping.next().getArray(3).toDoubleArray())
                    .containsExactly(new double[] {given - 1}, within(1e-6));
        }
        assertThat(given).isEqualTo(200);
    }
}
