package dev.collimate.rows;

import dev.collimate.math.Floats;
import dev.collimate.math.UnitVectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** Columns of encoded vectors as columns of arrays, and back. */
public final class VectorCodecs {
    private VectorCodecs() {}

    /** The vectors of a column of text or bytes; one that cannot be read becomes an array with a null. */
    public static Column decode(VectorCodec codec, Column stored) {
        return ClassicSpark.column(new CodecExpression(new Decoding(codec), ClassicSpark.expression(stored)));
    }

    /** The stored form of a column of {@code array<float>}. */
    public static Column encode(VectorCodec codec, Column floats) {
        return ClassicSpark.column(new CodecExpression(new Encoding(codec), ClassicSpark.expression(floats)));
    }

    /** Another text of each text of a column. */
    public static Column rewrite(TextRewrite rewrite, Column text) {
        return ClassicSpark.column(new CodecExpression(new Rewriting(rewrite), ClassicSpark.expression(text)));
    }

    /**
     * Vectors of length 1 in the directions of those of a column; zero vectors stay.
     *
     * @param type of the column: arrays of floats or doubles
     */
    public static Column normalized(Column vectors, DataType type) {
        boolean doubles = type instanceof ArrayType array && array.elementType().equals(DataTypes.DoubleType);
        return ClassicSpark.column(new CodecExpression(new Normalization(doubles), ClassicSpark.expression(vectors)));
    }

    private record Normalization(boolean doubles) implements CodecFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public DataType type() {
            return DataTypes.createArrayType(doubles ? DataTypes.DoubleType : DataTypes.FloatType, false);
        }

        @Override
        public String javaType() {
            return CodecFunction.arrayData();
        }

        @Override
        public String prettyName() {
            return "normalized_vector";
        }

        @Override
        public ArrayData apply(Object value) {
            ArrayData array = (ArrayData) value;
            double[] numbers = doubles ? array.toDoubleArray() : Floats.toDoubles(array.toFloatArray());
            UnitVectors.normalize(numbers);
            return doubles
                    ? UnsafeArrayData.fromPrimitiveArray(numbers)
                    : UnsafeArrayData.fromPrimitiveArray(Floats.of(numbers));
        }
    }

    private record Rewriting(TextRewrite rewrite) implements CodecFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public DataType type() {
            return DataTypes.StringType;
        }

        @Override
        public String javaType() {
            return UTF8String.class.getName();
        }

        @Override
        public String prettyName() {
            return "rewritten_text";
        }

        @Override
        public UTF8String apply(Object value) {
            return UTF8String.fromBytes(rewrite.rewrite(((UTF8String) value).getBytes()));
        }
    }

    private record Decoding(VectorCodec codec) implements CodecFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public DataType type() {
            return DataTypes.createArrayType(codec.isDouble() ? DataTypes.DoubleType : DataTypes.FloatType, true);
        }

        @Override
        public String javaType() {
            return CodecFunction.arrayData();
        }

        @Override
        public String prettyName() {
            return "decoded_vector";
        }

        @Override
        public ArrayData apply(Object value) {
            Object numbers = codec.decode(value instanceof UTF8String text ? text.getBytes() : (byte[]) value);
            if (numbers == null) {
                return codec.isOfBytes()
                        ? UnreadableVector.of(codec.isDouble())
                        : new GenericArrayData(new Object[] {null});
            }
            return numbers instanceof double[] doubles
                    ? UnsafeArrayData.fromPrimitiveArray(doubles)
                    : UnsafeArrayData.fromPrimitiveArray((float[]) numbers);
        }
    }

    private record Encoding(VectorCodec codec) implements CodecFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public DataType type() {
            return codec.isText() ? DataTypes.StringType : DataTypes.BinaryType;
        }

        @Override
        public String javaType() {
            return codec.isText() ? UTF8String.class.getName() : "byte[]";
        }

        @Override
        public String prettyName() {
            return "encoded_vector";
        }

        @Override
        public Object apply(Object value) {
            byte[] stored = codec.encode(((ArrayData) value).toFloatArray());
            return codec.isText() ? UTF8String.fromBytes(stored) : stored;
        }
    }
}
