package dev.collimate.ml.param;

import dev.collimate.data.BadRows;
import dev.collimate.fit.SettingsException;
import dev.collimate.rows.VectorColumn;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Schema checks and changes that estimator and model share. */
public final class Schemas {
    private Schemas() {}

    /**
     * The schema that a fitted model gives: with predictions of the type asked for (else of the type of the label
     * column, where there is none of the features), and angles if asked for and there are labels.
     *
     * @throws IllegalArgumentException if an input column is missing or of a wrong type, or an output column exists
     */
    public static StructType withPredictions(StructType schema, HasPairColumns<?> columns) {
        VectorColumn features = VectorColumn.of(schema, columns.getFeaturesCol());
        boolean angle = appendsAngle(schema, columns);
        if (angle) {
            VectorColumn.of(schema, columns.getLabelCol());
            requireTwoNames(columns.getPredictionCol(), columns.getAngleCol());
        }
        StructType extended = append(
                schema,
                columns.getPredictionCol(),
                predictions(schema, columns, features).type(),
                columns.badRowsPolicy() == BadRows.NULL);
        return angle ? append(extended, columns.getAngleCol(), DataTypes.DoubleType, true) : extended;
    }

    private static VectorColumn predictions(StructType schema, HasPairColumns<?> columns, VectorColumn features) {
        if (columns.isDefined(columns.predictionType())) {
            return VectorColumn.ofTypeName(columns.getPredictionType());
        }
        return hasLabel(schema, columns) ? VectorColumn.of(schema, columns.getLabelCol()) : features;
    }

    private static void requireTwoNames(String prediction, String angle) {
        if (prediction.equals(angle)) {
            throw new SettingsException(
                    "{predictionCol} and {angleCol} must have two names, but both are %s", prediction);
        }
    }

    /** Whether angles are asked for and there is a label column to take them to. */
    public static boolean appendsAngle(StructType schema, HasPairColumns<?> columns) {
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
