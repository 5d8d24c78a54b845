package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.map.LinearMap;
import dev.collimate.synthetic.SyntheticPairs;
import java.nio.file.Path;
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
}
