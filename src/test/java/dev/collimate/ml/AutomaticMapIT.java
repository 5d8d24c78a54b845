package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.fit.Comparison;
import dev.collimate.fit.Selection;
import dev.collimate.fit.SpreadSettings;
import dev.collimate.fit.TrainingSummary;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One map of many is chosen on the rows held out of the shipped sample. */
@Tag("long")
class AutomaticMapIT {
    @TempDir
    static Path folder;

    private static AngularRegressionModel model;

    @BeforeAll
    static void fit() {
        model = estimator().fit(pairs(SparkTests.session()));
    }

    private static Dataset<Row> pairs(SparkSession spark) {
        return half(spark, "train", false).unionByName(half(spark, "test", true));
    }

    private static Dataset<Row> half(SparkSession spark, String name, boolean held) {
        return spark.read().parquet("src/sample/" + name).select("x", "y").withColumn("held", functions.lit(held));
    }

    private static AngularRegression estimator() {
        return new AngularRegression("estimator")
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setMap("auto")
                .setCheckpointDir(folder.resolve("checkpoints").toString())
                .setValidationIndicatorCol("held");
    }

    private static Selection selection(AngularRegressionModel of) {
        return of.summary().flatMap(TrainingSummary::selection).orElseThrow();
    }

    private static Selection.Solved solved(Selection.Candidate candidate) {
        return candidate.solved().orElseThrow();
    }

    @Test
    void theSimplestWithinAStandardErrorOfTheBestIsTheModel() {
        Selection selection = selection(model);
        assertThat(selection.candidates())
                .extracting(Selection.Candidate::name)
                .containsExactly(
                        "identity",
                        "orthogonal, centred",
                        "low-rank, rank 96",
                        "linear",
                        "mlp, 1,024 units",
                        "mlp, 4,096 units");
        assertThat(selection.candidates())
                .allMatch(candidate -> solved(candidate).spread().isEmpty());
        double best = selection.candidates().stream()
                .mapToDouble(candidate -> candidate.value().value())
                .min()
                .orElseThrow();
        for (Selection.Candidate candidate : selection.candidates()) {
            assertThat(solved(candidate).behind()).isCloseTo(candidate.value().value() - best, within(1e-9));
        }
        assertThat(selection.chosen())
                .isEqualTo(selection.candidates().stream()
                        .filter(candidate ->
                                solved(candidate).behind() <= solved(candidate).standardError())
                        .findFirst()
                        .orElseThrow()
                        .name());
        TrainingSummary summary = model.summary().orElseThrow();
        assertThat(summary.solver()).isEqualTo("closed-form");
        assertThat(summary.passes()).isEqualTo(2);
        List<Comparison> comparisons = summary.comparisons();
        assertThat(comparisons).extracting(Comparison::name).doesNotHaveDuplicates();
        double measured = new AngleEvaluator().setLabelCol("y").evaluate(model.transform(SparkTests.sample("test")));
        assertThat(measured)
                .isCloseTo(comparisons.get(comparisons.size() - 1).statistics().meanDegrees(), within(1e-4));
        assertThat(measured).as("least squares without a ridge is at 28.51").isLessThanOrEqualTo(28.3);
    }

    @Test
    void aFitThatHasEndedIsGivenAgainWithAllThatItFound() {
        AngularRegressionModel again = estimator()
                .setPassListener(report -> {
                    throw new AssertionError("a pass was made");
                })
                .fit(pairs(SparkTests.session()));
        assertThat(again.parameters()).containsExactly(model.parameters());
        assertThat(selection(again)).isEqualTo(selection(model));
        assertThat(again.summary().orElseThrow().ridge())
                .isEqualTo(model.summary().orElseThrow().ridge());
    }

