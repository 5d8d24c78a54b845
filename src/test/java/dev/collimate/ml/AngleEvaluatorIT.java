package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.data.BadDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class AngleEvaluatorIT extends StageLaws<AngleEvaluator> {
    private static final double[] DEGREES = {0, 10, 20, 30, 40, 50, 60, 70, 80, 180};

    @Override
    AngleEvaluator create(String uid) {
        return new AngleEvaluator(uid);
    }

    @Override
    MLReader<AngleEvaluator> reader() {
        return AngleEvaluator.read();
    }

    @Override
    Map<String, Object> otherValues() {
        return Map.of(
                "metricName", "within",
                "withinDegrees", 11.25,
                "labelCol", "y",
                "predictionCol", "p",
                "weightCol", "w",
                "badRows", "skip",
                "maxSkippedFraction", 0.25);
    }

    @Override
    List<BadValue> badValues() {
        return List.of(
                new BadValue(
                        "metricName",
                        "rmse",
                        "metricName must be one of meanAngle, medianAngle, p90Angle, meanCosine, within, but was rmse"),
                new BadValue("withinDegrees", 181.0, "withinDegrees must be in [0, 180], but was 181.0"),
                new BadValue("withinDegrees", Double.NaN, "withinDegrees must be in [0, 180], but was NaN"),
                new BadValue("labelCol", "", "labelCol must be a name, but was ''"),
                new BadValue("badRows", "drop", "badRows must be one of fail, skip, null, but was drop"));
    }

    @Test
    void everyMetricIsThatOfTheDefinition() {
        Dataset<Row> rows = rows(DataTypes.createArrayType(DataTypes.FloatType));
        assertThat(evaluate("meanAngle", rows)).isCloseTo(54, within(1e-5));
        assertThat(evaluate("medianAngle", rows)).isCloseTo(40, within(0.0026));
        assertThat(evaluate("p90Angle", rows)).isCloseTo(80, within(0.0026));
        assertThat(evaluate("within", rows)).isCloseTo(0.3, within(1e-15));
        double cosines = 0;
        for (double degrees : DEGREES) {
            cosines += Math.cos(Math.toRadians(degrees));
        }
        assertThat(evaluate("meanCosine", rows)).isCloseTo(cosines / 10, within(1e-6));
    }

    @Test
    void weightsCount() {
        Dataset<Row> rows = rows(DataTypes.createArrayType(DataTypes.DoubleType));
        AngleEvaluator weighted = evaluator().setWeightCol("w");
        double angles = 0;
        for (int i = 0; i < DEGREES.length; i++) {
            angles += i * DEGREES[i];
        }
        assertThat(weighted.evaluate(rows)).isCloseTo(angles / 45, within(1e-5));
        assertThat(weighted.setMetricName("within").evaluate(rows)).isCloseTo(3 / 45.0, within(1e-15));
        assertThatThrownBy(() -> weighted.evaluate(rows.selectExpr("label", "prediction", "0 as w")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weights in column w of all 10 rows are 0; at least one must be above 0");
    }

    @Test
    void vectorsOfEveryTypeGiveTheSame() {
        double floats = evaluate("meanAngle", rows(DataTypes.createArrayType(DataTypes.FloatType)));
        assertThat(evaluate("meanAngle", rows(DataTypes.createArrayType(DataTypes.DoubleType))))
                .isEqualTo(floats);
        assertThat(evaluate("meanAngle", rows(SQLDataTypes.VectorType()))).isEqualTo(floats);
        Dataset<Row> mixed = rows(DataTypes.createArrayType(DataTypes.FloatType))
                .selectExpr("label", "cast(prediction as array<double>) as prediction");
        assertThat(evaluate("meanAngle", mixed)).isEqualTo(floats);
    }

    @Test
    void smallAnglesAndLargeCosinesAreBetter() {
        for (String metric : List.of("meanAngle", "medianAngle", "p90Angle")) {
            assertThat(evaluator().setMetricName(metric).isLargerBetter()).isFalse();
        }
        for (String metric : List.of("meanCosine", "within")) {
            assertThat(evaluator().setMetricName(metric).isLargerBetter()).isTrue();
        }
    }

    @Test
    void aParamMapWinsForOneEvaluation() {
        Dataset<Row> rows = rows(DataTypes.createArrayType(DataTypes.FloatType));
        AngleEvaluator evaluator = evaluator();
        ParamMap widest = new ParamMap().put(evaluator.metricName(), "within").put(evaluator.withinDegrees(), 180.0);
        assertThat(evaluator.evaluate(rows, widest)).isEqualTo(1);
        assertThat(evaluator.evaluate(rows)).isCloseTo(54, within(1e-5));
    }

    @Test
    void rowsThatCannotBeUsedAreRefusedOrLeftOut() {
        Dataset<Row> rows = rows(DataTypes.createArrayType(DataTypes.FloatType));
        Dataset<Row> bad = rows.selectExpr("label", "if(w = 9, null, prediction) as prediction")
                .union(rows.selectExpr("array(0f, 0f) as label", "prediction").limit(1));
        assertThatThrownBy(() -> evaluator().evaluate(bad))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("2 of 11 rows cannot be used");
        assertThat(evaluator().setBadRows("skip").evaluate(bad)).isCloseTo(40, within(1e-5));
        assertThatThrownBy(() -> evaluator().evaluate(rows.limit(0)))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("the data set is empty");
    }

    @Test
    void columnsThatDoNotFitAreRefused() {
        Dataset<Row> rows = rows(DataTypes.createArrayType(DataTypes.FloatType));
        assertThatThrownBy(() -> evaluator().evaluate(rows.drop("label")))
                .hasMessage("Column label does not exist. Available: prediction, w");
        assertThatThrownBy(() -> evaluator().setPredictionCol("w").evaluate(rows))
                .hasMessage("Column w must be of type equal to one of the following types: "
                        + "[array<float>, array<double>, vector] but was actually of type int.");
        assertThatThrownBy(() -> evaluator().evaluate(rows.selectExpr("label", "array(1f) as prediction")))
                .hasMessage("column prediction has vectors of 1 elements, column label of 2; "
                        + "predictions and actuals must have one length");
    }

    private static AngleEvaluator evaluator() {
        return new AngleEvaluator().setWithinDegrees(20.000001);
    }

    private static double evaluate(String metric, Dataset<Row> rows) {
        return evaluator().setMetricName(metric).evaluate(rows);
    }

    /** Predictions of length 2 at the given angles from labels along the first axis; weights 0, 1, ... */
    private static Dataset<Row> rows(DataType type) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < DEGREES.length; i++) {
            double radians = Math.toRadians(DEGREES[i]);
            rows.add(RowFactory.create(
                    vector(type, 3, 0), vector(type, 2 * Math.cos(radians), 2 * Math.sin(radians)), i));
        }
        StructType schema =
                new StructType().add("label", type).add("prediction", type).add("w", DataTypes.IntegerType);
        return SparkTests.session().createDataFrame(rows, schema);
    }

    private static Object vector(DataType type, double first, double second) {
        if (type.equals(SQLDataTypes.VectorType())) {
            return Vectors.dense(first, second);
        }
        return type.equals(DataTypes.createArrayType(DataTypes.FloatType))
                ? new Float[] {(float) first, (float) second}
                : new Double[] {first, second};
    }
}
