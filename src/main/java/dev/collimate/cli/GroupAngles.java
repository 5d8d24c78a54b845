package dev.collimate.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.report.GroupAngle;
import dev.collimate.rows.Columns;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Mean angles of groups of rows. Angles are added as whole numbers of 1e-12 radians, so that no order changes a sum. */
final class GroupAngles {
    private static final String ANGLE = "collimate_angle";
    private static final String GROUP = "collimate_group";
    private static final double UNIT = 1e12;
    private static final int WORST = 20;

    private GroupAngles() {}

    /**
     * The groups of the largest mean angles of a model, the worst first; rows without a usable pair or a direction do not
     * count, nor do weights.
     *
     * @param groupCol column that names the group of a row
     */
    static List<GroupAngle> worst(AngularRegressionModel model, Dataset<Row> rows, String groupCol) {
        AngularRegressionModel measuring = model.copy(ParamMap.empty());
        measuring.set(measuring.angleCol(), ANGLE);
        measuring.set(measuring.badRows(), "null");
        Column angle = col(ANGLE);
        Column mean = col("sum").divide(col("rows"));
        return measuring
                .transform(rows)
                .where(angle.isNotNull().and(functions.not(angle.isNaN())))
                .groupBy(Columns.of(groupCol).cast("string").as(GROUP))
                .agg(
                        count(lit(1)).as("rows"),
                        sum(angle.multiply(UNIT).cast("decimal(38,0)"))
                                .cast("double")
                                .as("sum"))
                .orderBy(mean.desc(), col(GROUP))
                .limit(WORST)
                .collectAsList()
                .stream()
                .map(row -> new GroupAngle(
                        row.isNullAt(0) ? "(null)" : row.getString(0),
                        row.getLong(1),
                        Math.toDegrees(row.getDouble(2) / UNIT / row.getLong(1))))
                .toList();
    }
}