    @Test
    void anotherMeasureTakesTheBestOfSpreadMapsTooByNoPassMoreAndAnotherClusterGivesTheSameBits() throws Exception {
        AngularRegressionModel searched = SparkTests.withOwn("local[1]", Map.of(), spark -> estimator()
                .setSelect("recall@10")
                .setMapped("query")
                .setAggregator("sliced-reduce")
                .fit(pairs(spark)));
        Selection selection = selection(searched);
        assertThat(selection.searched().orElseThrow().queries()).isEqualTo(500);
        assertThat(selection.candidates())
                .extracting(Selection.Candidate::name)
                .containsExactly(
                        "identity",
                        "orthogonal, centred",
                        "low-rank, rank 96",
                        "low-rank, rank 96, spread 0.5",
                        "low-rank, rank 96, spread 0.75",
                        "linear",
                        "linear, spread 0.5",
                        "linear, spread 0.75",
                        "mlp, 1,024 units",
                        "mlp, 1,024 units, spread 0.5",
                        "mlp, 1,024 units, spread 0.75",
                        "mlp, 4,096 units",
                        "mlp, 4,096 units, spread 0.5",
                        "mlp, 4,096 units, spread 0.75");
        Selection.Candidate best = selection.candidates().stream()
                .max(Comparator.comparingDouble(candidate -> candidate.value().value()))
                .orElseThrow();
        assertThat(selection.chosen()).isEqualTo(best.name());
        assertThat(selection.candidates().stream()
                        .filter(candidate -> solved(candidate).spread().isEmpty()))
                .extracting(candidate -> solved(candidate))
                .as("angles of all maps that are not spread, and their ridges with the curves")
                .isEqualTo(selection(model).candidates().stream()
                        .map(candidate -> solved(candidate))
                        .toList());
        TrainingSummary summary = searched.summary().orElseThrow();
        assertThat(summary.passes()).isEqualTo(2);
        assertThat(solved(best).spread()).as("of the best").isPresent();
        assertThat(summary.spread())
                .contains(new SpreadSettings(solved(best).spread().get(), 1));
        assertThat(summary.ridge()).isEqualTo(solved(best).ridge());
        assertThat(summary.comparisons().get(summary.comparisons().size() - 1).name())
                .isEqualTo(best.name());
        double angle = new AngleEvaluator().setLabelCol("y").evaluate(searched.transform(SparkTests.sample("test")));
        assertThat(angle).isCloseTo(angle(summary, best.name()), within(1e-4));
        fitsOfOneMapGiveTheSame(summary);
        AngularRegressionModel again = estimator()
                .setSelect("recall@10")
                .setMapped("query")
                .setPassListener(report -> {
                    throw new AssertionError("a pass was made");
                })
                .fit(pairs(SparkTests.session()));
        assertThat(again.parameters()).isEqualTo(searched.parameters());
        assertThat(selection(again)).isEqualTo(selection);
        assertThat(again.summary().orElseThrow().spread()).isEqualTo(summary.spread());
    }

    /** By the angles that they have on the rows held out. */
    private static void fitsOfOneMapGiveTheSame(TrainingSummary searched) {
        AngularRegression linear = new AngularRegression();
        AngularRegression lowRank = new AngularRegression().setMap("low-rank").setRank(96);
        AngularRegression network = new AngularRegression()
                .setMap("mlp")
                .setLayers(new int[] {384, 1024, 384})
                .setResidual(true);
        Map<String, AngularRegression> maps =
                Map.of("linear", linear, "low-rank, rank 96", lowRank, "mlp, 1,024 units", network);
        maps.forEach((name, map) -> {
            TrainingSummary one = map.setFeaturesCol("x")
                    .setLabelCol("y")
                    .setRidge("auto")
                    .setSpread(0.5)
                    .setValidationIndicatorCol("held")
                    .fit(pairs(SparkTests.session()))
                    .summary()
                    .orElseThrow();
            List<Comparison> comparisons = one.comparisons();
            assertThat(comparisons.get(comparisons.size() - 1).statistics().meanDegrees())
                    .isCloseTo(angle(searched, name + ", spread 0.5"), within(1e-4));
        });
    }

    private static double angle(TrainingSummary summary, String name) {
        return summary.comparisons().stream()
                .filter(comparison -> comparison.name().equals(name))
                .findFirst()
                .orElseThrow()
                .statistics()
                .meanDegrees();
    }
}
