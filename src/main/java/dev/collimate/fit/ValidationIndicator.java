package dev.collimate.fit;

import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** The column that marks the rows to hold out: booleans, 0 and 1, the same as text, or any value that is named. */
final class ValidationIndicator {
    private ValidationIndicator() {}

    /**
     * Checks column and value before there are data.
     *
     * @throws IllegalArgumentException if a column of this type marks no row, or holds numbers and the value is none
     */
    static void require(StructField indicator, Optional<String> value) {
        boolean marks = indicator.dataType() instanceof BooleanType
                || indicator.dataType() instanceof NumericType
                || indicator.dataType() instanceof StringType;
        if (!marks) {
            throw new IllegalArgumentException("Column " + indicator.name()
                    + " must be of type boolean, numeric or string but was actually of type "
                    + indicator.dataType().catalogString() + ".");
        }
        if (value.isPresent() && indicator.dataType() instanceof NumericType) {
            number(value.get());
        }
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new SettingsException(
                    "{validationValue} must be a number, as the column holds numbers, but was %s", text);
        }
    }

    /**
     * True where a row is to be held out, false where it is not or the column is null; without a value that is named, fails
     * where the column is neither.
     *
     * @param value that marks a row, as text; empty for true and 1
     */
    static Column held(Column column, StructField indicator, Optional<String> value) {
        Column held = value.map(text -> indicator.dataType() instanceof NumericType
                        ? column.equalTo(functions.lit(number(text)))
                        : column.cast("string").equalTo(text))
                .orElseGet(() -> marked(column, indicator));
        return functions.coalesce(held, functions.lit(false));
    }

    private static Column marked(Column column, StructField indicator) {
        if (indicator.dataType() instanceof BooleanType) {
            return column;
        }
        boolean number = indicator.dataType() instanceof NumericType;
        Column plain = number ? column : functions.lower(functions.trim(column));
        Object[] yes = number ? new Object[] {1} : new Object[] {"true", "1"};
        Object[] no = number ? new Object[] {0} : new Object[] {"false", "0"};
        return functions
                .when(plain.isNull(), false)
                .when(plain.isin(yes), true)
                .when(plain.isin(no), false)
                .otherwise(functions
                        .raise_error(functions.lit("Column " + indicator.name()
                                + " has a value that is neither true, false, 1 nor 0; name the one of the rows to hold"
                                + " out as the validation value"))
                        .cast("boolean"));
    }
}
