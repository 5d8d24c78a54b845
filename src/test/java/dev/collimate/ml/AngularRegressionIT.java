package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AngularRegressionIT {
    private static Dataset<Row> train;
    private static Dataset<Row> test;
    private static AngularRegressionModel model;

    @TempDir
    Path folder;

    @BeforeAll
    static void fit() {
        train = SparkTests.sample("train");
        test = SparkTests.sample("test");
        model = estimator().fit(train);
    }

    private static AngularRegression estimator() {
        return new AngularRegression("estimator").setFeaturesCol("x").setLabelCol("y");
    }

    @Test
    void theDefaultSolverReachesTheOptimumOfTheSampleInSixPasses() {
        AngularRegressionModel six = estimator().setMaxIter(4).fit(train);
        TrainingSummary summary = six.summary().orElseThrow();
        assertThat(summary.passes()).isLessThanOrEqualTo(6);
        assertThat(summary.finalPass().loss()).isLessThanOrEqualTo(0.101830);
        assertThat(summary.rows().accepted()).isEqualTo(4000);
    }

    @Test
    void aSavedModelGivesTheSamePredictionsAndAParametersCopy() throws Exception {
        String path = folder.resolve("model").toString();
        model.save(path);
        AngularRegressionModel loaded = AngularRegressionModel.load(path);
        assertThat(loaded.uid()).isEqualTo(model.uid());
        assertThat(loaded.parameters()).isEqualTo(model.parameters());
        assertThat(loaded.getFeaturesCol()).isEqualTo("x");
        assertThat(loaded.trainingBlas())
                .containsExactly(Blas.of(BlasChoice.AUTO).description());
        assertThat(loaded.copy(new ParamMap()).trainingBlas()).isEqualTo(loaded.trainingBlas());
        assertThat(loaded.transform(test).select("prediction").collectAsList())
                .isEqualTo(model.transform(test).select("prediction").collectAsList());
    }

    @Test
    void anExistingModelIsRefusedUnlessOverwritten() throws Exception {
        String path = folder.resolve("model").toString();
        model.save(path);
        assertThatThrownBy(() -> model.save(path))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("already exists");
        model.write().overwrite().save(path);
        assertThat(folder.toFile().list()).containsExactly("model");
    }

    @Test
    void transformKeepsRowsOrderAndColumnsAndAppendsInTheLabelsType() {
        Dataset<Row> mapped = model.copy(new ParamMap()).setAngleCol("angle").transform(test);
        assertThat(mapped.columns()).containsExactly("id", "text", "x", "y", "prediction", "angle");
        assertThat(mapped.select("id").collectAsList())
                .isEqualTo(test.select("id").collectAsList());
        assertThat(mapped.schema().apply("prediction").dataType().catalogString())
                .isEqualTo("array<float>");
        double meanAngle = mapped.selectExpr("degrees(avg(angle))").first().getDouble(0);
        assertThat(meanAngle).isBetween(28.0, 28.55);
    }

    @Test
    void aPipelineModelIsSavedAndLoaded() throws Exception {
        PipelineModel pipeline =
                new Pipeline().setStages(new PipelineStage[] {estimator()}).fit(train);
        String path = folder.resolve("pipeline").toString();
        pipeline.save(path);
        PipelineModel loaded = PipelineModel.load(path);
        assertThat(loaded.transform(test).select("prediction").first())
                .isEqualTo(pipeline.transform(test).select("prediction").first());
    }

    @Test
    void anEstimatorKeepsItsParametersWhenSaved() throws Exception {
        String path = folder.resolve("estimator").toString();
        estimator().setSolver("gd").setStepSize(0.5).setSeed(7).save(path);
        AngularRegression loaded = AngularRegression.load(path);
        assertThat(loaded.getSolver()).isEqualTo("gd");
        assertThat(loaded.getStepSize()).isEqualTo(0.5);
        assertThat(loaded.getSeed()).isEqualTo(7);
        assertThat(loaded.explainParams())
                .isEqualTo(
                        estimator().setSolver("gd").setStepSize(0.5).setSeed(7).explainParams());
    }
}
