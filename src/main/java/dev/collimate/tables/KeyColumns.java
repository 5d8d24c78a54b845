package dev.collimate.tables;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** The columns of two tables by which rows meet. Whole numbers of any width are one type, as the hash tells them apart. */
final class KeyColumns {
    private static final List<Class<? extends DataType>> WHOLE =
            List.of(ByteType.class, ShortType.class, IntegerType.class, LongType.class);

    private static final List<Class<? extends DataType>> ALLOWED = List.of(
            LongType.class,
            StringType.class,
            BinaryType.class,
            BooleanType.class,
            DateType.class,
            TimestampType.class,
            TimestampNTZType.class,
            DecimalType.class);

    private KeyColumns() {}

    /**
     * Checks that a key is of one type in both tables, and of one whose values are equal or not.
     *
     * @throws BadTableException otherwise
     */
    static void requireEqual(SelectedColumn key, DataType input, SelectedColumn labelKey, DataType label) {
        requireKey(key, input);
        requireKey(labelKey, label);
        if (!widened(input).equals(widened(label))) {
            throw new BadTableException(
                    "the key is of type " + input.catalogString() + " in the input (" + key.setting()
                            + " '" + key.name() + "'), but of type " + label.catalogString() + " in the label input ("
                            + labelKey.setting() + " '" + labelKey.name()
                            + "'); write both with one type, or cast one, as in 'cast(" + key.name() + " as string)'");
        }
    }

    /** The key as the type that both tables are compared in. */
    static Column comparable(Column key, DataType type) {
        return key.cast(widened(type));
    }

    private static DataType widened(DataType type) {
        return WHOLE.stream().anyMatch(kind -> kind.isInstance(type)) ? DataTypes.LongType : type;
    }

    private static void requireKey(SelectedColumn key, DataType type) {
        if (ALLOWED.stream().noneMatch(kind -> kind.isInstance(widened(type)))) {
            throw new BadTableException(key.setting() + " '" + key.name() + "' is of type " + type.catalogString()
                    + "; a key must be a whole number, text, bytes, a boolean, a decimal, a date or a timestamp");
        }
    }
}
