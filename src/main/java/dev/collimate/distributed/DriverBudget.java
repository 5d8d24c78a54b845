package dev.collimate.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What the driver has memory for, in bytes.
 *
 * @param maxHeap the driver's whole heap
 * @param freeHeap of it, beside what Spark itself takes and, with a local master, the cached blocks
 * @param maxResultSize what the results of one job may take together; {@link Long#MAX_VALUE} for no limit
 * @param maxTaskResult what the result of one task may take. Spark fetches a larger one by way of a file, which it deletes
 *     at the next garbage collection, read or not (BlockManager's RemoteBlockDownloadFileManager knows it by a weak
 *     reference): the job fails then
 * @param localTasks tasks that run at the same time in the driver's own JVM; 0 on a cluster
 */
public record DriverBudget(long maxHeap, long freeHeap, long maxResultSize, long maxTaskResult, int localTasks) {
    private static final long GIBIBYTE = 1L << 30;
    private static final long RESERVED = 300L << 20;
    private static final long MEBIBYTE = 1L << 20;
    private static final String RESULT_SIZE = "spark.driver.maxResultSize";
    private static final String TASK_RESULT = "spark.network.maxRemoteBlockSizeFetchToMem";

    /**
     * What something needs of the driver at a time, in bytes.
     *
     * @param what as the start of a sentence
     * @param results of one job
     * @param taskResult the largest of them
     * @param heap results among them
     */
    public record Need(String what, long results, long taskResult, long heap) {}

    /** @param cachedBytes what the cached blocks take, or an estimate */
    public static DriverBudget of(JavaSparkContext context, long cachedBytes) {
        long heap = Runtime.getRuntime().maxMemory();
        SparkConf conf = context.getConf();
        long results = conf.getSizeAsBytes(RESULT_SIZE, "1g");
        boolean local = context.isLocal();
        long storage = context.env().memoryManager().maxOnHeapStorageMemory();
        long taken = RESERVED + (local ? Math.min(storage, cachedBytes) : 0);
        return new DriverBudget(
                heap,
                Math.max(0, heap - taken),
                results == 0 ? Long.MAX_VALUE : results,
                conf.getSizeAsBytes(TASK_RESULT, "200m"),
                local ? ProductRates.concurrentTasks(context) : 0);
    }

    public boolean holds(Need need) {
        return need.results() <= maxResultSize && need.taskResult() <= maxTaskResult && need.heap() <= freeHeap;
    }

    /**
     * @param remedy what else helps, as the end of a sentence
     * @throws IllegalArgumentException if the driver cannot hold it, with what is needed, what there is and what to set
     */
    public void require(Need need, String remedy) {
        if (holds(need)) {
            return;
        }
        List<String> found = new ArrayList<>();
        List<String> set = new ArrayList<>();
        if (need.results() > maxResultSize) {
            found.add(RESULT_SIZE + " is " + gibibytes(maxResultSize));
            set.add(RESULT_SIZE + " to at least " + ceiling(need.results(), GIBIBYTE, "g"));
        }
        if (need.taskResult() > maxTaskResult) {
            found.add("the result of one task, " + gibibytes(need.taskResult()) + ", is above " + TASK_RESULT + ", "
                    + gibibytes(maxTaskResult));
            set.add(TASK_RESULT + " to at least " + ceiling(need.taskResult(), MEBIBYTE, "m")
                    + " or the aggregator to sliced-reduce");
        }
        if (need.heap() > freeHeap) {
            found.add(gibibytes(freeHeap) + " of the heap of " + gibibytes(maxHeap) + " are free");
            set.add("spark.driver.memory to at least " + ceiling(maxHeap - freeHeap + need.heap(), GIBIBYTE, "g"));
        }
        throw new IllegalArgumentException(need.what() + " needs " + gibibytes(need.heap())
                + " of heap on the driver, " + gibibytes(need.results()) + " of it for results of one job, but "
                + String.join(" and ", found) + "; set " + String.join(" and ", set) + ", or " + remedy);
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.3g GiB", (double) bytes / GIBIBYTE);
    }

    private static String ceiling(long bytes, long unit, String letter) {
        return (bytes + unit - 1) / unit + letter;
    }
}
