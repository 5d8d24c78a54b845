package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.loss.Losses;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors as short and as long as floats go, and predictions along and against their actuals, in every loss. */
@Tag("long")
class ExtremeLengthsIT {
    private static final int ROWS = 90;
    private static final String LENGTHS = "array(1e-38d, 1d, 1e38d)";

    @TempDir
    private static Path folder;

    private static String planted;

    @BeforeAll
    static void fitThePlantedMap() throws Exception {
        planted = folder.resolve("planted").toString();
        estimator("cosine").setMaxIter(100).setTol(0).fit(pairs(false, "1d")).save(planted);
    }

    static Stream<String> losses() {
        return Losses.names().stream();
    }

    /** Each length of x with each of y, by a linear map with an intercept, which lets no map serve all of them. */
    @ParameterizedTest
    @MethodSource("losses")
    void everyRowIsCountedAndEveryParameterFinite(String loss) {
        for (String solver : List.of("auto", "adam")) {
            Dataset<Row> pairs = pairs(true, "if(id % 5 = 0, -1d, 1d)");
            requireFinite(
                    estimator(loss).setFitIntercept(true).setSolver(solver).setInitMode("auto"), pairs);
            requireFinite(
                    estimator(loss).setFitIntercept(true).setSolver(solver).setInitMode("random"), pairs);
        }
    }

    /** The gradient of an angle has no limit there. */
    @ParameterizedTest
    @MethodSource("losses")
    void aStartAlongEveryActualOrAgainstItStaysFinite(String loss) {
        for (String sign : List.of("1d", "-1d")) {
            Dataset<Row> pairs = pairs(true, sign);
            AngularRegression estimator =
                    estimator(loss).setInitialModel(planted).setSolver("gd");
            requireFinite(estimator, pairs);
            double start = angle(AngularRegressionModel.load(planted), pairs);
            assertThat(start).isCloseTo(sign.equals("1d") ? 0 : 180, within(0.01));
        }
    }

    @ParameterizedTest
    @CsvSource({"cosine", "negative-cosine", "angle", "squared-angle", "axial", "cosine-embedding"})
    void theLengthOfActualsCountsForNothing(String loss) {
        Dataset<Row> pairs = pairs(false, "1d");
        AngularRegressionModel model =
                requireFinite(estimator(loss).setMaxIter(100).setTol(0), pairs);
        assertThat(angle(model, pairs)).isLessThan(0.01);
    }

    private static AngularRegression estimator(String loss) {
        AngularRegression estimator = new AngularRegression("any")
                .setLoss(loss)
                .setFitIntercept(false)
                .setMaxIter(4);
        return loss.equals("cosine-embedding") ? estimator.setTargetCol("target") : estimator;
    }

    private static AngularRegressionModel requireFinite(AngularRegression estimator, Dataset<Row> pairs) {
        AngularRegressionModel model = estimator.fit(pairs);
        TrainingSummary summary = model.summary().orElseThrow();
        assertThat(summary.rows().accepted()).isEqualTo(ROWS);
        assertThat(summary.rows().rejected()).isZero();
        assertThat(summary.rows().zeroInputs()).isZero();
        assertThat(summary.objectiveHistory()).isNotEmpty().allMatch(Double::isFinite);
        assertThat(Arrays.stream(model.parameters())).allMatch(Double::isFinite);
        List<Row> angles =
                model.setAngleCol("angle").transform(pairs).select("angle").collectAsList();
        assertThat(angles).hasSize(ROWS).allMatch(row -> Double.isFinite(row.getDouble(0)));
        return model;
    }

    private static double angle(AngularRegressionModel model, Dataset<Row> pairs) {
        return new AngleEvaluator().evaluate(model.transform(pairs));
    }

    /**
     * Pairs of a linear map without intercept, whose actuals have all lengths.
     *
     * @param inputsToo whether inputs have all lengths, too
     * @param sign of the actuals
     */
    private static Dataset<Row> pairs(boolean inputsToo, String sign) {
        return SparkTests.session()
                .range(0, ROWS, 1, 2)
                .selectExpr(
                        "id",
                        "array(sin(id), cos(3 * id + 1), sin(7 * id + 2)) u",
                        (inputsToo ? LENGTHS + "[id % 3]" : "1d") + " lengthOfX",
                        LENGTHS + "[id div 3 % 3] lengthOfY",
                        sign + " target")
                .selectExpr("*", "array(u[0] + u[1] / 2, u[1] - u[2] / 4) v")
                .selectExpr(
                        "*",
                        "sqrt(aggregate(u, 0d, (sum, n) -> sum + n * n)) lengthOfU",
                        "sqrt(aggregate(v, 0d, (sum, n) -> sum + n * n)) lengthOfV")
                .selectExpr(
                        "id",
                        "transform(u, n -> float(lengthOfX * (n / lengthOfU))) features",
                        "transform(v, n -> float(target * lengthOfY * (n / lengthOfV))) label",
                        "target");
    }
}
