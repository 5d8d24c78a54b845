package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.fit.FittedMap;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Angles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

class PredictionIT {
    private static final int ROWS = 5000;

    private final SparkSession spark = SparkTests.session();
    private final LinearMap map = new LinearMap(Pairs.INPUT_DIM, Pairs.OUTPUT_DIM, true);
    private final AngularRegressionModel model =
            new AngularRegressionModel("model", new FittedMap(map, map.initialParameters(7)));
    private final Dataset<Row> pairs = Pairs.generate(ROWS, 0.3, 1, 2);

    private static float[] floats(Row row, String column) {
        List<Float> values = row.getList(row.fieldIndex(column));
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    private void assertMapped(Row row) {
        float[] expected = model.predict(floats(row, "features"));
        float[] found = floats(row, "prediction");
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @Test
    void everyRowHasItsPredictionInTheOrderAndWithTheColumnsOfTheInput() {
        Dataset<Row> input = pairs.selectExpr(
                "named_struct('id', id, 'text', if(id % 3 = 0, null, repeat('t', int(id % 50)))) AS nested",
                "features", "map('k', id) AS more", "label");
        List<Row> rows = input.collectAsList();
        List<Row> mapped = model.transform(input).collectAsList();
        assertThat(mapped).hasSize(ROWS);
        for (int i = 0; i < ROWS; i++) {
            for (String column : input.columns()) {
                assertThat(mapped.get(i).<Object>getAs(column))
                        .isEqualTo(rows.get(i).getAs(column));
            }
            assertMapped(mapped.get(i));
        }
    }

    @Test
    void anglesAreThoseBetweenPredictionAndLabelAndNullWhereThereIsNone() {
        Dataset<Row> input = pairs.selectExpr(
                "id",
                "features",
                "CASE id WHEN 3 THEN array(0f, 0f, 0f) WHEN 4 THEN null WHEN 5 THEN array(1f) "
                        + "WHEN 6 THEN array(1f, null, 1f) ELSE label END AS label");
        AngularRegressionModel angular = new AngularRegressionModel("m", new FittedMap(map, map.initialParameters(7)));
        for (Row row : angular.setAngleCol("angle").transform(input).collectAsList()) {
            Double angle = row.getAs("angle");
            long id = row.getAs("id");
            if (id >= 3 && id <= 6) {
                assertThat(angle).as("row %s", id).isNull();
            } else {
                assertThat(angle).isEqualTo(Angles.angle(floats(row, "prediction"), floats(row, "label")));
            }
        }
    }

    @Test
    void emptyInputsStayEmpty() {
        Dataset<Row> nothing = spark.createDataFrame(List.of(), pairs.schema());
        for (Dataset<Row> empty : List.of(nothing, pairs.where("id < 0"), pairs.limit(0), nothing.repartition(3))) {
            Dataset<Row> mapped = model.transform(empty);
            assertThat(mapped.columns()).containsExactly("id", "features", "label", "prediction");
            assertThat(mapped.collectAsList()).isEmpty();
            assertThat(mapped.groupBy("id").count().collectAsList()).isEmpty();
        }
        var noPartitions = ((org.apache.spark.sql.classic.SparkSession) spark)
                .internalCreateDataFrame(
                        spark.sparkContext()
                                .emptyRDD(scala.reflect.ClassTag$.MODULE$.apply(
                                        org.apache.spark.sql.catalyst.InternalRow.class)),
                        pairs.schema(),
                        false);
        assertThat(noPartitions.rdd().getNumPartitions()).isZero();
        assertThat(model.transform(noPartitions).collectAsList()).isEmpty();
    }

    @Test
    void filtersJoinsAndGroupsBeforeAndAfterComposeWithAdaptivePlans() {
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.adaptive.enabled", true);
        session.conf().set("spark.sql.autoBroadcastJoinThreshold", -1);
        pairs.createOrReplaceGlobalTempView("prediction_pairs");
        Dataset<Row> joined = session.sql("SELECT l.id, l.features, r.label FROM global_temp.prediction_pairs l "
                + "JOIN global_temp.prediction_pairs r ON l.id = r.id WHERE l.id % 2 = 0");
        Dataset<Row> mapped = model.transform(joined);
        Dataset<Row> again = mapped.where("id % 4 = 0")
                .join(
                        mapped.selectExpr("id AS other", "prediction AS same"),
                        functions.col("id").equalTo(functions.col("other")));
        List<Row> rows = again.collectAsList();
        assertThat(rows).hasSize(ROWS / 4);
        for (Row row : rows) {
            assertMapped(row);
            assertThat(row.<Object>getAs("same")).isEqualTo(row.getAs("prediction"));
        }
        assertThat(mapped.groupBy(mapped.col("id").mod(10)).count().count()).isEqualTo(5);
        assertThat(model.transform(mapped.drop("prediction").limit(7)).count()).isEqualTo(7);
    }

    @Test
    void nothingRunsBeforeSomeoneAsks() {
        var context = spark.sparkContext();
        context.setJobGroup("prediction", "transform", false);
        try {
            Dataset<Row> mapped = model.transform(pairs.repartition(4).orderBy("id"));
            assertThat(context.statusTracker().getJobIdsForGroup("prediction")).isEmpty();
            assertThat(mapped.count()).isEqualTo(ROWS);
            assertThat(context.statusTracker().getJobIdsForGroup("prediction")).isNotEmpty();
        } finally {
            context.clearJobGroup();
        }
    }

    @Test
    void parametersLeaveTheExecutorsWhenNobodyNeedsThem() throws InterruptedException {
        Set<String> before = broadcasts();
        Set<String> taken = mapOnce();
        taken.removeAll(before);
        assertThat(taken).isNotEmpty();
        for (int attempt = 0; attempt < 100 && !taken.isEmpty(); attempt++) {
            System.gc();
            Thread.sleep(100);
            taken.retainAll(broadcasts());
        }
        assertThat(taken).isEmpty();
    }

    /** Maps in a frame of its own, so that nothing here refers to the result. */
    private Set<String> mapOnce() {
        Dataset<Row> mapped = model.transform(pairs);
        assertThat(mapped.count()).isEqualTo(ROWS);
        return broadcasts();
    }

    private static Set<String> broadcasts() {
        Set<String> names = new TreeSet<>();
        List<BlockId> ids = new ArrayList<>(CollectionConverters.asJava(
                SparkEnv.get().blockManager().getMatchingBlockIds(new AbstractFunction1<BlockId, Object>() {
                    @Override
                    public Object apply(BlockId id) {
                        return id.isBroadcast();
                    }
                })));
        ids.forEach(id -> names.add(id.name()));
        return names;
    }

    @Test
    void aStreamIsRefusedWithTheWayToMapIt() {
        Dataset<Row> stream =
                spark.readStream().format("rate").load().selectExpr("array(1f, 2f, 3f, float(value)) AS features");
        assertThatThrownBy(() -> model.transform(stream))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a stream cannot be mapped as a whole; "
                        + "map each of its batches, in writeStream().foreachBatch");
    }
}
