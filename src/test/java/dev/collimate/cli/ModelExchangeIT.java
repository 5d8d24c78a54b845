package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.map.FloatRounding;
import dev.collimate.ml.AngleEvaluator;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.synthetic.SyntheticPairs;
import java.nio.file.Path;
import java.util.Arrays;
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

        assertSamePredictions(loaded, predictions(loaded.transform(read(pairs))), predictedByCommand(model));
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
        double turn = assertSamePredictions(fitted, predictions(predicted), predictedByCommand(model));
        JsonNode evaluated =
                CommandRun.of("evaluate", "--input", pairs, "--model", model).result();
        double angle =
                new AngleEvaluator().setLabelCol("y").setMetricName("meanAngle").evaluate(predicted);
        assertThat(evaluated.get("meanAngleDegrees").asDouble()).isCloseTo(angle, within(1e-9 + turn));
    }

    private List<Row> predictedByCommand(String model) {
        String output = folder.resolve("predicted").toString();
        JsonNode result = CommandRun.of("predict", "--input", pairs, "--model", model, "--output", output)
                .result();
        assertThat(result.get("rows").asLong()).isEqualTo(500);
        return predictions(read(output));
    }

    private static List<Row> predictions(Dataset<Row> rows) {
        return rows.select("id", "x", "prediction").orderBy("id").collectAsList();
    }

    /**
     * The two read the rows in other blocks, so float rounding may tell them apart, and nothing else.
     *
     * @return the most, in degrees, by which that can change the mean angle to anything
     */
    private static double assertSamePredictions(AngularRegressionModel model, List<Row> some, List<Row> others) {
        FloatRounding rounding = new FloatRounding(model.map(), floats(model.parameters()));
        assertThat(others).hasSameSizeAs(some).isNotEmpty();
        double turns = 0;
        for (int i = 0; i < some.size(); i++) {
            assertThat(others.get(i).get(0)).isEqualTo(some.get(i).get(0));
            double[] mostApart = rounding.mostApart(floats(elements(some.get(i), 1)));
            double[] prediction = elements(some.get(i), 2);
            double[] other = elements(others.get(i), 2);
            assertThat(other).hasSameSizeAs(prediction).hasSize(model.map().outputDim());
            for (int j = 0; j < other.length; j++) {
                assertThat(other[j]).as("element %d of row %d", j, i).isCloseTo(prediction[j], within(mostApart[j]));
            }
            // A vector that moves by d, at most its length, turns by at most the arc sine of d over its length.
            turns += Math.toDegrees(Math.asin(Math.min(1, length(mostApart) / length(prediction))));
        }
        return turns / some.size();
    }

    private static double length(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(element -> element * element).sum());
    }

    private static double[] elements(Row row, int column) {
        return row.<Number>getList(column).stream()
                .mapToDouble(Number::doubleValue)
                .toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static Dataset<Row> read(String path) {
        return SparkTests.session().read().parquet(path);
    }
}
