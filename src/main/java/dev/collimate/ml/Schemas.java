package dev.collimate.ml;

import dev.collimate.distributed.VectorColumn;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Schema checks and changes that estimator and model share. */
final class Schemas {
    private Schemas() {}

    /**
     * The schema that a fitted model gives: predictions in the type of the label column where there is one, else in the
     * type of the features, and angles if asked for.
     *
     * @throws IllegalArgumentException if an input column is missing or of a wrong type, or an output column exists
     */
    static StructType withPredictions(StructType schema, HasPairColumns<?> columns) {
        VectorColumn kind = VectorColumn.of(schema, columns.getFeaturesCol());
        if (hasLabel(schema, columns)) {
            kind = VectorColumn.of(schema, columns.getLabelCol());
        }
        StructType extended = append(schema, columns.getPredictionCol(), kind.type(), false);
        return appendsAngle(schema, columns)
                ? append(extended, columns.getAngleCol(), DataTypes.DoubleType, true)
                : extended;
    }

    /** Whether angles are asked for and there is a label column to take them to. */
    static boolean appendsAngle(StructType schema, HasPairColumns<?> columns) {
        return columns.isSet(columns.angleCol()) && hasLabel(schema, columns);
    }

    private static boolean hasLabel(StructType schema, HasPairColumns<?> columns) {
        return Arrays.asList(schema.fieldNames()).contains(columns.getLabelCol());
    }

    private static StructType append(StructType schema, String column, DataType type, boolean nullable) {
        if (Arrays.asList(schema.fieldNames()).contains(column)) {
            throw new IllegalArgumentException("Column " + column + " already exists; choose another name for the "
                    + "output column, or drop it first. Existing: " + String.join(", ", schema.fieldNames()));
        }
        return schema.add(column, type, nullable);
    }
}
