package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.fit.TrainingSummary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of pairs of which one has an x that is far longer than all others. */
@Tag("long")
class LongRowsIT {
    private static final String SOURCE = "dev.collimate.fit.CollectedMoments";
    private static Dataset<Row> rows;

    @BeforeAll
    static void read() {
        rows = SparkTests.sample("train");
    }

    /** 3.7e19 is what a float becomes that is read as half of a double. */
    @ParameterizedTest
    @ValueSource(doubles = {1e4, 1e6, 3.7e19})
    void theDefaultReachesWhatRowsOfUsualLengthsDo(double length) {
        TrainingSummary without = fit(rows);
        try (Warnings warnings = Warnings.of(SOURCE)) {
            TrainingSummary found = fit(stretched(length));
            assertThat(found.leverage().orElseThrow().effectiveRows()).isCloseTo(1, within(1e-2));
            // One row of 4000 lost its intercept.
            assertThat(found.finalPass().loss())
                    .isCloseTo(
                            without.finalPass().loss(),
                            within(1e-3 * without.finalPass().loss()));
            assertThat(found.passes()).isLessThanOrEqualTo(without.passes() + 3);
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .startsWith("a few long rows decide about least squares and orthogonal maps")
                    .contains("one more pass");
        }
    }

    @Test
    void rowsOfUsualLengthsAreNotWarnedOf() {
        try (Warnings warnings = Warnings.of(SOURCE)) {
            TrainingSummary found = fit(rows);
            assertThat(found.leverage()).isEmpty();
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void aClosedFormIsOfTheRowsAsTheyAreAndWarns() {
        try (Warnings warnings = Warnings.of(SOURCE)) {
            TrainingSummary found = new AngularRegression()
                    .setFeaturesCol("x")
                    .setLabelCol("y")
                    .setMap("orthogonal")
                    .fit(stretched(1e6))
                    .summary()
                    .orElseThrow();
            assertThat(found.passes()).isEqualTo(1);
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .contains("effective rows; look for damaged rows, or give x a common length");
        }
    }

    private static TrainingSummary fit(Dataset<Row> data) {
        return new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .fit(data)
                .summary()
                .orElseThrow();
    }

    private static Dataset<Row> stretched(double length) {
        return rows.withColumn(
                "x",
                functions
                        .when(
                                functions.col("id").equalTo(rows.first().getAs("id")),
                                functions.expr("transform(x, element -> float(element * " + length + "D))"))
                        .otherwise(functions.col("x")));
    }
}
