package dev.collimate.benchmark;

import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.OrderedJob;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** How fast the tasks of a cluster run matrix products and nothing else. */
public final class GemmRates {
    private GemmRates() {}

    /**
     * What one task found.
     *
     * @param executor the executor's id; {@code driver} where the master is local
     * @param blas what ran the products there
     * @param operationsPerSecond of the products alone, with their operands in place
     */
    public record TaskRate(String executor, String host, String blas, double operationsPerSecond)
            implements Serializable {}

    /**
     * Runs {@code products} {@code repetitions} times in each of {@code tasks} tasks.
     *
     * @param tasks as many as run at the same time, so that all are measured under the load of all
     * @return one rate a task
     */
    public static List<TaskRate> measure(
            JavaSparkContext context, List<GemmShape> products, BlasChoice blas, int tasks, int repetitions) {
        JavaRDD<Integer> indices =
                context.parallelize(IntStream.range(0, tasks).boxed().toList(), tasks);
        List<GemmShape> shapes = new ArrayList<>(products);
        List<TaskRate> rates = new ArrayList<>();
        try (JobDescription description = new JobDescription(context.sc(), "angular fit · rate of products")) {
            OrderedJob.run(
                    indices, (int task, Iterator<Integer> none) -> measure(shapes, blas, repetitions), rates::add);
        }
        return rates;
    }

    private static TaskRate measure(List<GemmShape> shapes, BlasChoice choice, int repetitions) {
        Blas blas = Blas.of(choice);
        GemmReplay replay = new GemmReplay(blas, shapes);
        replay.run();
        long started = System.nanoTime();
        for (int i = 0; i < repetitions; i++) {
            replay.run();
        }
        double seconds = (System.nanoTime() - started) * 1e-9;
        SparkEnv environment = SparkEnv.get();
        return new TaskRate(
                environment.executorId(),
                environment.blockManager().blockManagerId().host(),
                blas.description(),
                repetitions * replay.operations() / seconds);
    }
}
