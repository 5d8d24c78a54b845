package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.fit.Comparison;
import dev.collimate.fit.Solvers;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.map.MapDescription;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.synthetic.SyntheticPairs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Low-rank maps and perceptrons through the estimator. */
@Tag("long")
class MapsIT {
    private static AngularRegression onSample() {
        return new AngularRegression().setFeaturesCol("x").setLabelCol("y");
    }

    @Test
    void aLowRankFitIsNearItsOptimumAfterSixPasses() {
        AngularRegressionModel model =
                onSample().setMap("low-rank").setRank(64).setMaxIter(3).fit(SparkTests.sample("train"));

        TrainingSummary summary = model.summary().orElseThrow();
        assertThat(summary.solver()).isEqualTo("precond-lbfgs");
        assertThat(summary.rank()).hasValue(383);
        assertThat(summary.passes()).isLessThanOrEqualTo(6);
        assertThat(summary.finalPass().loss()).isBetween(0.1359, 0.13603);
    }

    @Test
    void aPerceptronWithAResidualIsSearchedFromItsSolvedLastLayerAndGoesFarBelowTheLinearOptimum() {
        AngularRegressionModel model = onSample()
                .setMap("mlp")
                .setLayers(new int[] {384, 64, 384})
                .setActivation("gelu")
                .setResidual(true)
                .setMaxIter(8)
                .fit(SparkTests.sample("train"));

        TrainingSummary summary = model.summary().orElseThrow();
        assertThat(summary.solver()).isEqualTo("precond-lbfgs");
        assertThat(summary.objectiveHistory().get(0)).isLessThan(0.10192);
        assertThat(summary.finalPass().loss()).isLessThan(0.101488);
    }

    @Test
    void aPerceptronEndsWhereItsLastLayerIsSolvedAndIsBetterThanTheLinearOptimum() {
        AngularRegressionModel model = onSample()
                .setMap("mlp")
                .setLayers(new int[] {384, 1024, 384})
                .setResidual(true)
                .fit(SparkTests.sample("train"));

        TrainingSummary summary = model.summary().orElseThrow();
        assertThat(summary.solver()).isEqualTo("closed-form");
        assertThat(summary.passes()).isEqualTo(2);
        assertThat(summary.rank()).hasValue(383);
        assertThat(summary.ridge().orElseThrow().curve()).hasSizeGreaterThanOrEqualTo(9);
        double degrees = new AngleEvaluator().setLabelCol("y").evaluate(model.transform(SparkTests.sample("test")));
        assertThat(degrees).as("the optimum of linear maps is at 28.489").isLessThan(28.48);
    }

    @Test
    void aRidgeIsChosenInThePassOfMomentsAndTheFitEndsThereUnlessStepsAreAskedFor() {
        for (AngularRegression estimator :
                List.of(onSample(), onSample().setMap("low-rank").setRank(96))) {
            TrainingSummary summary = estimator
                    .setRidge("auto")
                    .fit(SparkTests.sample("train"))
                    .summary()
                    .orElseThrow();
            assertThat(summary.solver()).isEqualTo("closed-form");
            assertThat(summary.passes()).isEqualTo(1);
            assertThat(summary.ridge().orElseThrow().curve()).hasSizeGreaterThanOrEqualTo(9);
        }
        TrainingSummary searched = onSample()
                .setRidge("0.01")
                .setMaxIter(1)
                .fit(SparkTests.sample("train"))
                .summary()
                .orElseThrow();
        assertThat(searched.solver()).isEqualTo("precond-lbfgs");
        assertThat(searched.ridge().orElseThrow().ridge()).isEqualTo(0.01);
        assertThat(searched.passes()).isEqualTo(3);
    }

    @Test
    void theChosenRidgeOfALinearMapIsAsGoodOnOtherRowsAsTheBestOfMany() {
        double chosen = testAngle(onSample().setRidge("auto"));
        double best = DoubleStream.of(0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.6)
                .map(ridge -> testAngle(onSample().setRidge(Double.toString(ridge))))
                .min()
                .orElseThrow();
        assertThat(chosen).isLessThanOrEqualTo(best + 0.05);
        assertThat(chosen).isLessThan(testAngle(onSample().setRidge("0")) - 0.05);
    }

    private static double testAngle(AngularRegression estimator) {
        return new AngleEvaluator()
                .setLabelCol("y")
                .evaluate(estimator.fit(SparkTests.sample("train")).transform(SparkTests.sample("test")));
    }

