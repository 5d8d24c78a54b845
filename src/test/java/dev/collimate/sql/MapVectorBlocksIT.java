package dev.collimate.sql;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions of several blocks and a rest, in SQL and from a DataFrame: every row has the prediction of its own vector. */
class MapVectorBlocksIT {
    /** Of two partitions, of 1,024 + 1,024 + 452 rows each; the first and the last of blocks are null. */
    private static final String ROWS = "SELECT id, if(id % 2500 IN (0, 1023, 1024, 2047, 2048, 2499), null,"
            + " array(float(sin(id)), float(cos(id)), float(sin(3 * id + 1)))) AS x,"
            + " array(float(sin(id) + 0.2), float(cos(id))) AS y FROM range(0, 5000, 1, 2)";

    private static final int NULLS = 12;

    @TempDir
    private Path folder;

    @Test
    void predictionsStayWithTheirRowsAcrossBlocks() throws Exception {
        Map<String, String> extended =
                Map.of("spark.sql.extensions", CollimateFunctions.class.getName(), "spark.sql.shuffle.partitions", "2");
        SparkTests.withOwn("local[2]", extended, spark -> {
            check(spark);
            checkWhatIsNoProjection(spark);
            return null;
        });
    }

    @Test
    void rowByRowTheyAreTheSame() throws Exception {
        SparkSession spark = SparkTests.session().newSession();
        SparkSession.setActiveSession(spark);
        CollimateFunctions.register(spark);
        check(spark);
    }

    private void check(SparkSession spark) throws IOException {
        spark.sql(ROWS).createOrReplaceTempView("rows");
        Dataset<Row> pairs = spark.table("rows").where("x IS NOT NULL");
        AngularRegressionModel linear =
                save(spark, "linear", regression().setMap("linear").fit(pairs));
        AngularRegressionModel network = save(
                spark,
                "mlp",
                regression()
                        .setMap("mlp")
                        .setLayers(new int[] {3, 8, 2})
                        .setActivation("gelu")
                        .setResidual(true)
                        .fit(pairs));
        // Leads on from the predictions of the first.
        AngularRegressionModel back = save(
                spark,
                "back",
                regression()
                        .setFeaturesCol("prediction")
                        .setLabelCol("x")
                        .setPredictionCol("p")
                        .fit(linear.transform(pairs)));

        requireSame(linear.transform(pairs), "prediction", spark.sql("SELECT id, map_vector('linear', x) v FROM rows"));
        requireSame(network.transform(pairs), "prediction", spark.sql("SELECT id, map_vector('mlp', x) v FROM rows"));
        requireSame(
                back.transform(linear.transform(pairs)),
                "p",
                spark.sql("SELECT id, map_vector('back', map_vector('linear', x)) v FROM rows"));
        requireSame(
                network.transform(pairs),
                "prediction",
                spark.table("rows")
                        .select(
                                col("id"),
                                call_function("map_vector", lit("mlp"), col("x"))
                                        .as("v")));
    }

    /** The list of src/site/spark-ml.md; plans are looked at once they have run, when they are final. */
    private static void checkWhatIsNoProjection(SparkSession spark) {
        spark.sql("SELECT * FROM rows WHERE x IS NOT NULL AND id < 100").createOrReplaceTempView("few");
        for (String query : List.of(
                "SELECT id FROM few WHERE map_vector('mlp', x)[0] > 0",
                "SELECT id FROM (SELECT id, map_vector('mlp', x) v FROM few) WHERE v[0] > 0",
                "SELECT a.id FROM few a JOIN few b ON map_vector('mlp', a.x)[0] < b.x[0] AND b.id < 3",
                "SELECT sum(map_vector('mlp', x)[0]) FROM few",
                "SELECT id FROM few ORDER BY map_vector('mlp', x)[0]",
                "SELECT explode(map_vector('mlp', x)) FROM few")) {
            Dataset<Row> rows = spark.sql(query);
            assertThat(rows.collectAsList()).as(query).isNotEmpty();
            assertThat(MapVectorIT.plan(rows)).contains("map_vector").doesNotContain("MapVector");
        }
        for (String query : List.of(
                "SELECT sum(v[0]) FROM (SELECT map_vector('mlp', x) v FROM few)",
                "SELECT max(v[0]) FROM (SELECT id % 3 k, map_vector('mlp', x) v FROM few) GROUP BY k")) {
            Dataset<Row> rows = spark.sql(query);
            assertThat(rows.collectAsList()).as(query).isNotEmpty();
            assertThat(MapVectorIT.plan(rows)).contains("MapVector map_vector");
        }
    }

    private static AngularRegression regression() {
        return new AngularRegression().setFeaturesCol("x").setLabelCol("y").setMaxIter(2);
    }

    private AngularRegressionModel save(SparkSession spark, String name, AngularRegressionModel model)
            throws IOException {
        String path = folder.resolve(name).toString();
        model.write().save(path);
        CollimateFunctions.registerModel(spark, name, path);
        return model;
    }

    private static void requireSame(Dataset<Row> predicted, String column, Dataset<Row> mapped) {
        Dataset<Row> both = mapped.join(predicted.select(col("id"), col(column).as("expected")), "id")
                .filter("size(v) = size(expected) AND forall(zip_with(v, expected, (a, b) -> abs(a - b)), d -> d <"
                        + " 2e-6)");
        assertThat(mapped.filter("v IS NULL").count()).isEqualTo(NULLS);
        assertThat(both.count()).isEqualTo(5000 - NULLS);
    }
}
