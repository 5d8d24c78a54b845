package dev.collimate.distributed;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How the vectors of a column are stored, and how they become arrays without boxing a number. */
public enum VectorColumn implements Serializable {
    FLOAT_ARRAY {
        @Override
        float[] decode(SpecializedGetters row, int ordinal) {
            return row.getArray(ordinal).toFloatArray();
        }
    },
    DOUBLE_ARRAY {
        @Override
        float[] decode(SpecializedGetters row, int ordinal) {
            return toFloats(row.getArray(ordinal).toDoubleArray());
        }
    },
    /** Spark ML's Vector: a struct of type (0 sparse, 1 dense), size, indices and values. */
    ML_VECTOR {
        @Override
        float[] decode(SpecializedGetters row, int ordinal) {
            InternalRow vector = row.getStruct(ordinal, 4);
            float[] values = toFloats(vector.getArray(3).toDoubleArray());
            if (vector.getByte(0) == 1) {
                return values;
            }
            float[] dense = new float[vector.getInt(1)];
            int[] indices = vector.getArray(2).toIntArray();
            for (int i = 0; i < indices.length; i++) {
                dense[indices[i]] = values[i];
            }
            return dense;
        }

        @Override
        boolean hasNullElement(SpecializedGetters row, int ordinal) {
            return false;
        }
    };

    /** The vector of a row, rounded to float; the column must not be null there, nor any element. */
    abstract float[] decode(SpecializedGetters row, int ordinal);

    boolean hasNullElement(SpecializedGetters row, int ordinal) {
        ArrayData array = row.getArray(ordinal);
        for (int i = 0; i < array.numElements(); i++) {
            if (array.isNullAt(i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The kind of a column.
     *
     * @throws IllegalArgumentException if the column is not there or does not hold vectors
     */
    public static VectorColumn of(StructType schema, String column) {
        DataType type = field(schema, column).dataType();
        if (type instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType)) {
            return FLOAT_ARRAY;
        }
        if (type instanceof ArrayType array && array.elementType().equals(DataTypes.DoubleType)) {
            return DOUBLE_ARRAY;
        }
        if (type.equals(SQLDataTypes.VectorType())) {
            return ML_VECTOR;
        }
        throw new IllegalArgumentException("Column " + column
                + " must be of type equal to one of the following types: [array<float>, array<double>, vector]"
                + " but was actually of type " + type.catalogString() + ".");
    }

    static StructField field(StructType schema, String column) {
        return Arrays.stream(schema.fields())
                .filter(field -> field.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Column " + column + " does not exist. Available: " + String.join(", ", schema.fieldNames())));
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