    @Test
    void aSpreadRaisesTheAngleAndTheVarianceOfPredictionsByOnePassMore() {
        AngularRegression linear = onSample().setSolver("closed-form");
        AngularRegressionModel plain = linear.fit(SparkTests.sample("train"));
        AngularRegressionModel spread = linear.setSpread(0.5).fit(SparkTests.sample("train"));
        assertThat(spread.summary().orElseThrow().passes())
                .isEqualTo(plain.summary().orElseThrow().passes() + 1);
        AngleEvaluator evaluator = new AngleEvaluator().setLabelCol("y");
        double before = evaluator.evaluate(plain.transform(SparkTests.sample("test")));
        double after = evaluator.evaluate(spread.transform(SparkTests.sample("test")));
        assertThat(after).isBetween(before + 0.3, before + 1.5);
    }

    @Test
    void aSearchFromASolvedLastLayerEndsBelowIt() {
        AngularRegression estimator = onSample()
                .setMap("mlp")
                .setLayers(new int[] {384, 64, 384})
                .setMaxIter(12)
                .setTol(0);
        TrainingSummary curved =
                estimator.fit(SparkTests.sample("train")).summary().orElseThrow();
        assertThat(curved.solver()).isEqualTo("precond-lbfgs");
        assertThat(curved.passes()).isGreaterThanOrEqualTo(15);
        assertThat(curved.finalPass().loss())
                .isLessThan(curved.objectiveHistory().get(0));
        TrainingSummary plain = estimator
                .setSolver("lbfgs")
                .setInitMode("least-squares")
                .setMaxIter(60)
                .fit(SparkTests.sample("train"))
                .summary()
                .orElseThrow();
        assertThat(plain.objectiveHistory().get(0))
                .isEqualTo(curved.objectiveHistory().get(0));
        assertThat(plain.finalPass().loss()).isGreaterThan(curved.finalPass().loss());
    }

    /** The steps follow the training rows, and lead away from others sooner or later. */
    @Test
    void aSearchFromASolvedLastLayerGivesTheStepThatIsBestOnTheRowsHeldOut() {
        Dataset<Row> pairs = SparkTests.sample("train").selectExpr("*", "hash(id) % 5 = 0 AS held");
        AngularRegression estimator = onSample()
                .setMap("mlp")
                .setLayers(new int[] {384, 256, 384})
                .setResidual(true)
                .setValidationIndicatorCol("held");
        double solved = heldOutDegrees(estimator.fit(pairs));
        AngularRegressionModel searched = estimator.setMaxIter(12).setTol(0).fit(pairs);
        List<Double> onTheWay = new ArrayList<>();
        estimator.setPassListener(new PassListener() {
            @Override
            public void passed(PassReport report) {}

            @Override
            public void validated(int passes, double degrees) {
                onTheWay.add(degrees);
            }
        });
        assertThat(estimator.fit(pairs).parameters()).isEqualTo(searched.parameters());
        assertThat(onTheWay).hasSize(13);
        assertThat(onTheWay.get(0)).isCloseTo(solved, within(1e-4));
        double least = Collections.min(onTheWay);
        assertThat(heldOutDegrees(searched)).isCloseTo(least, within(1e-9)).isLessThanOrEqualTo(solved);
        int best = onTheWay.indexOf(least);
        assertThat(best).isLessThan(12);
        assertThat(searched.summary().orElseThrow().stopReason().sentence())
                .endsWith(
                        best == 0
                                ? "on the rows held out"
                                : "that of step " + best + ", of the least mean angle on the rows held out");
    }

    private static double heldOutDegrees(AngularRegressionModel model) {
        List<Comparison> comparisons = model.summary().orElseThrow().comparisons();
        return comparisons.get(comparisons.size() - 1).statistics().meanDegrees();
    }

    @Test
    void moreHiddenUnitsThanRowsAreSolvedForByTheRidge() {
        Dataset<Row> pairs = Pairs.generate(50, 0.1);
        AngularRegression estimator = new AngularRegression().setMap("mlp").setLayers(new int[] {4, 200, 3});
        TrainingSummary summary = estimator.fit(pairs).summary().orElseThrow();
        assertThat(summary.solver()).isEqualTo("closed-form");
        assertThat(summary.finalPass().loss()).isFinite();
        refused(
                pairs,
                estimator.setRidge("0"),
                "the last layer has no solution for ridge 0.0: 200 hidden units over 50 rows depend on each other; set ridge"
                        + " to auto or above 0");
    }

