package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.data.BadDataException;
import dev.collimate.fit.Comparison;
import dev.collimate.fit.SettingsException;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.fit.ValidationSplit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ValidationIT {
    private final Dataset<Row> pairs = Pairs.generate(400, 0.3).selectExpr("*", "id % 4 = 0 AS held");

    private static AngularRegression estimator() {
        return new AngularRegression("estimator");
    }

    @Test
    void rowsOfTheIndicatorDoNotCountInTheFit() {
        AngularRegressionModel model =
                estimator().setValidationIndicatorCol("held").fit(pairs);
        assertThat(model.parameters())
                .isEqualTo(estimator().fit(pairs.where("not held")).parameters());
        TrainingSummary summary = model.summary().orElseThrow();
        assertThat(summary.rows().accepted()).isEqualTo(300);
        assertThat(summary.validationRows().orElseThrow().accepted()).isEqualTo(100);
        assertThat(estimator().fit(pairs).summary().orElseThrow().validationRows())
                .isEmpty();
    }

    @Test
    void aNullIndicatorIsARowOfTraining() {
        TrainingSummary summary = estimator()
                .setValidationIndicatorCol("held")
                .fit(pairs.selectExpr("features", "label", "if(id % 4 = 1, null, held) AS held"))
                .summary()
                .orElseThrow();
        assertThat(summary.rows().accepted()).isEqualTo(300);
    }

    @Test
    void theFittedMapIsMeasuredOnTheRowsHeldOutBesideWhatLessWorkGives() {
        AngularRegressionModel model =
                estimator().setValidationIndicatorCol("held").fit(pairs);
        List<Comparison> comparisons = model.summary().orElseThrow().comparisons();
        assertThat(comparisons)
                .extracting(Comparison::name)
                .containsExactly("mean vector", "orthogonal", "orthogonal, centred", "least squares", "linear");
        double angle = new AngleEvaluator().evaluate(model.transform(pairs.where("held")));
        Comparison fitted = comparisons.get(comparisons.size() - 1);
        assertThat(fitted.statistics().meanDegrees()).isCloseTo(angle, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(angle).isLessThan(comparisons.get(0).statistics().meanDegrees());
    }

    @Test
    void aFractionIsHeldOutByKeyWhateverThePartitions() {
        TrainingSummary three = fractionByKey(pairs);
        TrainingSummary other =
                fractionByKey(pairs.orderBy(pairs.col("id").desc()).repartition(5));
        long held = three.validationRows().orElseThrow().accepted();
        assertThat(held).isBetween(60L, 140L);
        assertThat(other.validationRows().orElseThrow().accepted()).isEqualTo(held);
        assertThat(three.rows().accepted()).isEqualTo(400 - held);
        double angle = last(three).statistics().meanDegrees();
        assertThat(last(other).statistics().meanDegrees())
                .isCloseTo(angle, org.assertj.core.api.Assertions.within(1e-3));
        TrainingSummary seeded = estimator()
                .setValidationFraction(0.25)
                .setRowKeyCol("id")
                .setSeed(2)
                .fit(pairs)
                .summary()
                .orElseThrow();
        assertThat(last(seeded).statistics().meanDegrees()).isNotEqualTo(angle);
    }

    private static TrainingSummary fractionByKey(Dataset<Row> rows) {
        return estimator()
                .setValidationFraction(0.25)
                .setRowKeyCol("id")
                .fit(rows)
                .summary()
                .orElseThrow();
    }

    private static Comparison last(TrainingSummary summary) {
        return summary.comparisons().get(summary.comparisons().size() - 1);
    }

    @Test
    void aFractionIsHeldOutByPlaceWithoutAKey() {
        AngularRegression estimator = estimator().setValidationFraction(0.25);
        AngularRegressionModel model = estimator.fit(pairs);
        assertThat(model.summary().orElseThrow().validationRows().orElseThrow().accepted())
                .isBetween(60L, 140L);
        assertThat(estimator.fit(pairs).parameters()).isEqualTo(model.parameters());
    }

    /** Few rows, much noise and a random start: the training loss falls on while the validation angle rises. */
    @Test
    void earlyStoppingReturnsTheBestStateOfAll() {
        Dataset<Row> noisy = Pairs.generate(40, 1.5, 3, 1).selectExpr("*", "id % 2 = 0 AS held");
        AngularRegression estimator = estimator()
                .setValidationIndicatorCol("held")
                .setSolver("lbfgs")
                .setInitMode("random")
                .setTol(0)
                .setPatience(4);
        AngularRegressionModel stopped = estimator.fit(noisy);
        TrainingSummary summary = stopped.summary().orElseThrow();
        assertThat(summary.stopReason().name()).isEqualTo("earlyStopping");
        List<AngularRegressionModel> models = new ArrayList<>();
        List<Double> angles = new ArrayList<>();
        for (int steps = 0; steps <= summary.iterations(); steps++) {
            AngularRegression limited = new AngularRegression("limited")
                    .setSolver("lbfgs")
                    .setInitMode("random")
                    .setTol(0)
                    .setMaxIter(steps);
            models.add(limited.fit(noisy.where("not held")));
            angles.add(new AngleEvaluator().evaluate(models.get(steps).transform(noisy.where("held"))));
        }
        int best = 0;
        for (int i = 1; i < angles.size(); i++) {
            best = angles.get(i) < angles.get(best) ? i : best;
        }
        assertThat(summary.iterations()).isEqualTo(best + 4);
        assertThat(stopped.parameters()).isEqualTo(models.get(best).parameters());
    }

    @Test
    void keysOnBothSidesAreWarnedOfWithTheirNumber() {
        try (Warnings warnings = Warnings.of(ValidationSplit.class)) {
            AngularRegression estimator =
                    estimator().setValidationIndicatorCol("held").setMaxIter(1);
            estimator.setRowKeyCol("id").fit(pairs);
            assertThat(warnings.messages()).isEmpty();
            estimator.setRowKeyCol("key").fit(pairs.selectExpr("*", "id % 10 AS key"));
            assertThat(warnings.messages())
                    .containsExactly("5 keys of column key are in both training and validation; "
                            + "the validation angle flatters");
        }
    }

    @Test
    void whereAllRowsAreHeldOutThatIsSaid() {
        String all = "holds out all rows that there are, and none is left to fit; ";
        assertThatThrownBy(() -> estimator()
                        .setValidationIndicatorCol("held")
                        .fit(pairs.selectExpr("features", "label", "true AS held")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("validationIndicatorCol " + all + "leave some to fit");
        assertThatThrownBy(() -> estimator().setValidationFraction(0.999999).fit(pairs.limit(3)))
                .isInstanceOf(SettingsException.class)
                .hasMessage("validationFraction is 0.999999, which " + all + "set a smaller one");
    }

    @Test
    void validationRowsThatCannotBeUsedAreToldApart() {
        assertThatThrownBy(() -> estimator()
                        .setValidationIndicatorCol("held")
                        .fit(pairs.selectExpr("features", "label", "false AS held")))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "validationIndicatorCol gives no row to hold out, beside %,d to fit; name one that does, or set"
                                + " validationFraction in its place",
                        pairs.count());
        assertThatThrownBy(() -> estimator().setValidationFraction(1e-9).fit(pairs))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "validationFraction is 1.0E-9, which holds none of %,d rows out; set a larger one",
                        pairs.count());
        assertThatThrownBy(() -> estimator()
                        .setValidationIndicatorCol("held")
                        .fit(pairs.selectExpr("features", "if(held, array(1f, 2f), label) AS label", "held")))
                .isInstanceOf(BadDataException.class)
                .hasMessage("the rows held out for validation have vectors of 4 and 2 elements, "
                        + "but those of training 4 and 3");
    }
}
