package dev.collimate.rows;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.DataType;
import scala.jdk.javaapi.CollectionConverters;

/** Whether a column of a data set is a function of one row. */
public final class RowwiseSelection {
    private RowwiseSelection() {}

    /**
     * The type of a column that is computed from each row alone and always the same: no aggregate, no window, no more
     * rows than before and nothing random.
     *
     * @throws IllegalArgumentException if it is not; Spark's own exceptions where it cannot be computed at all
     */
    public static DataType type(Dataset<Row> rows, Column column) {
        Dataset<Row> selected = rows.select(column.as("selected"));
        LogicalPlan before = ClassicSpark.execution(rows).analyzed();
        LogicalPlan after = ClassicSpark.execution(selected).analyzed();
        boolean rowwise = after instanceof Project project
                && project.child().fastEquals(before)
                && CollectionConverters.asJava(project.projectList()).stream()
                        .allMatch(expression -> ((Expression) expression).deterministic());
        if (!rowwise) {
            throw new IllegalArgumentException("it is not computed from each row alone, or not the same every time");
        }
        return selected.schema().fields()[0].dataType();
    }
}
