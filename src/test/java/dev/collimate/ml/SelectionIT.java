package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.data.BadRows;
import dev.collimate.distributed.DocumentSource;
import dev.collimate.distributed.MappedSide;
import dev.collimate.evaluation.NeighbourMeasures;
import dev.collimate.evaluation.RetrievalSummary;
import dev.collimate.fit.Comparison;
import dev.collimate.fit.Selection;
import dev.collimate.fit.SettingsException;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.math.BlasChoice;
import dev.collimate.rows.PairColumns;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Maps are chosen on the rows held out of the shipped sample. */
@Tag("long")
class SelectionIT {
    private static Dataset<Row> pairs;

    @BeforeAll
    static void read() {
        pairs = SparkTests.sample("train")
                .withColumn("held", functions.lit(false))
                .unionByName(SparkTests.sample("test").withColumn("held", functions.lit(true)))
                .select("x", "y", "held");
    }

    private static AngularRegression estimator() {
        return new AngularRegression("estimator")
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setSolver("closed-form")
                .setValidationIndicatorCol("held");
    }

    private static Selection selection(AngularRegressionModel model) {
        return model.summary().flatMap(TrainingSummary::selection).orElseThrow();
    }

    private static double value(Selection selection, String name) {
        return selection.candidates().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .value();
    }

    @Test
    void theMapOfTheBestRecallIsTheModelAndMeasuresTheSameAfterwards() {
        for (MappedSide side : MappedSide.values()) {
            AngularRegressionModel model = estimator()
                    .setSelect("recall@10")
                    .setMapped(side.toString())
                    .fit(pairs);
            Selection selection = selection(model);
            double best = selection.candidates().stream()
                    .mapToDouble(candidate -> candidate.value().value())
                    .max()
                    .orElseThrow();
            assertThat(value(selection, selection.chosen())).isEqualTo(best);
            assertThat(selection.searched()).contains(new Selection.Searched(side.toString(), 500, 4500, 4000));
            assertThat(selection.candidates())
                    .extracting(Selection.Candidate::name)
                    .containsSubsequence(
                            "the fitted map",
                            "the fitted map, spread 0.5",
                            "the fitted map, spread 0.75",
                            "orthogonal",
                            "least squares",
                            "least squares, spread 0.5",
                            "least squares, spread 0.75")
                    .hasSize(11);
            // The fitted map is least squares here, whose moments of predictions follow from those of inputs.
            assertThat(value(selection, "the fitted map, spread 0.5"))
                    .isCloseTo(value(selection, "least squares, spread 0.5"), within(2e-3));
            assertThat(selection.chosen()).contains(", spread ");
            TrainingSummary summary = model.summary().orElseThrow();
            assertThat(summary.spread().orElseThrow().amount())
                    .isEqualTo(Double.parseDouble(selection.chosen().replaceAll(".* ", "")));
            // Of moments of inputs, and of moments of predictions.
            assertThat(summary.passes()).isEqualTo(2);
            RetrievalEvaluation.Result measured = new RetrievalEvaluation(new RetrievalEvaluation.Settings(
                            new NeighbourMeasures(10), side, false, 500, 0, 0, BadRows.FAIL, 0.5, BlasChoice.AUTO))
                    .ofModel(
                            "model",
                            model,
                            List.of(),
                            new DocumentSource.Tables(
                                    pairs.where("held"),
                                    List.of(pairs.where("not held")),
                                    false,
                                    new PairColumns("x", "y", null, null),
                                    Optional.empty()));
            RetrievalSummary found = measured.summary();
            assertThat(found.value(found.searches().get(found.searches().size() - 1), "recall@10")
                            .value())
                    .isEqualTo(best);
        }
    }

    @Test
    void theSmallestAngleIsTheBestAndTheModelStandsLastAmongTheComparisons() {
        AngularRegressionModel model = estimator().setSelect("meanAngle").fit(pairs);
        Selection selection = selection(model);
        assertThat(selection.candidates())
                .extracting(Selection.Candidate::name)
                .startsWith("the fitted map", "orthogonal", "orthogonal, centred", "least squares")
                .hasSize(7);
        assertThat(selection.chosen())
                .isEqualTo(selection.candidates().stream()
                        .min(Comparator.comparingDouble(
                                candidate -> candidate.value().value()))
                        .orElseThrow()
                        .name());
        TrainingSummary summary = model.summary().orElseThrow();
        assertThat(summary.solver()).isEqualTo("closed-form");
        List<Comparison> comparisons = summary.comparisons();
        assertThat(comparisons).extracting(Comparison::name).doesNotHaveDuplicates();
        assertThat(comparisons.get(comparisons.size() - 1).statistics().meanDegrees())
                .isEqualTo(value(selection, selection.chosen()));
        double angle = new AngleEvaluator().setLabelCol("y").evaluate(model.transform(pairs.where("held")));
        assertThat(angle).isCloseTo(value(selection, selection.chosen()), within(1e-4));
    }

    @Test
    void aSelectionWithoutRowsHeldOutIsRefusedBeforeAnyPass() {
        AngularRegression none =
                new AngularRegression().setFeaturesCol("x").setLabelCol("y").setSelect("meanAngle");
        assertThatThrownBy(() -> none.fit(pairs))
                .isInstanceOf(SettingsException.class)
                .hasMessage("select is meanAngle, but no rows are held out to choose by: set validationFraction or"
                        + " validationIndicatorCol");
    }

    @Test
    void tooFewRowsToSearchAreRefusedBeforeAnyPass() {
        AngularRegression few = estimator()
                .setSolver("auto")
                .setSelect("mrr")
                .setMapped("query")
                .setPassListener(report -> {
                    throw new AssertionError("a pass was made");
                });
        assertThatThrownBy(() -> few.fit(pairs.where("held").limit(100).withColumn("held", functions.expr("x[0] > 0"))))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "select is mrr, which is measured by a search among at least 101 rows, but there are 100; set"
                                + " select to meanAngle");
    }

    @Test
    void aSelectionBySearchResultsNeedsTheMappedSide() {
        assertThatThrownBy(() -> estimator().setSelect("recall@10").fit(pairs))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("set mapped to query or store");
        assertThatThrownBy(() -> estimator().setSelect("precision"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("select must be one of meanAngle, recall@1");
    }
}
