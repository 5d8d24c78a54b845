package dev.collimate.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.rows.ClassicSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** map_vector gives what the model's transform gives, in blocks where the session was extended, else row by row. */
@Tag("long")
@Tag("versions")
class MapVectorIT {
    private static final Map<String, String> EXTENDED =
            Map.of("spark.sql.extensions", CollimateFunctions.class.getName(), "spark.sql.shuffle.partitions", "2");

    private static final String PAIRS = "SELECT id, array(float(sin(id)), float(cos(id)), float(sin(3 * id + 1))) AS x,"
            + " array(float(sin(id) + 0.2), float(cos(id))) AS y FROM range(0, 300, 1, 3)";

    @TempDir
    private Path folder;

    @Test
    void anExtendedSessionMapsBlocks() throws Exception {
        SparkTests.withOwn("local[2]", EXTENDED, spark -> {
            checkPredictions(spark);
            checkPlans(spark);
            checkRefusals(spark);
            checkMigration(spark);
            return null;
        });
    }

    @Test
    void aSessionThatRegisteredMapsRowByRow() throws IOException {
        SparkSession spark = SparkTests.session().newSession();
        SparkSession.setActiveSession(spark);
        CollimateFunctions.register(spark);
        checkPredictions(spark);
        checkRefusals(spark);
        String plan = plan(spark.sql("SELECT map_vector('m', x) FROM pairs"));
        assertThat(plan).contains("map_vector").doesNotContain("MapVector");
    }