    @Test
    void plantedMapsOfEveryKindAreFoundThroughTheEstimator() {
        for (MapDescription description : List.of(
                MapDescriptions.lowRank(4, 3, 2, true, false),
                MapDescriptions.lowRank(3, 3, 2, true, true),
                MapDescriptions.perceptron("tanh", true, true, 4, 3, 3))) {
            Dataset<Row> pairs = SyntheticPairs.generate(SparkTests.session(), Maps.create(description), 600, 0, 5, 2)
                    .toDF("id", "features", "label");
            AngularRegression estimator = new AngularRegression()
                    .setMap(description.name())
                    .setResidual(description.residual())
                    .setMaxIter(300);
            if (description.rank() > 0) {
                estimator.setRank(description.rank());
            } else {
                estimator.setLayers(new int[] {4, 16, 3}).setActivation(description.activation());
            }
            double degrees =
                    estimator.fit(pairs).summary().orElseThrow().finalPass().meanAngleDegrees();
            assertThat(degrees).as(description.sentence()).isLessThan(0.5);
        }
    }

    @Test
    void modelsComeBackWithTheSamePredictions(@TempDir Path folder) throws IOException {
        Dataset<Row> pairs = Pairs.generate(200, 0.1);
        AngularRegressionModel model = new AngularRegression()
                .setMap("mlp")
                .setLayers(new int[] {4, 5, 3})
                .setActivation("tanh")
                .setResidual(true)
                .setMaxIter(3)
                .fit(pairs);
        model.save(folder.resolve("model").toString());

        AngularRegressionModel loaded =
                AngularRegressionModel.load(folder.resolve("model").toString());

        assertThat(loaded.map().description()).isEqualTo(model.map().description());
        assertThat(loaded.transform(pairs).select("prediction").collectAsList())
                .isEqualTo(model.transform(pairs).select("prediction").collectAsList());
    }

    @Test
    void solversFollowTheMapTheStartAndTheBatches() {
        AngularRegression lowRank = new AngularRegression().setMap("low-rank").setRank(2);
        AngularRegression perceptron = new AngularRegression().setMap("mlp").setLayers(new int[] {4, 5, 3});
        assertThat(resolved(lowRank)).isEqualTo("precond-lbfgs");
        assertThat(resolved(lowRank.setInitMode("random"))).isEqualTo("lbfgs");
        assertThat(resolved(perceptron)).isEqualTo("closed-form");
        AngularRegression ridged = new AngularRegression().setRidge("auto");
        assertThat(resolved(ridged)).isEqualTo("closed-form");
        assertThat(resolved(ridged.copy(new ParamMap()).setMaxIter(3))).isEqualTo("precond-lbfgs");
        assertThat(resolved(ridged.copy(new ParamMap()).setLoss("axial"))).isEqualTo("precond-lbfgs");
        assertThat(resolved(perceptron.copy(new ParamMap()).setMaxIter(100))).isEqualTo("precond-lbfgs");
        assertThat(resolved(perceptron.copy(new ParamMap()).setRegParam(0.1))).isEqualTo("precond-lbfgs");
        assertThat(resolved(new AngularRegression()
                        .setMap("mlp")
                        .setLayers(new int[] {4, 3})
                        .setMaxIter(100)))
                .isEqualTo("lbfgs");
        assertThat(resolved(perceptron.copy(new ParamMap()).setInitMode("random")))
                .isEqualTo("lbfgs");
        assertThat(resolved(perceptron.copy(new ParamMap()).setLoss("axial"))).isEqualTo("lbfgs");
        assertThat(resolved(perceptron.setBatchFraction(0.5))).isEqualTo("adam");
    }

