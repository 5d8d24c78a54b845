package dev.collimate.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.math.Angles;
import dev.collimate.ml.Pairs;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AngleFunctionsIT {
    private static final String CODEGEN = "spark.sql.codegen.wholeStage";
    private static final String FACTORY = "spark.sql.codegen.factoryMode";

    private SparkSession spark;

    @BeforeEach
    void register() {
        spark = SparkTests.session().newSession();
        AngleFunctions.register(spark);
    }

    @Test
    void bothAreThoseOfAngles() {
        Dataset<Row> pairs = Pairs.generate(200, 0.3).selectExpr("slice(features, 1, 3) AS a", "label AS b");
        pairs.createOrReplaceGlobalTempView("pairs");
        for (Row row : spark.sql("SELECT a, b, angle_between(a, b) AS angle, cosine_similarity(a, b) AS cosine "
                        + "FROM global_temp.pairs")
                .collectAsList()) {
            float[] a = floats(row.getList(0));
            float[] b = floats(row.getList(1));
            assertThat(row.getDouble(2)).isEqualTo(Angles.angle(a, b));
            assertThat(row.getDouble(3)).isEqualTo(Angles.cosine(a, b));
        }
    }

    @Test
    void smallAnglesKeepTheirDigits() {
        assertThat(value("angle_between(array(1d, 0d), array(1d, 1e-12d))")).isEqualTo(1e-12);
        assertThat(value("angle_between(array(1f, 0f), array(-1f, 0f))")).isEqualTo(Math.PI);
        assertThat(value("cosine_similarity(array(1e-30d, 1e-30d), array(1e30d, 1e30d))"))
                .isEqualTo(1);
    }

    @Test
    void typesMayBeMixedAndOtherNumbersAreCast() {
        double expected = Angles.angle(new double[] {0.1f, 2}, new double[] {0.3, 1});
        assertThat(value("angle_between(array(0.1f, 2f), array(0.3d, 1d))")).isEqualTo(expected);
        assertThat(value("angle_between(array(0.3d, 1d), array(0.1f, 2f))")).isEqualTo(expected);
        assertThat(value("angle_between(array(0.1, 2), array(3L, 10L))"))
                .isEqualTo(Angles.angle(new double[] {0.1, 2}, new double[] {3, 10}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CODEGEN_ONLY", "NO_CODEGEN"})
    void nullsGiveNullWithAndWithoutGeneratedCode(String mode) {
        spark.conf().set(FACTORY, mode);
        spark.conf().set(CODEGEN, mode.equals("CODEGEN_ONLY"));
        Dataset<Row> rows = spark.sql("SELECT * FROM VALUES (0, array(3f, 4f), array(4d, 3d)), "
                + "(1, null, array(1d, 2d)), (2, array(1f, 2f), null), (3, array(1f, null), array(1d, 2d)), "
                + "(4, array(1f, 2f), array(null, 2d)), (5, array(0f, 0f), array(1d, 2d)), "
                + "(6, array(1f, 2f), array(1d, double('Infinity'))) AS (id, a, b)");
        for (String function : List.of("angle_between", "cosine_similarity")) {
            List<Row> values = rows.repartition(1)
                    .selectExpr("id", function + "(a, b) AS value")
                    .orderBy("id")
                    .collectAsList();
            assertThat(values.get(0).getDouble(1))
                    .isEqualTo(
                            function.equals("angle_between")
                                    ? Angles.angle(new double[] {3, 4}, new double[] {4, 3})
                                    : 0.96);
            for (int i = 1; i <= 4; i++) {
                assertThat(values.get(i).isNullAt(1)).as("row %s", i).isTrue();
            }
            assertThat(values.get(5).getDouble(1)).isNaN();
            assertThat(values.get(6).getDouble(1)).isNaN();
        }
        assertThat(spark.sql("SELECT angle_between(null, array(1f))").first().isNullAt(0))
                .isTrue();
    }

    @Test
    void lengthsThatDifferAreAnErrorWithBothNumbers() {
        Dataset<Row> rows = spark.sql("SELECT sequence(1, id + 1) AS a FROM range(2)");
        assertThatThrownBy(
                        () -> rows.selectExpr("cosine_similarity(a, array(1f))").collectAsList())
                .hasStackTraceContaining(
                        "cosine_similarity: the arrays must have one length of at least 1, but have 2 and 1 elements");
        assertThatThrownBy(() -> value("angle_between(cast(array() AS array<float>), cast(array() AS array<float>))"))
                .hasStackTraceContaining(
                        "angle_between: the arrays must have one length of at least 1, but have 0 and 0");
    }

    @Test
    void argumentsOfOtherTypesAndNumbersAreRefusedBeforeTheQueryRuns() {
        assertThatThrownBy(() -> spark.sql("SELECT angle_between('a', array(1f))"))
                .hasMessageContaining("DATATYPE_MISMATCH")
                .hasMessageContaining("\"ARRAY<DOUBLE>\" or \"ARRAY<FLOAT>\"");
        assertThatThrownBy(() -> spark.sql("SELECT angle_between(array(1f))"))
                .hasStackTraceContaining("angle_between takes 2 arguments, but was given 1");
    }

    @Test
    void dataFramesCallThemToo() {
        Dataset<Row> rows = spark.sql("SELECT array(1f, 0f) AS a, array(1f, 1f) AS b");
        Dataset<Row> measured =
                rows.select(functions.call_function("angle_between", functions.col("a"), functions.col("b")));
        assertThat(measured.columns()).containsExactly("angle_between(a, b)");
        assertThat(measured.schema().apply(0).dataType()).isEqualTo(DataTypes.DoubleType);
        assertThat(measured.first().getDouble(0)).isEqualTo(Angles.angle(new float[] {1, 0}, new float[] {1, 1}));
    }

    @Test
    void filtersJoinsAndGroupsTakeThem() {
        Dataset<Row> pairs = Pairs.generate(100, 0.3).selectExpr("id", "slice(features, 1, 3) AS a", "label AS b");
        pairs.createOrReplaceGlobalTempView("some");
        long near = spark.sql("SELECT * FROM global_temp.some WHERE angle_between(a, b) < 1")
                .count();
        long joined = spark.sql("SELECT 1 FROM global_temp.some s JOIN global_temp.some t ON s.id = t.id "
                        + "AND angle_between(s.a, t.b) < 1")
                .count();
        long grouped = spark.sql("SELECT angle_between(a, b) < 1 AS near, count(*) AS n FROM global_temp.some "
                        + "GROUP BY angle_between(a, b) < 1")
                .where("near")
                .first()
                .getLong(1);
        assertThat(near).isBetween(1L, 99L).isEqualTo(joined).isEqualTo(grouped);
    }

    @Test
    void theirDescriptionSaysWhatTheyReturn() {
        assertThat(spark.sql("DESCRIBE FUNCTION cosine_similarity")
                        .collectAsList()
                        .toString())
                .contains("cosine_similarity(a, b) - Returns the cosine of the angle between the vectors.");
    }

    @Test
    void aSessionHasThemFromItsStartByTheExtension() {
        String key = "spark.sql.extensions";
        var conf = SparkTests.session().sparkContext().conf();
        conf.set(key, AngleFunctions.class.getName());
        SparkSession.clearActiveSession();
        SparkSession.clearDefaultSession();
        try {
            SparkSession extended = SparkSession.builder().getOrCreate();
            assertThat(extended.sql("SELECT cosine_similarity(array(1f, 0f), array(0f, 2f))")
                            .first()
                            .getDouble(0))
                    .isZero();
        } finally {
            conf.remove(key);
            SparkSession.setDefaultSession(SparkTests.session());
            SparkSession.setActiveSession(SparkTests.session());
        }
    }

    @AfterEach
    void restoreSession() {
        SparkSession.setActiveSession(SparkTests.session());
    }

    private double value(String expression) {
        return spark.sql("SELECT " + expression).first().getDouble(0);
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}