    private void checkPredictions(SparkSession spark) {
        spark.sql(PAIRS).createOrReplaceTempView("pairs");
        AngularRegressionModel model = new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setMaxIter(2)
                .fit(spark.table("pairs"));
        String path = folder.resolve("model").toString();
        assertThatThrownBy(() -> CollimateFunctions.registerModel(spark, "m", path))
                .hasMessageContaining("is not a complete model directory");
        try {
            model.write().save(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CollimateFunctions.registerModel(spark, "m", path);
        model.transform(spark.table("pairs")).createOrReplaceTempView("expected");
        List<Row> rows = spark.sql("SELECT prediction, map_vector('m', x), map_vector('" + path
                        + "', transform(x, v -> double(v))), angle_between(prediction, map_vector('m', x)),"
                        + " map_vector('m', if(id = 7, null, x)), map_vector('m', if(id = 8, array(1, null, 2), x))"
                        + " FROM expected ORDER BY id")
                .collectAsList();
        assertThat(rows).hasSize(300);
        for (int i = 0; i < rows.size(); i++) {
            List<Float> expected = rows.get(i).getList(0);
            for (int j = 0; j < 2; j++) {
                assertThat(rows.get(i).<Float>getList(1).get(j)).isCloseTo(expected.get(j), within(2e-6f));
                assertThat(rows.get(i).<Float>getList(2).get(j)).isCloseTo(expected.get(j), within(2e-6f));
            }
            assertThat(rows.get(i).getDouble(3)).isLessThan(1e-5);
            assertThat(rows.get(i).isNullAt(4)).isEqualTo(i == 7);
            assertThat(rows.get(i).isNullAt(5)).isEqualTo(i == 8);
        }
        checkLambdas(spark);
        checkWhatIsNotAlwaysEvaluated(spark);
    }

    /** Variables of a lambda function, and generators of random numbers, are none of an operator below the projection. */
    private static void checkLambdas(SparkSession spark) {
        Dataset<Row> mapped = spark.sql("SELECT prediction, transform(array(x, x), v -> map_vector('m', v)) AS vectors,"
                + " map_vector('m', transform(x, e -> e + float(rand()))) AS random FROM expected");
        assertThat(plan(mapped)).contains("map_vector").doesNotContain("MapVector");
        List<Row> rows = mapped.selectExpr(
                        "greatest(angle_between(prediction, vectors[0]), angle_between(prediction, vectors[1])) AS"
                                + " angle",
                        "size(random) AS dim")
                .collectAsList();
        assertThat(rows).hasSize(300);
        for (Row row : rows) {
            assertThat(row.getDouble(0)).isLessThan(1e-5);
            assertThat(row.getInt(1)).isEqualTo(2);
        }
    }

    /** Every second vector is too short; what guards map_vector from it does so in blocks too. */
    private static void checkWhatIsNotAlwaysEvaluated(SparkSession spark) {
        spark.sql("SELECT id, slice(x, 1, int(3 - id % 2)) AS x FROM pairs").createOrReplaceTempView("mixed");
        String angle = "angle_between(array(1f, 0f), map_vector('m', x))";
        Map<String, String> guarded = Map.of(
                "size(x) = 3 AND " + angle + " < 9",
                "size(x) = 3",
                "size(x) = 2 OR " + angle + " > 9",
                "size(x) = 2",
                "coalesce(if(size(x) = 2, 9D, null), " + angle + ") < 9",
                "size(x) = 3",
                "nanvl(if(size(x) = 2, 9D, double('NaN')), " + angle + ") < 9",
                "size(x) = 3",
                "if(size(x) = 3, " + angle + ", 9) < 9",
                "size(x) = 3",
                "CASE WHEN size(x) = 2 THEN false WHEN " + angle + " < 9 THEN true END",
                "size(x) = 3",
                "nullif(size(x) = 3, NOT (size(x) = 2 OR " + angle + " < 9)) IS NOT NULL",
                "size(x) = 3",
                "2 IN (size(x), int(9 + " + angle + "))",
                "size(x) = 2",
                "try_multiply(INTERVAL '1' SECOND, " + angle + ") IS NULL",
                "size(x) = 2");
        guarded.forEach((condition, expected) -> {
            Dataset<Row> rows = spark.sql("SELECT " + condition + " AS found, " + expected + " AS expected FROM mixed");
            assertThat(plan(rows)).contains("map_vector").doesNotContain("MapVector");
            assertThat(rows.filter("found <=> expected").count()).as(condition).isEqualTo(300);
        });
    }

    private static void checkPlans(SparkSession spark) {
        Dataset<Row> plain = spark.sql("SELECT id, map_vector('m', x) p, map_vector('m', x) q FROM pairs WHERE id < 9");
        assertThat(plan(plain).split("MapVector", -1)).as(plan(plain)).hasSize(2);
        assertThat(plain.columns()).containsExactly("id", "p", "q");
        assertThat(plain.count()).isEqualTo(9);
        Dataset<Row> conditional = spark.sql(
                "SELECT CASE WHEN size(x) = 3 THEN map_vector('m', x) END FROM (SELECT slice(x, 1, int(3 - id % 2)) x"
                        + " FROM pairs)");
        assertThat(plan(conditional)).contains("map_vector").doesNotContain("MapVector");
        assertThat(conditional
                        .filter("size(`" + conditional.columns()[0] + "`) = 2")
                        .count())
                .isEqualTo(150);
        for (String left : List.of("angle < 9 AND id > 0", "angle > 9 OR id > 0", "angle IN (9D, double(id))")) {
            Dataset<Row> always = spark.sql(
                    "SELECT " + left.replace("angle", "angle_between(y, map_vector('m', x))") + " FROM pairs");
            assertThat(plan(always)).contains("MapVector");
            assertThat(always.collectAsList()).hasSize(300);
        }
        Dataset<Row> dropped = spark.sql("SELECT id FROM (SELECT id, map_vector('m', x) p FROM pairs)");
        assertThat(plan(dropped)).doesNotContain("MapVector").doesNotContain("map_vector");
    }

    private void checkRefusals(SparkSession spark) throws IOException {
        Path other = Files.createDirectories(folder.resolve("other/parameters"));
        Files.writeString(other.resolve("layout.json"), "{\"layoutVersion\": 9}");
        spark.conf().set("spark.collimate.model.other", other.getParent().toString());
        assertThatThrownBy(() ->
                        spark.sql("SELECT map_vector('m', array(1.0f, 2.0f))").collect())
                .hasStackTraceContaining("map_vector: the model 'm' cannot map a vector: x has 2 elements, expected 3");
        assertThatThrownBy(() -> spark.sql("SELECT map_vector('m', array(1.0f, 2.0f, float('NaN')))")
                        .collect())
                .hasStackTraceContaining("an element that is NaN, infinite or outside the range of float32");
        assertThatThrownBy(() -> spark.sql("SELECT map_vector('nowhere', x) FROM pairs"))
                .hasStackTraceContaining("map_vector: cannot load the model 'nowhere'")
                .hasStackTraceContaining("give the path of a model directory, or a name of registerModel");
        assertThatThrownBy(() -> spark.sql("SELECT map_vector('other', x) FROM pairs"))
                .hasStackTraceContaining("map_vector: cannot load the model 'other'")
                .hasStackTraceContaining("layout.json has layout version 9, but this release reads version 1");
        assertThatThrownBy(() -> spark.sql("SELECT map_vector(string(id), x) FROM pairs"))
                .hasStackTraceContaining("map_vector: the model must be a text in the query");
        assertThatThrownBy(() -> spark.sql("SELECT map_vector(x) FROM pairs"))
                .hasStackTraceContaining("map_vector takes 2 arguments, but was given 1");
        assertThatThrownBy(() -> spark.sql("SELECT map_vector('m', id) FROM pairs"))
                .hasMessageContaining("DATATYPE_MISMATCH");
    }

    /** In SQL alone, the model's name included. */
    private void checkMigration(SparkSession spark) {
        spark.sql("SET spark.collimate.model.s = " + folder.resolve("model"));
        spark.sql("CREATE TABLE rewritten (id BIGINT, v ARRAY<FLOAT>) USING parquet LOCATION '"
                + folder.resolve("table") + "'");
        spark.sql("INSERT INTO rewritten SELECT id, map_vector('s', x) FROM pairs");
        assertThat(spark.sql("SELECT * FROM rewritten JOIN expected USING (id) WHERE size(v) = 2"
                                + " AND abs(v[0] - prediction[0]) < 2e-6 AND abs(v[1] - prediction[1]) < 2e-6")
                        .count())
                .isEqualTo(300);
        spark.sql("DROP TABLE rewritten");
    }

    static String plan(Dataset<Row> rows) {
        return ClassicSpark.execution(rows).executedPlan().toString();
    }
}
