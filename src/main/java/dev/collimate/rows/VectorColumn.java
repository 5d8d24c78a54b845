package dev.collimate.rows;

import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Floats;
import dev.collimate.math.Matrix;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/** How the vectors of a column are stored, and how they become arrays and back without boxing a number. */
public enum VectorColumn {
    FLOAT_ARRAY("array<float>", DataTypes.createArrayType(DataTypes.FloatType, false)) {
        @Override
        float[] decode(SpecializedGetters row, int ordinal) {
            return row.getArray(ordinal).toFloatArray();
        }

        @Override
        double[] decodeDoubles(SpecializedGetters row, int ordinal) {
            return Floats.toDoubles(decode(row, ordinal));
        }

        @Override
        int decode(SpecializedGetters row, int ordinal, float[] target, int start, int length) {
            ArrayData array = row.getArray(ordinal);
            int elements = array.numElements();
            if (elements != length) {
                return elements;
            }
            if (array instanceof UnsafeArrayData unsafe) {
                Platform.copyMemory(
                        unsafe.getBaseObject(),
                        unsafe.getBaseOffset() + UnsafeArrayData.calculateHeaderPortionInBytes(elements),
                        target,
                        Platform.FLOAT_ARRAY_OFFSET + (long) Float.BYTES * start,
                        (long) Float.BYTES * elements);
            } else {
                for (int i = 0; i < elements; i++) {
                    target[start + i] = array.getFloat(i);
                }
            }
            return elements;
        }

        @Override
        public Object encode(float[] data, int start, int length) {
            return UnsafeArrayData.fromPrimitiveArray(
                    data, Platform.FLOAT_ARRAY_OFFSET + Float.BYTES * start, length, Float.BYTES);
        }
    },
    DOUBLE_ARRAY("array<double>", DataTypes.createArrayType(DataTypes.DoubleType, false)) {
        @Override
        float[] decode(SpecializedGetters row, int ordinal) {
            return Floats.of(row.getArray(ordinal).toDoubleArray());
        }

        @Override
        double[] decodeDoubles(SpecializedGetters row, int ordinal) {
            return row.getArray(ordinal).toDoubleArray();
        }

        @Override
        int decode(SpecializedGetters row, int ordinal, float[] target, int start, int length) {
            return round(row.getArray(ordinal), target, start, length);
        }

        @Override
        public Object encode(float[] data, int start, int length) {
            return UnsafeArrayData.fromPrimitiveArray(Floats.toDoubles(data, start, length));
        }
    },
    /** Spark ML's Vector: a struct of type (0 sparse, 1 dense), size, indices and values. */
    ML_VECTOR("vector", SQLDataTypes.VectorType()) {
        @Override
        float[] decode(SpecializedGetters row, int ordinal) {
            return Floats.of(decodeDoubles(row, ordinal));
        }

        @Override
        double[] decodeDoubles(SpecializedGetters row, int ordinal) {
            InternalRow vector = row.getStruct(ordinal, 4);
            double[] values = vector.getArray(3).toDoubleArray();
            if (vector.getByte(0) == DENSE) {
                return values;
            }
            double[] dense = new double[vector.getInt(1)];
            int[] indices = vector.getArray(2).toIntArray();
            for (int i = 0; i < indices.length; i++) {
                dense[indices[i]] = values[i];
            }
            return dense;
        }

        @Override
        int decode(SpecializedGetters row, int ordinal, float[] target, int start, int length) {
            InternalRow vector = row.getStruct(ordinal, 4);
            if (vector.getByte(0) == DENSE) {
                return round(vector.getArray(3), target, start, length);
            }
            int size = vector.getInt(1);
            if (size == length) {
                ArrayData indices = vector.getArray(2);
                ArrayData values = vector.getArray(3);
                Arrays.fill(target, start, start + length, 0);
                for (int i = 0; i < indices.numElements(); i++) {
                    target[start + indices.getInt(i)] = (float) values.getDouble(i);
                }
            }
            return size;
        }

        @Override
        public Object encode(float[] data, int start, int length) {
            return new GenericInternalRow(new Object[] {
                DENSE, null, null, UnsafeArrayData.fromPrimitiveArray(Floats.toDoubles(data, start, length))
            });
        }

        @Override
        boolean hasNullElement(SpecializedGetters row, int ordinal) {
            return false;
        }
    };

