package dev.collimate.tables;

import dev.collimate.data.Message;
import dev.collimate.rows.StoredForm;
import dev.collimate.rows.VectorCodec;
import dev.collimate.rows.VectorCodecs;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the vectors of a selected value are stored, and what makes arrays of floats or doubles of them. Forms of text are
 * told apart by the first row that is a vector; the type of bytes is never guessed.
 *
 * @param column of arrays or ML vectors; null where the value is that, or cannot be a vector
 * @param codec that reads and writes text or bytes; null for others
 */
record StoredVectors(Column column, VectorCodec codec) {
    private static final Logger LOG = LoggerFactory.getLogger(StoredVectors.class);
    private static final StoredVectors AS_THEY_ARE = new StoredVectors(null, null);

    /**
     * Finds out how vectors are stored; looks at rows where the type of the value leaves it open.
     *
     * @param what is selected, for messages
     * @throws BadTableException if no row holds a vector in that form, or the form has to be named
     */
    static StoredVectors of(Dataset<Row> rows, String what, SelectedValue value, VectorForm form) {
        if (value.type() instanceof StringType) {
            return decoded(value, textCodec(rows, what, value.column(), form));
        }
        if (value.type() instanceof BinaryType) {
            return form.isText()
                    ? decoded(value, new TextInBytes(textCodec(rows, what, text(value.column()), form)))
                    : decoded(value, bytesCodec(rows, what, value.column(), form));
        }
        if (value.type() instanceof ArrayType array && array.elementType() instanceof ArrayType inner) {
            return new StoredVectors(unwrapped(rows, what, value.column(), inner), null);
        }
        return value.type() instanceof ArrayType array && needsCast(array.elementType())
                ? new StoredVectors(doubles(value.column(), array.elementType()), null)
                : AS_THEY_ARE;
    }

    private static StoredVectors decoded(SelectedValue value, VectorCodec codec) {
        return new StoredVectors(StoredForm.told(VectorCodecs.decode(codec, value.column()), codec.described()), codec);
    }

    private static Column text(Column bytes) {
        return bytes.cast(DataTypes.StringType);
    }

    private static boolean needsCast(DataType element) {
        return element instanceof StringType
                || element instanceof NumericType
                        && !element.equals(DataTypes.FloatType)
                        && !element.equals(DataTypes.DoubleType);
    }

    private static Column doubles(Column array, DataType element) {
        return element instanceof StringType
                ? functions.transform(array, number -> number.try_cast(DataTypes.DoubleType))
                : array.cast(DataTypes.createArrayType(DataTypes.DoubleType));
    }

    /** Lists of one list, of shape (1, d), as models answer for a batch of one text. */
    private static Column unwrapped(Dataset<Row> rows, String what, Column column, ArrayType inner) {
        Dataset<Row> lists = rows.where(column.isNotNull());
        if (!holdsAny(lists.where(functions.size(column).equalTo(1))) && holdsAny(lists)) {
            throw new BadTableException(what + " is a list of lists, and in no row of one list, of shape (1, d);"
                    + " select the one that is meant, as in name[0]");
        }
        Column vector = functions.when(functions.size(column).equalTo(1), functions.get(column, functions.lit(0)));
        return needsCast(inner.elementType()) ? doubles(vector, inner.elementType()) : vector;
    }

    private static VectorCodec textCodec(Dataset<Row> rows, String what, Column column, VectorForm form) {
        Optional<VectorCodec> named = form.codec();
        if (named.isPresent() && !named.get().isText()) {
            throw new BadTableException(what + " is text, not bytes; the encoding of base64 text is called base64-"
                    + named.get().name());
        }
        Dataset<String> texts =
                rows.where(column.isNotNull()).select(column.as("text")).as(Encoders.STRING());
        VectorCodec expected = named.orElse(null);
        String delimiter = form.delimiter();
        FilterFunction<String> isVector =
                text -> TextForms.of(text, expected, delimiter).isPresent();
        String example =
                texts.filter(isVector).takeAsList(1).stream().findFirst().orElse(null);
        if (example == null && holdsAny(texts)) {
            throw new BadTableException(Message.of(
                    "%s is text, and in no row is it %s; take words such as np.float64(...) out of it",
                    what, TextForms.described(form)));
        }
        VectorCodec found = example == null
                ? VectorText.of(delimiter == null ? " " : delimiter)
                : TextForms.of(example, expected, delimiter).orElseThrow();
        LOG.info("{} is read as {}", what, found.described());
        return found;
    }

    private static VectorCodec bytesCodec(Dataset<Row> rows, String what, Column column, VectorForm form) {
        Optional<VectorCodec> named = form.codec();
        Dataset<Row> stored = rows.where(column.isNotNull());
        // The first row mostly has one, and spares the filter, which Spark compiles.
        Optional<byte[]> first = first(rows, column).or(() -> first(stored, column));
        if (named.isPresent() && isAnyVector(named.get(), first, stored, column)) {
            return named.get();
        }
        int length = first.map(bytes -> bytes.length).orElse(0);
        throw new BadTableException(Message.of(
                "%s is bytes, %d of them in the first row, %s: that many are %s",
                what,
                length,
                named.map(codec -> Message.of("and in no row are they of the encoding %s", codec.name()))
                        .orElse(Message.of("whose type must be named with {vectorEncoding}")),
                lengths(length)));
    }

    private static Optional<byte[]> first(Dataset<Row> rows, Column bytes) {
        return rows.select(bytes).takeAsList(1).stream()
                .map(row -> (byte[]) row.get(0))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Whether there is no row or one of the encoding; to look at the first alone spares a filter, which Spark compiles. */
    private static boolean isAnyVector(VectorCodec codec, Optional<byte[]> first, Dataset<Row> stored, Column column) {
        if (first.isEmpty() || codec.decode(first.get()) != null) {
            return true;
        }
        Column numbers = VectorCodecs.decode(codec, column);
        return holdsAny(stored.where(functions.forall(numbers, Column::isNotNull)));
    }

    /** Whether there is a row; {@code isEmpty} looks into every partition, this into the first and, if need be, into more. */
    private static boolean holdsAny(Dataset<?> rows) {
        return !rows.select(functions.lit(1)).takeAsList(1).isEmpty();
    }

    private static String lengths(int bytes) {
        return VectorForm.ofBytes().stream()
                .map(codec -> {
                    int size = codec.encode(new float[1]).length;
                    return bytes % size == 0
                            ? bytes / size + " numbers as " + codec.name()
                            : "no whole number of " + codec.name();
                })
                .collect(Collectors.joining(", "));
    }
}
