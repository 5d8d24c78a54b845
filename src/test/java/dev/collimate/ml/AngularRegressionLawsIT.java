package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.fit.TrainingSummary;
import dev.collimate.optim.StopReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class AngularRegressionLawsIT extends VectorStageLaws<AngularRegression> {
    @Override
    AngularRegression create(String uid) {
        return new AngularRegression(uid);
    }

    @Override
    MLReader<AngularRegression> reader() {
        return AngularRegression.read();
    }

    @Override
    Map<String, Object> otherValues() {
        Map<String, Object> values = new HashMap<>();
        values.put("featuresCol", "x");
        values.put("labelCol", "y");
        values.put("predictionCol", "p");
        values.put("predictionType", "vector");
        values.put("angleCol", "angle");
        values.put("badRows", "skip");
        values.put("maxSkippedFraction", 0.25);
        values.put("weightCol", "w");
        values.put("targetCol", "t");
        values.put("loss", "cosine-embedding");
        values.put("margin", -0.25);
        values.put("reduction", "sum");
        values.put("map", "orthogonal");
        values.put("fitIntercept", false);
        values.put("rank", 2);
        values.put("layers", new int[] {4, 8, 3});
        values.put("activation", "gelu");
        values.put("residual", true);
        values.put("solver", "adamw");
        values.put("initMode", "random");
        values.put("initialModel", "somewhere/model");
        values.put("maxIter", 7);
        values.put("tol", 1e-9);
        values.put("gradientTol", 1e-12);
        values.put("stepSize", 0.1 + 0.2);
        values.put("regParam", Double.MIN_VALUE);
        values.put("ridge", "0.25");
        values.put("spread", 0.5);
        values.put("spreadScale", 1.25);
        values.put("pullTo", "orthogonal");
        values.put("seed", Long.MIN_VALUE);
        values.put("momentum", 0.9);
        values.put("nesterov", true);
        values.put("batchFraction", 1 / 3.0);
        values.put("schedule", "cosine");
        values.put("warmUp", 0.05);
        values.put("clipNorm", 1.5);
        values.put("weightDecay", 0.0);
        values.put("validationIndicatorCol", "held");
        values.put("validationValue", "test");
        values.put("validationFraction", 0.125);
        values.put("rowKeyCol", "id");
        values.put("patience", 3);
        values.put("select", "recall@10");
        values.put("mapped", "store");
        values.put("blas", "java");
        values.put("blockSize", 64);
        values.put("numPartitions", 5);
        values.put("aggregator", "sliced-reduce");
        values.put("checkpointDir", "somewhere/checkpoints");
        values.put("checkpointSeconds", 60);
        return values;
    }

    @Override
    List<BadValue> badValues() {
        return List.of(
                new BadValue("maxIter", -1, "maxIter must be at least 0, but was -1"),
                new BadValue("checkpointSeconds", -1, "checkpointSeconds must be at least 0, but was -1"),
                new BadValue("tol", -1e-3, "tol must be at least 0, but was -0.001"),
                new BadValue("stepSize", 0.0, "stepSize must be above 0, but was 0.0"),
                new BadValue("regParam", Double.POSITIVE_INFINITY, "regParam must be at least 0, but was Infinity"),
                new BadValue("margin", 1.5, "margin must be in [-1, 1], but was 1.5"),
                new BadValue("rank", 0, "rank must be at least 1, but was 0"),
                new BadValue("batchFraction", 0.0, "batchFraction must be in (0, 1], but was 0.0"),
                new BadValue(
                        "batchFraction",
                        0.7,
                        "batchFraction must be 1/k for a whole k, but was 0.7; the nearest are 0.5 and 1"),
                new BadValue("maxSkippedFraction", 1.5, "maxSkippedFraction must be in [0, 1], but was 1.5"),
                new BadValue("patience", 0, "patience must be at least 1, but was 0"),
                new BadValue("blockSize", -1, "blockSize must be at least 0, but was -1"),
                new BadValue("featuresCol", null, "featuresCol must be a name, but was null"),
                new BadValue(
                        "predictionType",
                        "float",
                        "predictionType must be one of array<float>, array<double>, vector, but was float"),
                new BadValue("reduction", "max", "reduction must be one of mean, sum, but was max"));
    }

    @Test
    void parametersThatSparkHasAreCalledAsSparkCallsThem() {
        AngularRegression stage = create("stage");
        for (String name : List.of(
                "featuresCol",
                "labelCol",
                "predictionCol",
                "weightCol",
                "maxIter",
                "tol",
                "stepSize",
                "regParam",
                "fitIntercept",
                "seed",
                "solver",
                "loss",
                "layers",
                "blockSize",
                "validationIndicatorCol")) {
            assertThat(stage.hasParam(name)).as(name).isTrue();
        }
        assertThat(stage.hasParam("aggregationDepth")).isFalse();
        assertThat(stage.explainParam(stage.regParam()))
                .contains("penalty lambda / 2 * |W - W0|^2", "which is never 0");
        assertThat(stage.explainParam(stage.pullTo())).contains("start (of the search)", "default: start");
    }

    @Test
    void columnsThatTrainingReadsAreChecked() {
        StructType schema = schema(FLOATS, FLOATS).add("w", DataTypes.StringType);
        assertRefused(
                create("a").setLabelCol("y"), schema, "Column y does not exist. Available: id, features, label, w");
        assertRefused(
                create("b").setWeightCol("w"),
                schema,
                "Column w must be of a numeric type but was actually of type string.");
        assertRefused(
                create("c").setLoss("cosine-embedding"),
                schema,
                "the loss cosine-embedding needs a column of targets, +1 or -1: set targetCol");
        assertRefused(
                create("d").setValidationIndicatorCol("features"),
                schema,
                "Column features must be of type boolean, numeric or string but was actually of type array<float>.");
        assertRefused(
                create("e").setValidationFraction(0.1).setRowKeyCol("key"),
                schema,
                "Column key does not exist. Available: id, features, label, w");
    }

    @Test
    void optionsThatContradictEachOtherAreRefusedBeforeDataAreRead() {
        StructType schema = schema(FLOATS, FLOATS).add("held", DataTypes.BooleanType);
        assertRefused(
                create("a").setMap("orthogonal").setSolver("adam"),
                schema,
                "the map orthogonal has no solver adam; leave the solver at auto, which is closed-form for this map");
        assertRefused(
                create("b").setRank(2),
                schema,
                "the map linear has no rank, but rank was 2; leave it out, or choose the map low-rank");
        assertRefused(
                create("c").setBatchFraction(0.5),
                schema,
                "the solver precond-lbfgs makes full passes, but batchFraction was 0.5; "
                        + "choose gd with a stepSize, adam or adamw for mini-batches");
        assertRefused(
                create("d").setPatience(2),
                schema,
                "patience is 2, but no rows are held out to stop early by: "
                        + "set validationFraction or validationIndicatorCol");
        assertRefused(
                create("e").setValidationIndicatorCol("held").setValidationFraction(0.5),
                schema,
                "set validationIndicatorCol or validationFraction, not both; they were held and 0.5");
        assertRefused(
                create("f").setSpread(0.5).setSelect("meanAngle").setValidationFraction(0.5),
                schema,
                "spread spreads the predictions of the fitted map alone, but select may choose another map; "
                        + "leave one of them out");
    }

    @Test
    void aFitGivesAModelWithTheEstimatorsSettingsAndASummary() {
        Dataset<Row> pairs = Pairs.generate(600, 0.05);
        AngularRegression estimator = create("estimator").setPredictionCol("p").setAngleCol("angle");
        AngularRegressionModel model = estimator.fit(pairs);
        assertThat(model.uid()).isEqualTo("estimator");
        assertThat(model.parent()).isSameAs(estimator);
        assertThat(model.getPredictionCol()).isEqualTo("p");
        assertThat(model.map().inputDim()).isEqualTo(Pairs.INPUT_DIM);
        assertThat(model.map().outputDim()).isEqualTo(Pairs.OUTPUT_DIM);
        TrainingSummary summary = model.summary().orElseThrow();
        assertThat(summary.rows().accepted()).isEqualTo(600);
        assertThat(summary.passes()).isBetween(summary.iterations(), 3 * summary.iterations() + 2);
        assertThat(summary.objectiveHistory()).hasSize(summary.iterations() + 1);
        assertThat(summary.objectiveHistory()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(summary.objectiveHistory().get(summary.iterations()))
                .isCloseTo(summary.finalPass().loss(), within(1e-12));
        assertThat(summary.stopReason()).isInstanceOf(StopReason.class);
        assertThat(summary.seconds()).isPositive();
        double angle =
                model.transform(pairs).selectExpr("degrees(avg(angle))").first().getDouble(0);
        assertThat(angle).isCloseTo(summary.finalPass().meanAngleDegrees(), within(1e-4));
        assertThat(model.copy(new ParamMap()).summary()).contains(summary);
    }

    @Test
    void aParamMapWinsForOneFit() {
        Dataset<Row> pairs = Pairs.generate(100, 0.05);
        AngularRegression estimator = create("estimator").setMaxIter(50);
        ParamMap once = new ParamMap().put(estimator.maxIter(), 0).put(estimator.predictionCol(), "p");
        AngularRegressionModel model = estimator.fit(pairs, once);
        assertThat(model.summary().orElseThrow().iterations()).isZero();
        assertThat(model.getPredictionCol()).isEqualTo("p");
        assertThat(estimator.getMaxIter()).isEqualTo(50);
    }

    @Test
    void everyTypeOfVectorFitsTheSameModel() {
        Dataset<Row> floats = Pairs.generate(200, 0.05);
        double[] expected = create("a").fit(floats).parameters();
        Dataset<Row> doubles = floats.selectExpr(
                "cast(features as array<double>) as features", "cast(label as array<double>) as label");
        assertThat(create("a").fit(doubles).parameters()).isEqualTo(expected);
        Dataset<Row> vectors = doubles.select(
                org.apache
                        .spark
                        .ml
                        .functions
                        .array_to_vector(doubles.col("features"))
                        .as("features"),
                org.apache
                        .spark
                        .ml
                        .functions
                        .array_to_vector(doubles.col("label"))
                        .as("label"));
        AngularRegressionModel model = create("a").fit(vectors);
        assertThat(model.parameters()).isEqualTo(expected);
        assertThat(model.transform(floats.drop("label"))
                        .schema()
                        .apply("prediction")
                        .dataType())
                .isEqualTo(VECTOR);
    }

    @Test
    void aPipelineOfOtherStagesAroundItIsFittedSavedAndLoaded() throws Exception {
        Dataset<Row> pairs = Pairs.generate(200, 0.05);
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            new SQLTransformer().setStatement("SELECT *, array_insert(features, 1, 1f) AS more FROM __THIS__"),
            create("estimator").setFeaturesCol("more").setFitIntercept(false),
            new SQLTransformer().setStatement("SELECT id, prediction[0] AS first FROM __THIS__")
        });
        assertThat(pipeline.transformSchema(pairs.schema()).fieldNames()).containsExactly("id", "first");
        pipeline.write().save(path("pipeline"));
        PipelineModel model = Pipeline.load(path("pipeline")).fit(pairs);
        model.write().save(path("model"));
        List<Row> expected = model.transform(pairs.drop("label")).collectAsList();
        assertThat(expected).hasSize(200);
        assertThat(PipelineModel.load(path("model"))
                        .transform(pairs.drop("label"))
                        .collectAsList())
                .isEqualTo(expected);
    }

    @Test
    void columnsOfAnyNameWork() {
        Dataset<Row> pairs = Pairs.generate(50, 0.05).toDF("row id", "the.features", "la`bel");
        AngularRegression estimator = create("a")
                .setFeaturesCol("the.features")
                .setLabelCol("la`bel")
                .setPredictionCol("a.b c")
                .setValidationFraction(0.2)
                .setRowKeyCol("row id");
        Dataset<Row> mapped = estimator.fit(pairs).transform(pairs);
        assertThat(mapped.columns()).containsExactly("row id", "the.features", "la`bel", "a.b c");
        assertThat(mapped.count()).isEqualTo(50);
    }

    @Test
    void badRowsAreToldByTheNameOfTheirColumn() {
        for (String[] bad : new String[][] {
            {"(array(1f), array(1f, 0f))", "head has 1 elements, expected 2"},
            {"(array(1f, 2f), array(1f))", "gaze has 1 elements, expected 2"},
            {"(array(1f, 2f), null)", "gaze: a vector is null"},
            {"(array(1f, null), array(1f, 0f))", "head: a vector has an element that is null, or text that is no number"
            },
            {"(array(1f, float('NaN')), array(1f, 0f))", "head: a vector has an element that is NaN"}
        }) {
            Dataset<Row> pairs = dev.collimate.SparkTests.session()
                    .sql("SELECT * FROM VALUES (array(1f, 2f), array(1f, 0f)), " + bad[0] + " AS (head, gaze)")
                    .coalesce(1);
            assertThatThrownBy(() -> create("a")
                            .setFeaturesCol("head")
                            .setLabelCol("gaze")
                            .fit(pairs))
                    .hasMessageContaining("both counted from 0: " + bad[1]);
        }
    }

    @Test
    void aFitLeavesNothingInTheCache() {
        var context = dev.collimate.SparkTests.session().sparkContext();
        int before = context.getPersistentRDDs().size();
        create("a").setValidationFraction(0.2).setPatience(2).fit(Pairs.generate(100, 0.05));
        assertThat(context.getPersistentRDDs().size()).isEqualTo(before);
        assertThatThrownBy(() -> create("a").fit(Pairs.generate(100, 0.05).selectExpr("features", "array() as label")));
        assertThat(context.getPersistentRDDs().size()).isEqualTo(before);
    }
}
