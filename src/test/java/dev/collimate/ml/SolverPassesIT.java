package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.fit.TrainingSummary;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many passes solvers take on the sample's real pairs, whose optimum is 0.1014885 at 28.49 degrees. */
@Tag("long")
class SolverPassesIT {
    private static final double OPTIMUM = 0.1014885;

    private static Dataset<Row> train;
    private static Dataset<Row> test;

    @BeforeAll
    static void read() {
        train = SparkTests.sample("train");
        test = SparkTests.sample("test");
    }

    private static AngularRegression fit() {
        return new AngularRegression().setFeaturesCol("x").setLabelCol("y").setTol(0);
    }

    @Test
    void theDefaultIsNearTheOptimumAfterSixPasses() {
        AngularRegressionModel model = fit().setMaxIter(4).fit(train);
        TrainingSummary summary = model.summary().orElseThrow();
        assertThat(summary.passes()).isLessThanOrEqualTo(6);
        assertThat(summary.finalPass().loss()).isLessThanOrEqualTo(0.101495);
        assertThat(summary.rank()).hasValue(383);
        assertThat(testAngle(model)).isLessThanOrEqualTo(28.55);
    }

    @Test
    void aRandomStartComesWithinAThousandthOfTheOptimumInFifteenPasses() {
        TrainingSummary summary =
                fit().setInitMode("random").setMaxIter(12).fit(train).summary().orElseThrow();
        assertThat(summary.passes()).isLessThanOrEqualTo(15);
        assertThat(summary.finalPass().loss()).isLessThanOrEqualTo(1.001 * OPTIMUM);
    }

    @Test
    void orthogonalMapsTakeOnePass() {
        AngularRegressionModel centred = fit().setMap("orthogonal").fit(train);
        AngularRegressionModel plain =
                fit().setMap("orthogonal").setFitIntercept(false).fit(train);
        assertThat(centred.summary().orElseThrow().passes()).isEqualTo(1);
        assertThat(plain.summary().orElseThrow().passes()).isEqualTo(1);
        assertThat(testAngle(centred)).isCloseTo(38.16, within(0.02));
        assertThat(testAngle(plain)).isCloseTo(52.74, within(0.02));
    }

    @Test
    void plainLbfgsTakesAtMostOneAndThreeTenthsPassesAStep() {
        TrainingSummary summary =
                fit().setSolver("lbfgs").setMaxIter(30).fit(train).summary().orElseThrow();
        assertThat(summary.iterations()).isEqualTo(30);
        // Two passes are those of the moments and of the start.
        assertThat(summary.passes() - 2).isLessThanOrEqualTo((int) (1.3 * summary.iterations()));
    }

    @Test
    void thePreconditionerReachesInFewPassesWhatPlainLbfgsNeedsManyFor() {
        for (String loss : List.of("axial", "angle", "squared-angle")) {
            double plain = fit().setLoss(loss)
                    .setSolver("lbfgs")
                    .setMaxIter(25)
                    .fit(train)
                    .summary()
                    .orElseThrow()
                    .finalPass()
                    .loss();
            TrainingSummary preconditioned =
                    fit().setLoss(loss).setMaxIter(4).fit(train).summary().orElseThrow();
            assertThat(preconditioned.finalPass().loss()).as(loss).isLessThan(plain);
            assertThat(preconditioned.passes()).as(loss).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void aConstantInTheLossChangesNoBitOfStepsOfGivenSize() {
        List<double[]> models = new ArrayList<>();
        for (String loss : List.of("cosine", "negative-cosine")) {
            models.add(fit().setLoss(loss)
                    .setSolver("gd")
                    .setStepSize(1)
                    .setInitMode("random")
                    .setMaxIter(6)
                    .fit(train)
                    .parameters());
        }
        assertThat(models.get(1)).isEqualTo(models.get(0));
    }

    @Test
    void aPullTowardsTheOrthogonalMapTradesLossForNearnessToIt() {
        double none = loss(fit().setMaxIter(4));
        double some = loss(fit().setMaxIter(4).setRegParam(1e-3).setPullTo("orthogonal"));
        double strong = loss(fit().setMaxIter(4).setRegParam(1e6).setPullTo("orthogonal"));
        assertThat(none).isLessThan(some);
        assertThat(some).isLessThan(strong);
        // The scaled orthogonal map itself, nearer than the unscaled one.
        assertThat(strong).isLessThan(loss(fit().setMap("orthogonal")));
    }

    private static double loss(AngularRegression fit) {
        return fit.fit(train).summary().orElseThrow().finalPass().loss();
    }

    private static double testAngle(AngularRegressionModel model) {
        return model.setAngleCol("angle")
                .transform(test)
                .selectExpr("degrees(avg(angle))")
                .first()
                .getDouble(0);
    }
}
