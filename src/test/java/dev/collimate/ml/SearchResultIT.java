package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.data.PairBlock;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Floats;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.objective.PlantedPairs;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Laws of what a fit on Spark ends with: no unit or mixing of inputs changes it, and it is no worse than its start. */
@Tag("long")
class SearchResultIT {
    private static final int PROBLEMS = 3;
    private static final int ROWS = 300;
    private static final int DIM = 8;
    private static final int OUTPUT_DIM = 6;

    @Test
    void anyUnitOfAnyInputLeavesTheLoss() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            double[] factors = new double[DIM];
            for (int j = 0; j < DIM; j++) {
                factors[j] = Math.pow(10, 12 * HashRandom.uniform(70 + problem, j) - 6);
            }
            List<float[][]> plain = pairs(problem);
            List<float[][]> scaled = changed(plain, x -> times(x, factors));
            for (AngularRegression estimator : List.of(linear(), lowRank())) {
                requireSame(estimator, plain, scaled, 1e-6);
            }
            // A float32 of a scaled input is rounded otherwise, which steps of L-BFGS take further.
            requireSame(perceptron(), plain, scaled, 1e-5);
        }
    }

    /** Reflected, stretched by 1 to 1e-4, and reflected again. */
    @Test
    void anyMixingOfInputsLeavesTheLoss() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            List<float[][]> plain = pairs(problem);
            List<float[][]> mixed = changed(plain, SearchResultIT::mixed);
            for (AngularRegression estimator : List.of(linear(), lowRank())) {
                requireSame(estimator, plain, mixed, 1e-4);
            }
        }
    }

    /** Least squares is near the optimum, and steps this long lead away from it at once. */
    @Test
    void aSearchThatOnlyLeadsAwayGivesItsStartAndSaysSo() {
        Dataset<Row> data = data(pairs(1));
        double atStart = loss(linear().setMaxIter(0), data);
        for (AngularRegression estimator : List.of(
                linear().setSolver("gd").setStepSize(1e3),
                linear().setSolver("adam").setStepSize(10).setBlockSize(20).setBatchFraction(0.1))) {
            try (Warnings warnings = Warnings.of("dev.collimate.fit.StartKept")) {
                TrainingSummary summary =
                        estimator.setMaxIter(3).setTol(0).fit(data).summary().orElseThrow();
                assertThat(summary.finalPass().loss()).isEqualTo(atStart);
                assertThat(summary.stopReason().sentence()).endsWith("; the start is kept, as no step led lower");
                assertThat(warnings.messages()).hasSize(1);
            }
        }
    }

    /**
     * The values of mini-batches are means on the way, of which the last step is no part: after a first step so small that
     * it helps, one leads far away.
     */
    @Test
    void noFitByMiniBatchesIsWorseThanItsStart() {
        Dataset<Row> data = data(pairs(2));
        double atStart = loss(linear().setMaxIter(0), data);
        int lower = 0;
        for (int seed = 0; seed < 6; seed++) {
            TrainingSummary summary = linear().setSolver("adam")
                    .setStepSize(3)
                    .setWarmUp(0.9)
                    .setBlockSize(20)
                    .setBatchFraction(0.5)
                    .setMaxIter(1)
                    .setSeed(seed)
                    .fit(data)
                    .summary()
                    .orElseThrow();
            assertThat(summary.finalPass().loss()).as("seed %d", seed).isEqualTo(atStart);
            assertThat(summary.stopReason().sentence()).endsWith("; the start is kept, as no step led lower");
            lower += summary.objectiveHistory().get(1)
                            < summary.objectiveHistory().get(0)
                    ? 1
                    : 0;
        }
        assertThat(lower).isPositive();
    }

    private static void requireSame(
            AngularRegression estimator, List<float[][]> plain, List<float[][]> changed, double relative) {
        double expected = loss(estimator, data(plain));
        assertThat(loss(estimator, data(changed)))
                .as(estimator.getMap())
                .isCloseTo(expected, within(relative * expected));
    }

    private static double loss(AngularRegression estimator, Dataset<Row> data) {
        return estimator.fit(data).summary().orElseThrow().finalPass().loss();
    }

    private static AngularRegression linear() {
        return new AngularRegression().setTol(1e-10).setNumPartitions(2);
    }

    private static AngularRegression lowRank() {
        return linear().setMap("low-rank").setRank(3);
    }

    private static AngularRegression perceptron() {
        return linear().setMap("mlp")
                .setLayers(new int[] {DIM, 12, OUTPUT_DIM})
                .setResidual(true)
                .setMaxIter(8);
    }

    private interface Change {
        float[] of(float[] x);
    }

    private static List<float[][]> changed(List<float[][]> pairs, Change change) {
        return pairs.stream()
                .map(pair -> new float[][] {change.of(pair[0]), pair[1]})
                .toList();
    }

    private static float[] times(float[] x, double[] factors) {
        float[] scaled = new float[DIM];
        for (int j = 0; j < DIM; j++) {
            scaled[j] = (float) (factors[j] * x[j]);
        }
        return scaled;
    }

    private static float[] mixed(float[] x) {
        float[] mixed = reflected(x, 1);
        for (int j = 0; j < DIM; j++) {
            mixed[j] *= (float) Math.pow(10, -4.0 * j / (DIM - 1));
        }
        return reflected(mixed, 2);
    }

    /** The reflection at the plane orthogonal to (1, power, power^2 ...). */
    private static float[] reflected(float[] x, double power) {
        double product = 0;
        double squares = 0;
        for (int j = 0; j < DIM; j++) {
            product += Math.pow(power, j) * x[j];
            squares += Math.pow(power, 2 * j);
        }
        float[] reflected = new float[DIM];
        for (int j = 0; j < DIM; j++) {
            reflected[j] = (float) (x[j] - 2 * product / squares * Math.pow(power, j));
        }
        return reflected;
    }

    /** Of a linear map with an intercept, which keeps predictions from zero, where the cosine jumps; and noise. */
    private static List<float[][]> pairs(int problem) {
        LinearMap map = new LinearMap(DIM, OUTPUT_DIM, true);
        double[] planted = map.initialParameters(problem);
        for (int i = 0; i < OUTPUT_DIM; i++) {
            planted[planted.length - 1 - i] = HashRandom.gaussian(600 + problem, i) / 2;
        }
        PairBlock made = PlantedPairs.of(map, planted, ROWS, 0.5, 500 + problem).block();
        return IntStream.range(0, ROWS)
                .mapToObj(i -> new float[][] {row(made.inputs(), i), row(made.actuals(), i)})
                .toList();
    }

    private static float[] row(Matrix matrix, int row) {
        return Floats.of(matrix.rowRange(row, row + 1).toDoubleArray());
    }

    private static Dataset<Row> data(List<float[][]> pairs) {
        List<Row> rows = IntStream.range(0, pairs.size())
                .mapToObj(i -> RowFactory.create(pairs.get(i)[0], pairs.get(i)[1]))
                .toList();
        return SparkTests.session()
                .createDataFrame(rows, StructType.fromDDL("features array<float>, label array<float>"));
    }
}
