package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.ml.AngleEvaluator;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.synthetic.SyntheticPairs;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One model directory for the command line and for programs on Spark ML, in both directions. */
class ModelExchangeIT {
    private static final String PERCEPTRON = "8,16,3";

    @TempDir
    private Path folder;

    private String pairs;

    @BeforeEach
    void makePairs() {
        pairs = folder.resolve("pairs").toString();
        SyntheticPairs.generateSun(SparkTests.session(), 500, 0.1, 1, 2).write().parquet(pairs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--map linear", "--map mlp --layers " + PERCEPTRON + " --activation gelu"})
    void aModelTrainedByTheCommandLinePredictsTheSameInAProgram(String map) {
        String model = folder.resolve("model").toString();
        CommandRun.of(Arguments.of("train --max-iter 5 " + map, "--input", pairs, "--model", model))
                .result();

        AngularRegressionModel loaded = AngularRegressionModel.load(model);

        assertThat(predictions(loaded.transform(read(pairs)))).isEqualTo(predictedByCommand(model));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "mlp"})
    void aModelSavedByAProgramPredictsAndEvaluatesTheSameOnTheCommandLine(String map) throws Exception {
        AngularRegression estimator = new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setMap(map)
                .setMaxIter(5);
        if (map.equals("mlp")) {
            estimator.setLayers(new int[] {8, 16, 3}).setActivation("gelu");
        }
        AngularRegressionModel fitted = estimator.fit(read(pairs));
        String model = folder.resolve("model").toString();
        fitted.write().save(model);

        Dataset<Row> predicted = fitted.transform(read(pairs));
        assertThat(predictedByCommand(model)).isEqualTo(predictions(predicted));
        JsonNode evaluated =
                CommandRun.of("evaluate", "--input", pairs, "--model", model).result();
        double angle =
                new AngleEvaluator().setLabelCol("y").setMetricName("meanAngle").evaluate(predicted);
        assertThat(evaluated.get("meanAngleDegrees").asDouble()).isCloseTo(angle, within(1e-9));
    }

    private List<Row> predictedByCommand(String model) {
        String output = folder.resolve("predicted").toString();
        JsonNode result = CommandRun.of("predict", "--input", pairs, "--model", model, "--output", output)
                .result();
        assertThat(result.get("rows").asLong()).isEqualTo(500);
        return predictions(read(output));
    }

    private static List<Row> predictions(Dataset<Row> rows) {
        return rows.select("id", "prediction").orderBy("id").collectAsList();
    }

    private static Dataset<Row> read(String path) {
        return SparkTests.session().read().parquet(path);
    }
}
