package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkJobs;
import dev.collimate.SparkTests;
import dev.collimate.fit.SettingsException;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.map.LinearMap;
import dev.collimate.synthetic.SyntheticPairs;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeModelIT {
    private static final int DIM = 2240;

    @TempDir
    Path folder;

    @Test
    void fiveMillionParametersAreFittedSavedLoadedAndUsed() throws Exception {
        LinearMap map = new LinearMap(DIM, DIM, true);
        assertThat(map.layout().size()).isGreaterThan(5_000_000);
        Dataset<Row> pairs = SyntheticPairs.generate(SparkTests.session(), map, 64, 0.1, 1, 2)
                .toDF("id", "features", "label");
        AngularRegressionModel model = new AngularRegression("large")
                .setSolver("gd")
                .setInitMode("random")
                .setSeed(2)
                .setMaxIter(2)
                .fit(pairs);
        TrainingSummary summary = model.summary().orElseThrow();
        assertThat(summary.finalPass().loss())
                .isLessThan(summary.objectiveHistory().get(0));

        Path path = folder.resolve("model");
        model.save(path.toString());
        AngularRegressionModel loaded = AngularRegressionModel.load(path.toString());
        assertThat(loaded.parameters()).isEqualTo(model.parameters());
        double angle = new AngleEvaluator().evaluate(loaded.transform(pairs));
        assertThat(angle).isCloseTo(summary.finalPass().meanAngleDegrees(), within(1e-3));
    }

    @Test
    void fiftyMillionParametersAreRefusedBeforeReadingWhereTheDriverMayNotTakeTheirSumsIn() throws Exception {
        SparkTests.withOwn("local[2]", Map.of("spark.driver.maxResultSize", "256m"), spark -> {
            Dataset<Row> pairs = spark.range(2)
                    .selectExpr(
                            "transform(sequence(1, 7071), i -> float(sin(i * (id + 1)))) features",
                            "transform(sequence(1, 7071), i -> float(cos(i * (id + 1)))) label");
            try (SparkJobs jobs = new SparkJobs(spark)) {
                assertThatThrownBy(() -> new AngularRegression("large")
                                .setSolver("gd")
                                .setInitMode("random")
                                .fit(pairs))
                        .isInstanceOf(SettingsException.class)
                        .hasMessageStartingWith("a pass of the gradient of 50,006,112 numbers over ")
                        .hasMessageContaining("spark.driver.maxResultSize is 0.250 GiB")
                        .hasMessageContaining("set spark.driver.maxResultSize to at least 1g");
                assertThat(jobs.all()).containsOnly("angular fit · looking at a row");
            }
            return null;
        });
    }
}
