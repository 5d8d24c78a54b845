package dev.collimate.tables;

import dev.collimate.rows.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Directions in space that are given as two angles: yaw y about the vertical and pitch p above the horizontal plane.
 *
 * @param yaw column of yaw
 * @param pitch column of pitch
 * @param degrees whether angles are in degrees; else in radians
 * @param camera whether the direction is that of gaze in a camera's coordinates, (-cos p sin y, -sin p, -cos p cos y), as in
 *     MPIIGaze; else it is (cos p sin y, sin p, cos p cos y)
 */
public record GazeAngles(String yaw, String pitch, boolean degrees, boolean camera) {
    private static final int ELEMENTS = 3;

    /** The unit vector as a SQL expression over the columns of the angles, which may be text. */
    public String expression() {
        String y = angle(yaw);
        String p = angle(pitch);
        String sign = camera ? "-" : "";
        return "array(" + sign + "cos(" + p + ") * sin(" + y + "), " + sign + "sin(" + p + "), " + sign + "cos(" + p
                + ") * cos(" + y + "))";
    }

    /**
     * The angles of vectors, in columns called yaw and pitch; of any length, null where a vector is null or zero.
     *
     * @param vectors column of arrays of three numbers
     * @throws BadTableException if a column of that name is there
     */
    public Dataset<Row> appended(Dataset<Row> rows, String vectors) {
        for (String name : new String[] {yaw, pitch}) {
            if (Columns.find(rows, name).isPresent()) {
                throw new BadTableException(
                        "the column " + name + " is there already; name another for the prediction");
            }
        }
        Column array = Columns.of(vectors).cast(DataTypes.createArrayType(DataTypes.DoubleType));
        Column[] parts = new Column[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            Column part = functions.get(array, functions.lit(i));
            parts[i] = camera ? functions.negate(part) : part;
        }
        Column across = functions.hypot(parts[0], parts[2]);
        Column isDirection = functions.hypot(across, parts[1]).gt(0);
        return rows.withColumn(yaw, functions.when(isDirection, unit(functions.atan2(parts[0], parts[2]))))
                .withColumn(pitch, functions.when(isDirection, unit(functions.atan2(parts[1], across))));
    }

    /** @throws BadTableException if predictions of the type are no directions in space */
    public static void requireDirections(DataType type, int length) {
        if (length != ELEMENTS) {
            throw new BadTableException(
                    "yaw and pitch are angles of vectors of 3 numbers, but the model predicts " + length);
        }
        if (!type.typeName().equals("array")) {
            throw new BadTableException("yaw and pitch are told of predictions that are arrays; set the type of"
                    + " predictions to array<float> or array<double>");
        }
    }

    private Column unit(Column radians) {
        return degrees ? functions.degrees(radians) : radians;
    }

    private String angle(String column) {
        String number = "try_cast(" + Columns.quoted(column) + " as double)";
        return degrees ? "radians(" + number + ")" : number;
    }
}