    private static final byte DENSE = 1;

    private final String typeName;
    private final DataType type;

    VectorColumn(String typeName, DataType type) {
        this.typeName = typeName;
        this.type = type;
    }

    /** The names of all types. */
    public static List<String> typeNames() {
        return Arrays.stream(values()).map(VectorColumn::typeName).toList();
    }

    /** The kind of the type of a name of {@link #typeNames}. */
    public static VectorColumn ofTypeName(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.typeName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the type must be one of " + String.join(", ", typeNames()) + ", but was " + name));
    }

    /** The name of the type, as in Spark's schemas. */
    public String typeName() {
        return typeName;
    }

    /** The type of a column that this kind is written to. */
    public DataType type() {
        return type;
    }

    /** The vector of a row, rounded to float; neither the column nor an element may be null there. */
    abstract float[] decode(SpecializedGetters row, int ordinal);

    /**
     * Writes the vector of a row, rounded to float, to {@code target} from {@code start} on, if it has {@code length}
     * elements; neither the column nor an element may be null there.
     *
     * @return the number of elements that it has
     */
    abstract int decode(SpecializedGetters row, int ordinal, float[] target, int start, int length);

    /** The vector of a row in the precision that it is stored in; as {@link #decode(SpecializedGetters, int)}. */
    abstract double[] decodeDoubles(SpecializedGetters row, int ordinal);

    /**
     * Overwrites a row of {@code target} with the vector, rounded to its precision, if it has as many elements as the
     * matrix has columns; neither the column nor an element may be null there.
     *
     * @return the number of elements that it has
     */
    int decode(SpecializedGetters row, int ordinal, Matrix target, int targetRow) {
        if (target instanceof FloatMatrix floats) {
            return decode(row, ordinal, floats.data(), floats.rowOffset(targetRow), floats.columns());
        }
        double[] values = decodeDoubles(row, ordinal);
        if (values.length == target.columns()) {
            target.setRow(targetRow, values);
        }
        return values.length;
    }

    /** Whether numbers are stored as floats. */
    public boolean isFloat() {
        return this == FLOAT_ARRAY;
    }

    /** The value of the column, in Spark's internal form, for the vector of {@code length} elements from start on. */
    public abstract Object encode(float[] data, int start, int length);

    boolean hasNullElement(SpecializedGetters row, int ordinal) {
        return NullElements.any(row.getArray(ordinal));
    }

    /**
     * The kind of a column.
     *
     * @throws IllegalArgumentException if the column is not there or does not hold vectors
     */
    public static VectorColumn of(StructType schema, String column) {
        DataType found = field(schema, column).dataType();
        if (found instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType)) {
            return FLOAT_ARRAY;
        }
        if (found instanceof ArrayType array && array.elementType().equals(DataTypes.DoubleType)) {
            return DOUBLE_ARRAY;
        }
        if (found.equals(SQLDataTypes.VectorType())) {
            return ML_VECTOR;
        }
        throw new IllegalArgumentException("Column " + column
                + " must be of type equal to one of the following types: " + typeNames()
                + " but was actually of type " + found.catalogString() + ".");
    }

    /**
     * The column itself, of whatever type.
     *
     * @throws IllegalArgumentException if it is not there
     */
    public static StructField field(StructType schema, String column) {
        return Arrays.stream(schema.fields())
                .filter(field -> field.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Column " + column + " does not exist. Available: " + String.join(", ", schema.fieldNames())));
    }

    private static int round(ArrayData doubles, float[] target, int start, int length) {
        int elements = doubles.numElements();
        if (elements == length) {
            for (int i = 0; i < elements; i++) {
                target[start + i] = (float) doubles.getDouble(i);
            }
        }
        return elements;
    }
}
