package dev.collimate.tables;

import dev.collimate.data.Message;
import dev.collimate.rows.Columns;
import dev.collimate.rows.RowwiseSelection;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/** A column, a path or, where there is neither, a SQL expression over the columns of a row. */
final class SqlSelection {
    /** What may be a misspelt name, of which Spark's sentences on expressions say too much. */
    private static final Pattern NAME = Pattern.compile("[\\w.\\[\\]*, -]*");

    private SqlSelection() {}

    /**
     * What a selector selects of each row.
     *
     * @param setting what named the selector, for messages
     * @param forms what a selector may be, as the end of a sentence
     * @throws BadTableException if it selects nothing, or not one value of each row
     */
    static SelectedValue of(Dataset<Row> rows, String setting, String selector, String forms) {
        return ColumnPath.find(setting, rows, selector).orElseGet(() -> expression(rows, setting, selector, forms));
    }

    private static SelectedValue expression(Dataset<Row> rows, String setting, String selector, String forms) {
        try {
            Column column = functions.expr(selector);
            DataType type = RowwiseSelection.type(rows, column);
            return new SelectedValue(column, type);
        } catch (Exception e) {
            // What Spark refuses is checked and not declared by Scala, so that no narrower catch compiles.
            if (!(e instanceof SparkThrowable || e instanceof IllegalArgumentException)) {
                throw e;
            }
            Message reason = NAME.matcher(selector).matches()
                    ? Message.plain("names no column of the input")
                    : Message.of(
                            "is no column of the input, and as a SQL expression: %s",
                            SparkErrors.reason(e).withoutEnd());
            throw new BadTableException(Message.of(
                    "%s '%s' %s%s. Columns: %s", setting, selector, reason, forms, Columns.list(rows.schema())));
        }
    }
}
