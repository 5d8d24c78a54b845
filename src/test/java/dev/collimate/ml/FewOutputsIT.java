package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.map.LinearMap;
import dev.collimate.synthetic.SyntheticPairs;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits on Spark of maps with few outputs, which gather the whole curvature at each step. */
class FewOutputsIT {
    private static final int MOST_PASSES = 12;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aNoiseFreeMapIsFoundInTwelvePassesWithTheSameBitsByEveryAggregator(int outputs) {
        LinearMap map = new LinearMap(16, outputs, true);
        Dataset<Row> pairs = SyntheticPairs.generate(SparkTests.session(), map, 1000, 0, 1, 3);

        AngularRegressionModel collected = fit("indexed-collect", pairs);
        AngularRegressionModel reduced = fit("sliced-reduce", pairs);

        TrainingSummary summary = collected.summary().orElseThrow();
        assertThat(summary.stopReason().name()).isEqualTo("exactFit");
        assertThat(summary.passes()).isLessThanOrEqualTo(MOST_PASSES);
        assertThat(reduced.parameters()).isEqualTo(collected.parameters());
    }

    private static AngularRegressionModel fit(String aggregator, Dataset<Row> pairs) {
        return new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setAggregator(aggregator)
                .fit(pairs);
    }
}
