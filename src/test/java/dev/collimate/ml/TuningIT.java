package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pairs are of a planted linear map, which an orthogonal map cannot reach. */
@Tag("long")
@Tag("versions")
class TuningIT {
    private static final String[] MAPS = {"orthogonal", "linear"};

    private final AngularRegression estimator = new AngularRegression("estimator");
    private final Dataset<Row> pairs = Pairs.generate(300, 0.02);

    @TempDir
    Path folder;

    @Test
    void crossValidationPicksTheMapOfTheSmallestAngle() throws Exception {
        CrossValidator validator = crossValidator("meanAngle");
        CrossValidatorModel model = validator.fit(pairs);
        assertThat(model.avgMetrics()[1]).isLessThan(3).isLessThan(model.avgMetrics()[0] / 3);
        assertThat(mapName(model.bestModel())).isEqualTo("linear");
    }

    @Test
    void crossValidationPicksTheMapOfTheLargestShare() {
        CrossValidatorModel model = crossValidator("within").fit(pairs);
        assertThat(model.avgMetrics()[1]).isGreaterThan(0.9).isGreaterThan(model.avgMetrics()[0]);
        assertThat(mapName(model.bestModel())).isEqualTo("linear");
    }

    @Test
    void aCrossValidatorAndItsModelAreSavedAndLoaded() throws Exception {
        CrossValidator validator = crossValidator("p90Angle");
        validator.save(path("validator"));
        CrossValidator loaded = CrossValidator.load(path("validator"));
        assertThat(((AngleEvaluator) loaded.getEvaluator()).getMetricName()).isEqualTo("p90Angle");
        assertThat(loaded.getEstimator().uid()).isEqualTo("estimator");
        CrossValidatorModel model = loaded.fit(pairs);
        model.save(path("model"));
        CrossValidatorModel loadedModel = CrossValidatorModel.load(path("model"));
        assertThat(loadedModel.avgMetrics()).isEqualTo(model.avgMetrics());
        assertThat(predictions(loadedModel.bestModel())).isEqualTo(predictions(model.bestModel()));
    }

    @Test
    void aTrainValidationSplitTunesAPipeline() throws Exception {
        TrainValidationSplitModel model = new TrainValidationSplit()
                .setEstimator(new Pipeline().setStages(new PipelineStage[] {estimator}))
                .setEvaluator(new AngleEvaluator().setMetricName("meanCosine"))
                .setEstimatorParamMaps(grid())
                .setTrainRatio(0.75)
                .setSeed(1)
                .fit(pairs);
        assertThat(model.validationMetrics()[1]).isGreaterThan(0.99).isGreaterThan(model.validationMetrics()[0]);
        assertThat(mapName(((PipelineModel) model.bestModel()).stages()[0])).isEqualTo("linear");
        model.save(path("split"));
        assertThat(predictions(TrainValidationSplitModel.load(path("split")).bestModel()))
                .isEqualTo(predictions(model.bestModel()));
    }

    private CrossValidator crossValidator(String metric) {
        return new CrossValidator()
                .setEstimator(estimator)
                .setEvaluator(new AngleEvaluator().setMetricName(metric).setWithinDegrees(5))
                .setEstimatorParamMaps(grid())
                .setNumFolds(3)
                .setParallelism(2)
                .setSeed(1);
    }

    private ParamMap[] grid() {
        return new ParamGridBuilder()
                .addGrid(estimator.map(), scala.jdk.javaapi.CollectionConverters.asScala(java.util.List.of(MAPS)))
                .build();
    }

    private java.util.List<Row> predictions(Model<?> model) {
        return model.transform(pairs).select("prediction").collectAsList();
    }

    private static String mapName(Object model) {
        return ((AngularRegressionModel) model).map().name();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
