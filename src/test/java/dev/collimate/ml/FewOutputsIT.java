package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.VectorMap;
import dev.collimate.synthetic.SyntheticPairs;
import java.util.stream.Stream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fits on Spark of maps with few outputs, which a direct transform may lead to. */
class FewOutputsIT {
    /** Of moments, of the start and of the map. */
    private static final int PASSES = 3;

    static Stream<Arguments> fits() {
        return Stream.of(
                Arguments.of(new LinearMap(16, 2, true), new AngularRegression()),
                Arguments.of(new LinearMap(16, 3, true), new AngularRegression().setReduction("sum")),
                Arguments.of(new LinearMap(16, 3, false), new AngularRegression().setLoss("axial")),
                Arguments.of(
                        new LowRankMap(16, 8, 3, true, false),
                        new AngularRegression().setMap("low-rank").setRank(3)));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void aNoiseFreeMapIsFoundInThreePassesWithTheSameBitsByEveryAggregator(VectorMap map, AngularRegression estimator) {
        Dataset<Row> pairs = SyntheticPairs.generate(SparkTests.session(), map, 1000, 0, 1, 3);
        estimator
                .setFitIntercept(map.description().fitIntercept())
                .setFeaturesCol("x")
                .setLabelCol("y");

        AngularRegressionModel collected =
                estimator.setAggregator("indexed-collect").fit(pairs);
        AngularRegressionModel reduced =
                estimator.setAggregator("sliced-reduce").fit(pairs);

        TrainingSummary summary = collected.summary().orElseThrow();
        assertThat(summary.stopReason().name()).isEqualTo("exactFit");
        assertThat(summary.passes()).isEqualTo(PASSES);
        assertThat(summary.finalPass().loss())
                .isEqualTo(summary.objectiveHistory().get(0));
        assertThat(reduced.parameters()).isEqualTo(collected.parameters());
    }

    /** The map is level where two fifths of the actuals lie on its other side; a search from least squares ends lower. */
    @Test
    void whereActualsLieOnBothSidesTheSearchAndItsFiguresAreThoseOfTheStart() {
        Dataset<Row> pairs = SyntheticPairs.generate(SparkTests.session(), new LinearMap(16, 3, true), 1000, 0, 1, 3)
                .selectExpr("x", "if(abs(hash(x)) % 5 < 2, transform(y, v -> -v), y) AS y");
        AngularRegression estimator =
                new AngularRegression().setFeaturesCol("x").setLabelCol("y");
        // A pull that is too weak to change a bit leaves the transform out.
        for (int steps : new int[] {0, 20}) {
            TrainingSummary found =
                    estimator.setMaxIter(steps).fit(pairs).summary().orElseThrow();
            TrainingSummary plain = estimator
                    .copy(ParamMap.empty())
                    .setRegParam(1e-300)
                    .fit(pairs)
                    .summary()
                    .orElseThrow();
            assertThat(found.objectiveHistory()).isEqualTo(plain.objectiveHistory());
            assertThat(found.finalPass().loss()).isEqualTo(plain.finalPass().loss());
            assertThat(found.finalPass().meanAngleDegrees())
                    .isEqualTo(plain.finalPass().meanAngleDegrees());
        }
    }
}
