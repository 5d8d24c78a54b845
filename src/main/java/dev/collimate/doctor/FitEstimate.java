package dev.collimate.doctor;

import dev.collimate.benchmark.StepBenchmark;
import dev.collimate.benchmark.StepTimes;
import dev.collimate.cluster.ClusterSize;
import dev.collimate.data.PairShape;
import dev.collimate.fit.FitSettings;
import dev.collimate.fit.Solvers;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.moments.MapMethodsFactory;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What a fit will take, by steps on synthetic pairs of the same dimensions.
 *
 * @param passes over the data, about: a closed form takes one and one more for its loss, of a network a third between for
 *     the moments of its hidden units, a preconditioned search under ten on the pairs that it was measured on,
 *     others as many as their settings allow; to spread predictions takes two more
 * @param rowsPerSecond of a step
 * @param seconds of all passes; reading the rows and decompositions on the driver are not in it
 */
public record FitEstimate(int passes, double rowsPerSecond, double seconds) {
    private static final int CLOSED_FORM_PASSES = 2;
    /** Of moments, of moments of hidden units, of the loss. */
    private static final int SOLVED_NETWORK_PASSES = 3;

    private static final int PRECONDITIONED_PASSES = 10;

    /** Of moments of predictions, of the loss once more. */
    private static final int SPREAD_PASSES = 2;

    /** A first run of few rows tells how many the second may have; both together take less than ten seconds. */
    private static final int FIRST_ROWS_PER_TASK = 1024;

    private static final int MOST_ROWS_PER_TASK = 1 << 15;
    private static final int WARM_UP_SECONDS = 2;
    private static final int STEPS = 3;

    /** For the second run, of steps of which each has its products alone beside it, untimed ones included. */
    private static final double SECONDS = 4;

    private static final int UNITS = 16;

    /** @param rows of the fit */
    public static FitEstimate measure(SparkSession spark, FitSettings settings, PairShape shape, long rows) {
        int tasks = ClusterSize.concurrentTasks(JavaSparkContext.fromSparkContext(spark.sparkContext()));
        long few = (long) tasks * FIRST_ROWS_PER_TASK;
        double first = run(spark, settings, shape, few, WARM_UP_SECONDS).rowsPerSecond();
        long affordable = (long) Math.min(first * SECONDS / UNITS, (double) tasks * MOST_ROWS_PER_TASK);
        double rate = affordable > few
                ? Math.max(first, run(spark, settings, shape, affordable, 0).rowsPerSecond())
                : first;
        int passes = passes(settings, shape);
        return new FitEstimate(passes, rate, passes * rows / rate);
    }

    private static StepTimes run(
            SparkSession spark, FitSettings settings, PairShape shape, long rows, int warmUpSeconds) {
        return new StepBenchmark(
                        settings,
                        new StepBenchmark.Scale(shape.inputDim(), shape.outputDim(), rows, 0, STEPS, warmUpSeconds))
                .run(spark);
    }

    static int passes(FitSettings settings, PairShape shape) {
        VectorMap map = Maps.create(settings.map().between(shape.inputDim(), shape.outputDim()));
        int most = settings.search().steps() + 2;
        int passes =
                switch (Solvers.resolve(settings, map)) {
                    case Solvers.CLOSED_FORM ->
                        MapMethodsFactory.of(map).hasHiddenLayers() ? SOLVED_NETWORK_PASSES : CLOSED_FORM_PASSES;
                    case Solvers.PRECONDITIONED_LBFGS -> Math.min(PRECONDITIONED_PASSES, most);
                    default -> most;
                };
        return settings.spread().changes() ? passes + SPREAD_PASSES : passes;
    }
}
