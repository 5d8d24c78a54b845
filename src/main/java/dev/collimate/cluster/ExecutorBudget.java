package dev.collimate.cluster;

import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What an executor has memory for.
 *
 * @param maxHeap of an executor, in bytes
 * @param freeHeap of it, beside what Spark itself takes and the cached blocks
 * @param tasks that run in it at the same time; 0 with a local master, whose tasks run in the driver
 */
public record ExecutorBudget(long maxHeap, long freeHeap, int tasks) {
    private static final long MEBIBYTE = 1L << 20;
    private static final long RESERVED = 300 * MEBIBYTE;
    private static final String MEMORY = "spark.executor.memory";
    private static final String CORES = "spark.executor.cores";

    /** @param cachedBytes what the cached blocks of all executors take, or an estimate */
    public static ExecutorBudget of(JavaSparkContext context, long cachedBytes) {
        if (context.isLocal()) {
            return new ExecutorBudget(0, 0, 0);
        }
        SparkConf conf = context.getConf();
        long heap = conf.getSizeAsBytes(MEMORY, "1g");
        int executors = Math.max(1, context.sc().getExecutorMemoryStatus().size() - 1);
        int all = ClusterSize.concurrentTasks(context);
        int cores = conf.getInt(CORES, 0) / Math.max(1, conf.getInt("spark.task.cpus", 1));
        int tasks = cores > 0 ? cores : (all + executors - 1) / executors;
        long storage = (long) (conf.getDouble("spark.memory.fraction", 0.6) * Math.max(0, heap - RESERVED));
        return new ExecutorBudget(
                heap, Math.max(0, heap - RESERVED - Math.min(storage, cachedBytes / executors)), tasks);
    }

    /** @param taskBytes that a task holds */
    public boolean holds(long taskBytes) {
        return tasks * taskBytes <= freeHeap;
    }

    /**
     * What is needed, what there is of it and what to set, of tasks that an executor cannot hold.
     *
     * @param what as the start of a sentence
     */
    public String shortage(String what, long taskBytes, String remedy) {
        long fitting = freeHeap / taskBytes;
        return String.format(
                Locale.ROOT,
                "%s needs %s on an executor, %s for each of %d tasks at a time, but %s of its heap of %s are free; set %s"
                        + " to at least %dm%s, or %s",
                what,
                gibibytes(tasks * taskBytes),
                gibibytes(taskBytes),
                tasks,
                gibibytes(freeHeap),
                gibibytes(maxHeap),
                MEMORY,
                (maxHeap - freeHeap + tasks * taskBytes + MEBIBYTE - 1) / MEBIBYTE,
                fitting > 0 ? " or " + CORES + " to " + fitting : "",
                remedy);
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.3g GiB", (double) bytes / (1L << 30));
    }
}
