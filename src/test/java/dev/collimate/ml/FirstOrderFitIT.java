package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.math.HashRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fit on Spark beside {@link PlainLoop}, with each of the settings that first-order solvers read. */
class FirstOrderFitIT {
    private static final int INPUT_DIM = 4;
    private static final int OUTPUT_DIM = 3;
    private static final int ROWS = 60;
    private static final int PARTITIONS = 2;
    private static final int BLOCK_SIZE = 5;
    /** Tasks compute in float: steps of a size near 1 carry errors near 1e-7. */
    private static final double TOLERANCE = 1e-5;

    private static final List<PlainLoop.Pair> PAIRS = pairs();
    private static final Map<Long, double[]> STARTS = new HashMap<>();
    private static Dataset<Row> data;

    static List<AngularRegression> estimators() {
        return List.of(
                gd("gd"),
                gd("momentum").setMomentum(0.9),
                gd("nesterov").setMomentum(0.9).setNesterov(true),
                gd("step schedule").setSchedule("step"),
                gd("cosine schedule").setSchedule("cosine"),
                gd("warm-up").setWarmUp(0.4),
                gd("warm-up, then cosine").setWarmUp(0.4).setSchedule("cosine"),
                gd("clip norm").setClipNorm(0.15),
                gd("gradient tolerance").setGradientTol(0.2),
                gd("pull").setRegParam(0.3),
                gd("sum").setReduction("sum").setStepSize(0.01),
                gd("cosine-embedding").setLoss("cosine-embedding").setTargetCol("target"),
                gd("margin").setLoss("cosine-embedding").setTargetCol("target").setMargin(0.3),
                gd("thirds").setBatchFraction(1 / 3.0),
                gd("thirds, in four digits, other seed")
                        .setBatchFraction(0.3333)
                        .setSeed(5),
                gd("batches of one block").setBatchFraction(1 / 12.0).setSchedule("step"),
                estimator("adam", "adam", 0.1),
                estimator("adam on halves", "adam", 0.1).setBatchFraction(0.5),
                estimator("adamw", "adamw", 0.1).setWeightDecay(2),
                estimator("all", "adamw", 0.1)
                        .setBatchFraction(0.25)
                        .setWeightDecay(1)
                        .setSchedule("cosine")
                        .setWarmUp(0.2)
                        .setClipNorm(0.3)
                        .setReduction("sum"));
    }

    private static AngularRegression gd(String name) {
        return estimator(name, "gd", 0.5);
    }

    private static AngularRegression estimator(String name, String solver, double stepSize) {
        return new AngularRegression(name)
                .setSolver(solver)
                .setStepSize(stepSize)
                .setInitMode("random")
                .setWeightCol("weight")
                .setMaxIter(9)
                .setTol(0)
                .setBlockSize(BLOCK_SIZE)
                .setNumPartitions(PARTITIONS);
    }

    private static List<PlainLoop.Pair> pairs() {
        List<PlainLoop.Pair> pairs = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            float[] x = new float[INPUT_DIM];
            float[] y = new float[OUTPUT_DIM];
            for (int i = 0; i < INPUT_DIM; i++) {
                x[i] = (float) HashRandom.uniform(row, i) - 0.5f;
            }
            for (int i = 0; i < OUTPUT_DIM; i++) {
                y[i] = x[i] - 2 * x[i + 1] + 0.3f + 0.2f * (float) HashRandom.uniform(row, INPUT_DIM + i);
            }
            pairs.add(new PlainLoop.Pair(x, y, 0.5 + row % 4, row % 3 == 0 ? -1 : 1));
        }
        return pairs;
    }

    @BeforeAll
    static void read() {
        List<Row> rows = PAIRS.stream()
                .map(pair -> RowFactory.create(pair.x(), pair.y(), pair.weight(), pair.target()))
                .toList();
        data = SparkTests.session()
                .createDataFrame(
                        rows,
                        StructType.fromDDL("features array<float>, label array<float>, weight double, target double"));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void theFitIsThePlainLoopOverItsRows(AngularRegression estimator) {
        AngularRegressionModel model = estimator.fit(data);
        TrainingSummary summary = model.summary().orElseThrow();
        PlainLoop.Outcome expected = loop(estimator);
        assertThat(summary.partitions()).isEqualTo(PARTITIONS);
        assertThat(summary.iterations()).isEqualTo(expected.values().size() - 1);
        assertThat(summary.objectiveHistory()).hasSameSizeAs(expected.values());
        for (int i = 0; i < expected.values().size(); i++) {
            double value = expected.values().get(i);
            assertThat(summary.objectiveHistory().get(i))
                    .as("objective after step %d", i)
                    .isCloseTo(value, within(TOLERANCE * Math.max(1, value)));
        }
        assertThat(model.parameters()).containsExactly(expected.point(), within(TOLERANCE));
    }

    @Test
    void theGradientToleranceEndsTheFitWhereItIsReached() {
        AngularRegression estimator = gd("gradient tolerance").setGradientTol(0.2);
        int steps = loop(estimator).values().size() - 1;
        assertThat(steps).isBetween(1, estimator.getMaxIter() - 1);
        TrainingSummary summary = estimator.fit(data).summary().orElseThrow();
        assertThat(summary.stopReason().name()).isEqualTo("gradientNorm");
    }

    /** So that no setting can be left out of the fit and of the loop unseen. */
    @Test
    void everySettingLeadsElsewhere() {
        List<AngularRegression> estimators = estimators();
        for (int i = 0; i < estimators.size(); i++) {
            double[] one = loop(estimators.get(i)).point();
            for (AngularRegression other : estimators.subList(0, i)) {
                double[] two = loop(other).point();
                double most = 0;
                for (int j = 0; j < one.length; j++) {
                    most = Math.max(most, Math.abs(one[j] - two[j]));
                }
                assertThat(most)
                        .as("%s and %s", estimators.get(i).uid(), other.uid())
                        .isGreaterThan(100 * TOLERANCE);
            }
        }
    }

    private static PlainLoop.Outcome loop(AngularRegression estimator) {
        double[] start = STARTS.computeIfAbsent(
                estimator.getSeed(),
                seed -> gd("start").setSeed(seed).setMaxIter(0).fit(data).parameters());
        return new PlainLoop(estimator, PAIRS, start).run();
    }
}
