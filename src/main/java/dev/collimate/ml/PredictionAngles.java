package dev.collimate.ml;

import dev.collimate.math.Angles;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Angles of predictions that are there, row by row. */
final class PredictionAngles {
    private PredictionAngles() {}

    /**
     * Groups and weights as they are, with the angle in radians; rows whose vectors cannot be used are left out. A zero
     * prediction is at a right angle.
     *
     * @param rows prediction and actual, arrays of double, then group and weight
     * @param dim elements of each
     */
    static Dataset<Row> of(Dataset<Row> rows, int dim, String group, String weight, String angle) {
        StructType schema = new StructType()
                .add(group, DataTypes.StringType)
                .add(weight, DataTypes.DoubleType)
                .add(angle, DataTypes.DoubleType);
        return rows.map(
                        (MapFunction<Row, Row>) row -> RowFactory.create(row.getString(2), row.get(3), angle(row, dim)),
                        Encoders.row(schema))
                .where(functions.col(angle).isNotNull());
    }

    private static Double angle(Row row, int dim) {
        double[] predicted = usable(row, 0, dim);
        double[] actual = usable(row, 1, dim);
        if (predicted == null || actual == null || isZero(actual)) {
            return null;
        }
        return isZero(predicted) ? Math.PI / 2 : Angles.angle(predicted, actual);
    }

    /** Null for a vector that is missing, of another length, or not finite. */
    private static double[] usable(Row row, int column, int dim) {
        List<Double> elements = row.isNullAt(column) ? List.of() : row.getList(column);
        if (elements.size() != dim || elements.stream().anyMatch(element -> element == null || element * 0 != 0)) {
            return null;
        }
        return elements.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean isZero(double[] vector) {
        for (double element : vector) {
            if (element != 0) {
                return false;
            }
        }
        return true;
    }
}
