package dev.collimate.doctor;

import dev.collimate.benchmark.GemmShape;
import dev.collimate.benchmark.StepBenchmark;
import dev.collimate.benchmark.StepGemms;
import dev.collimate.benchmark.StepTimes;
import dev.collimate.cluster.ClusterSize;
import dev.collimate.data.PairShape;
import dev.collimate.fit.FitSettings;
import dev.collimate.fit.Solvers;
import dev.collimate.map.Maps;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.moments.MapMethodsFactory;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What a fit will take, by steps on synthetic pairs of the same dimensions.
 *
 * @param passes over the data, about: a closed form takes one and one more for its loss, of a network a third between for
 *     the moments of its hidden units, a preconditioned search of other maps under ten on the pairs that it was measured on,
 *     others as many as their settings allow; to spread predictions takes two more. Passes over rows held out, which score
 *     steps, are not among them
 * @param rowsPerSecond of a step
 * @param driverSeconds of decompositions on the driver, about, by one that was timed and the cube of its size
 * @param seconds of all passes and of the driver; reading the rows is not in it
 */
public record FitEstimate(int passes, double rowsPerSecond, double driverSeconds, double seconds) {
    private static final int CLOSED_FORM_PASSES = 2;
    /** Of moments, of moments of hidden units, of the loss. */
    private static final int SOLVED_NETWORK_PASSES = 3;

    private static final int PRECONDITIONED_PASSES = 10;

    /** Of moments of predictions, of the loss once more. */
    private static final int SPREAD_PASSES = 2;

    /** A first run of few rows tells how many the second may have; both together take less than ten seconds. */
    private static final int FIRST_ROWS_PER_TASK = 1024;

    private static final int LEAST_ROWS_PER_TASK = 16;

    /** Of the first run, so that a wide network does not take longer. */
    private static final double FIRST_OPERATIONS = 3e11;

    private static final int MOST_ROWS_PER_TASK = 1 << 15;
    private static final int WARM_UP_SECONDS = 2;
    private static final int STEPS = 3;

    /** For the second run, of steps of which each has its products alone beside it, untimed ones included. */
    private static final double SECONDS = 4;

    private static final int UNITS = 16;

    /** @param rows of the fit */
    public static FitEstimate measure(SparkSession spark, FitSettings settings, PairShape shape, long rows) {
        int tasks = ClusterSize.concurrentTasks(JavaSparkContext.fromSparkContext(spark.sparkContext()));
        VectorMap map = map(settings, shape);
        double operations = StepGemms.ofBlock(map, 1).stream()
                .mapToDouble(GemmShape::operations)
                .sum();
        long few = tasks * firstRows(operations * tasks);
        double first = run(spark, settings, shape, few, WARM_UP_SECONDS).rowsPerSecond();
        long affordable = (long) Math.min(first * SECONDS / UNITS, (double) tasks * MOST_ROWS_PER_TASK);
        double rate = affordable > few
                ? Math.max(first, run(spark, settings, shape, affordable, 0).rowsPerSecond())
                : first;
        int passes = passes(settings, shape);
        double hidden = solvesHidden(settings, map) ? rows * hiddenOperations(map) / (rate * operations) : 0;
        double driver = DriverAlgebra.measure(settings.execution().blas()).seconds(map);
        int alike = hidden > 0 ? passes - 1 : passes;
        return new FitEstimate(passes, rate, driver, alike * rows / rate + hidden + driver);
    }

    /** Rows of a task of the first run, of so many operations a row of every task. */
    static long firstRows(double operations) {
        double affordable = FIRST_OPERATIONS / (UNITS * operations);
        return (long) Math.max(LEAST_ROWS_PER_TASK, Math.min(FIRST_ROWS_PER_TASK, affordable));
    }

    private static VectorMap map(FitSettings settings, PairShape shape) {
        return Maps.create(settings.map().between(shape.inputDim(), shape.outputDim()));
    }

    private static boolean solvesHidden(FitSettings settings, VectorMap map) {
        return Solvers.resolve(settings, map).equals(Solvers.CLOSED_FORM)
                && MapMethodsFactory.of(map).hasHiddenLayers();
    }

    /** A row's share in the moments of hidden units: one triangle of products in double, which take twice the time. */
    private static double hiddenOperations(VectorMap map) {
        double columns = ((PerceptronMap) map).hiddenUnits() + map.inputDim() + 1.0;
        return 2 * columns * columns;
    }

    private static StepTimes run(
            SparkSession spark, FitSettings settings, PairShape shape, long rows, int warmUpSeconds) {
        return new StepBenchmark(
                        settings,
                        new StepBenchmark.Scale(shape.inputDim(), shape.outputDim(), rows, 0, STEPS, warmUpSeconds))
                .run(spark);
    }

    static int passes(FitSettings settings, PairShape shape) {
        VectorMap map = map(settings, shape);
        int most = settings.search().steps() + 2;
        int passes =
                switch (Solvers.resolve(settings, map)) {
                    case Solvers.CLOSED_FORM ->
                        MapMethodsFactory.of(map).hasHiddenLayers() ? SOLVED_NETWORK_PASSES : CLOSED_FORM_PASSES;
                    case Solvers.PRECONDITIONED_LBFGS ->
                        MapMethodsFactory.of(map).hasHiddenLayers() ? most + 1 : Math.min(PRECONDITIONED_PASSES, most);
                    default -> most;
                };
        int all = settings.spread().changes() ? passes + SPREAD_PASSES : passes;
        return settings.selectsAmongSpreads() && !settings.map().leavesMapOpen() ? all + 1 : all;
    }
}
