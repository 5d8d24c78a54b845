package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.data.BadRows;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.evaluation.GroupAngle;
import dev.collimate.fit.FittedMap;
import dev.collimate.loss.Losses;
import dev.collimate.map.LinearMap;
import dev.collimate.rows.PairColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Angles of groups are those of an evaluation of the rows of each. */
@Tag("long")
class GroupEvaluationIT {
    private static final StructType SCHEMA = new StructType()
            .add("x", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("y", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("w", DataTypes.DoubleType)
            .add("g", DataTypes.StringType);

    /** Does nothing to vectors of two elements, and has no intercept: zero stays zero. */
    private static AngularRegressionModel identity() {
        return new AngularRegressionModel(
                "identity", new FittedMap(new LinearMap(2, 2, false), new double[] {1, 0, 0, 1}));
    }

    private static Row row(double x0, double x1, double y0, double y1, double weight, String group) {
        return RowFactory.create(new Double[] {x0, x1}, new Double[] {y0, y1}, weight, group);
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double angle = 0.37 * i;
            double off = angle + 0.05 * (i % 41);
            rows.add(row(
                    Math.cos(angle),
                    Math.sin(angle),
                    Math.cos(off),
                    Math.sin(off),
                    Math.pow(7, i % 5 - 2),
                    i % 7 == 0 ? null : "group " + i % 3));
        }
        rows.add(row(0, 0, 1, 0, 3, "group 1"));
        rows.add(row(0, 0, 1, 0, 2, "zeros"));
        return rows;
    }

    private static Dataset<Row> dataset(List<Row> rows) {
        return SparkTests.session().createDataFrame(rows, SCHEMA).repartition(3);
    }

    private static void assertAsEvaluated(
            Dataset<Row> rows, PairColumns columns, String loss, BadRows badRows, String groupCol) {
        GroupEvaluation groups = new GroupEvaluation(columns, Losses.of(loss, 0), badRows);
        PairEvaluation evaluation = new PairEvaluation(columns, Losses.of(loss, 0), badRows, 1);
        assertAsEvaluated(groups.worst(identity(), rows, groupCol), rows, groupCol, own -> evaluation
                .ofModel(identity(), own)
                .predictions());
        assertAsEvaluated(groups.worstOfPredictions(rows, groupCol), rows, groupCol, own -> evaluation
                .ofPredictions(own)
                .predictions());
    }

    private static void assertAsEvaluated(
            List<GroupAngle> groups,
            Dataset<Row> rows,
            String groupCol,
            Function<Dataset<Row>, AngleStatistics> evaluated) {
        assertThat(groups).isNotEmpty().isSortedAccordingTo((a, b) -> Double.compare(b.meanDegrees(), a.meanDegrees()));
        for (GroupAngle group : groups) {
            Dataset<Row> own = rows.where(functions
                    .coalesce(dev.collimate.rows.Columns.of(groupCol), functions.lit("(null)"))
                    .equalTo(group.name()));
            AngleStatistics expected = evaluated.apply(own);
            assertThat(group.rows()).as(group.name()).isEqualTo(expected.rows());
            assertThat(group.meanDegrees()).as(group.name()).isCloseTo(expected.meanDegrees(), within(1e-9));
        }
    }

    @Test
    void anglesAreThoseOfAnEvaluationWithWeightsAndWithoutAndOfAnAxialLossToo() {
        Dataset<Row> rows = dataset(rows());
        for (String loss : List.of("cosine", "axial")) {
            assertAsEvaluated(rows, new PairColumns("x", "y", null, null), loss, BadRows.FAIL, "g");
            assertAsEvaluated(rows, new PairColumns("x", "y", "w", null), loss, BadRows.FAIL, "g");
        }
        List<GroupAngle> groups = worst(rows, new PairColumns("x", "y", "w", null), "g");
        assertThat(groups).extracting(GroupAngle::name).contains("(null)", "group 1", "group 2", "zeros");
        assertThat(groups)
                .filteredOn(group -> group.name().equals("zeros"))
                .singleElement()
                .satisfies(zeros -> {
                    assertThat(zeros.rows()).isEqualTo(1);
                    assertThat(zeros.meanDegrees()).isCloseTo(90, within(1e-9));
                });
    }

    @Test
    void rowsThatAnEvaluationLeavesOutAreLeftOut() {
        List<Row> rows = rows();
        rows.add(row(1, 0, 0, 0, 1, "group 1"));
        rows.add(row(0, 0, 0, 0, 1, "group 1"));
        rows.add(row(1, Double.NaN, 1, 0, 1, "group 1"));
        rows.add(row(1, 0, 1, Double.NaN, 1, "group 1"));
        rows.add(row(1, 0, 1, 1e300, 1, "group 2"));
        rows.add(row(1, 0, 1e-300, 0, 1, "group 2"));
        rows.add(row(1, 0, 1, 0, -1, "group 2"));
        rows.add(row(1, 0, 1, 0, Double.NaN, "group 2"));
        rows.add(RowFactory.create(null, new Double[] {1.0, 0.0}, 1.0, "group 1"));
        rows.add(RowFactory.create(new Double[] {1.0, 0.0}, null, 1.0, "group 1"));
        rows.add(RowFactory.create(new Double[] {1.0, 0.0}, new Double[] {1.0}, 1.0, "group 1"));
        rows.add(RowFactory.create(new Double[] {1.0, 0.0}, new Double[] {1.0, null}, 1.0, "group 1"));
        assertAsEvaluated(dataset(rows), new PairColumns("x", "y", "w", null), "cosine", BadRows.SKIP, "g");
    }

    @Test
    void targetsAndWeightsOfZeroCountAsInAnEvaluation() {
        List<Row> rows = rows();
        rows.add(row(1, 0, 0, 1, 0, "group 1"));
        Dataset<Row> targets = dataset(rows).withColumn("t", functions.expr("cast(pmod(hash(x), 3) as double) - 1"));
        assertAsEvaluated(targets, new PairColumns("x", "y", "w", "t"), "cosine-embedding", BadRows.SKIP, "g");
    }

    @Test
    void vectorsOfSparkMlMayBeNull() {
        Dataset<Row> rows = dataset(rows())
                .withColumn("x", org.apache.spark.ml.functions.array_to_vector(functions.col("x")))
                .withColumn(
                        "y",
                        functions.when(
                                functions.col("w").lt(100),
                                org.apache.spark.ml.functions.array_to_vector(functions.col("y"))));
        assertAsEvaluated(rows, new PairColumns("x", "y", "w", null), "cosine", BadRows.SKIP, "g");
    }

    @Test
    void noNameOfAColumnIsInTheWay() {
        List<GroupAngle> expected = worst(dataset(rows()), new PairColumns("x", "y", "w", null), "g");
        Dataset<Row> renamed = dataset(rows())
                .toDF("angle", "features", "group", "prediction")
                .withColumn("weight", functions.lit(0))
                .withColumn("actual", functions.lit(0))
                .withColumn("rows", functions.lit(0));
        assertThat(worst(renamed, new PairColumns("angle", "features", "group", null), "prediction"))
                .isEqualTo(expected);
        assertThat(worst(
                        dataset(rows()).toDF("mean", "group", "undefined", "a.b`c"),
                        new PairColumns("mean", "group", "undefined", null),
                        "a.b`c"))
                .isEqualTo(expected);
    }

    private static List<GroupAngle> worst(Dataset<Row> rows, PairColumns columns, String groupCol) {
        return new GroupEvaluation(columns, Losses.of("cosine", 0), BadRows.FAIL).worst(identity(), rows, groupCol);
    }

    @Test
    void aGroupThatWeighsNothingHasNoMean() {
        List<Row> rows = rows();
        rows.add(row(1, 0, 0, 1, 0, "nothing"));
        assertThat(worst(dataset(rows), new PairColumns("x", "y", "w", null), "g"))
                .extracting(GroupAngle::name)
                .doesNotContain("nothing");
    }
}