    @Test
    void whatDoesNotFitIsToldBeforeAFit() {
        Dataset<Row> pairs = Pairs.generate(50, 0.1);
        refused(
                pairs,
                new AngularRegression().setMap("low-rank").setRank(4),
                "rank must be in [1, min(inputDim, outputDim) = 3], but was 4");
        refused(
                pairs,
                new AngularRegression().setMap("mlp").setLayers(new int[] {5, 8, 3}),
                "layers must begin with inputDim = 4 and end with outputDim = 3, but were [5, 8, 3]");
        refused(
                pairs,
                new AngularRegression()
                        .setMap("mlp")
                        .setLayers(new int[] {4, 8, 3})
                        .setInitMode("least-squares")
                        .setLoss("axial"),
                "the map mlp has no start by least squares for the loss axial without a residual; set residual, or initMode"
                        + " to auto or random");
        refused(
                pairs,
                solved().setLoss("axial"),
                "the closed form of the map mlp makes every prediction point where its actual does, which the loss axial"
                        + " does not ask for; choose another loss, or the solver lbfgs");
        refused(
                pairs,
                solved().setRegParam(0.5),
                "regParam pulls a search, but was 0.5 for the solver closed-form of the map mlp; set ridge in its place, or"
                        + " choose a solver that searches");
        refused(
                pairs,
                solved().setSolver("lbfgs")
                        .setInitMode("least-squares")
                        .setRidge("1")
                        .setRegParam(0.5),
                "set ridge, of the solution by least squares, or regParam, of the search, not both; they were 1.0 and 0.5");
        refused(
                pairs,
                solved().setSolver("lbfgs").setRidge("auto"),
                "ridge was auto, but this fit of the map mlp solves no layer by ridge regression; set initMode to"
                        + " least-squares or solver to closed-form, or leave ridge out");
        refused(
                pairs,
                new AngularRegression().setMap("orthogonal").setRidge("1"),
                "ridge was 1.0, but this fit of the map orthogonal solves no layer by ridge regression; leave ridge out");
        refused(
                pairs,
                new AngularRegression().setInitMode("random").setRidge("1"),
                "ridge was 1.0, but this fit of the map linear solves no layer by ridge regression; set initMode to"
                        + " least-squares or solver to closed-form, or leave ridge out");
        refused(
                pairs,
                new AngularRegression().setRidge("auto").setRegParam(0.5),
                "set ridge, of the solution by least squares, or regParam, of the search, not both; they were auto and"
                        + " 0.5");
        refused(
                pairs,
                new AngularRegression().setMap("orthogonal").setSpread(0.5),
                "spread was 0.5 and spreadScale 1.0, but the map orthogonal cannot take them up; choose the"
                        + " map linear, low-rank without a residual, or mlp, each with an intercept, or leave both out");
        assertThatThrownBy(() -> solved().setSpread(1.5)).hasMessage("spread must be in [0, 1], but was 1.5");
        assertThatThrownBy(() -> solved().setRidge("-0.1"))
                .hasMessage("ridge must be auto or a number of at least 0, but was -0.1");
        refused(
                pairs,
                new AngularRegression().setActivation("gelu"),
                "the map linear has no activation, but activation was gelu; leave it out, or choose the map mlp");
    }

    @Test
    void whatTheMapAutoDoesNotTakeIsToldBeforeAFit() {
        Dataset<Row> pairs = Pairs.generate(50, 0.1);
        refused(
                pairs,
                new AngularRegression().setMap("auto"),
                "map is auto, which chooses on rows held out, but none are: set validationFraction or"
                        + " validationIndicatorCol");
        refused(
                pairs,
                automatic().setLoss("axial"),
                "map is auto, whose maps make every prediction point where its actual does, which the loss axial does not"
                        + " ask for; choose another loss, or one map");
        refused(
                pairs,
                automatic().setRank(2),
                "map is auto, whose maps have their own rank, layers, activation and residual; leave these out, or choose"
                        + " one map");
        refused(
                pairs,
                automatic().setSpread(0.5),
                "spread and spreadScale spread the predictions of one map, but map is auto; leave them out, or choose one"
                        + " map");
        for (AngularRegression searched : List.of(
                automatic().setSolver("lbfgs"),
                automatic().setInitMode("random"),
                automatic().setMaxIter(5),
                automatic().setRegParam(0.1),
                automatic().setPatience(2),
                automatic().setBatchFraction(0.5))) {
            assertThatThrownBy(() -> searched.fit(pairs))
                    .hasMessageMatching("map is auto, whose maps are solved and not searched, but"
                            + " (solver|initMode|maxIter|regParam|patience|batchFraction) asks for a search; leave it out,"
                            + " or choose one map");
        }
    }

    private static AngularRegression automatic() {
        return new AngularRegression().setMap("auto").setValidationFraction(0.2);
    }

    private static AngularRegression solved() {
        return new AngularRegression()
                .setMap("mlp")
                .setLayers(new int[] {4, 8, 3})
                .setSolver("closed-form");
    }

    private static String resolved(AngularRegression settings) {
        return Solvers.resolve(
                settings.fitSettings(), Maps.create(settings.mapDescription().between(4, 3)));
    }

    private static void refused(Dataset<Row> pairs, AngularRegression estimator, String message) {
        assertThatThrownBy(() -> estimator.fit(pairs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
