package dev.collimate.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What the driver has memory for, and what Spark lets it receive, in bytes.
 *
 * @param maxHeap the driver's whole heap
 * @param freeHeap of it, beside what Spark itself takes and, with a local master, the cached blocks
 * @param maxResultSize what the results of one job may take together; {@link Long#MAX_VALUE} for no limit
 * @param maxTaskResult what the result of one task may take. Spark fetches a larger one by way of a file, which it deletes
 *     at the next garbage collection (BlockManager's RemoteBlockDownloadFileManager knows it by a weak reference); if that
 *     comes before the file is read, the job fails
 * @param localTasks tasks that run at the same time in the driver's own JVM; 0 on a cluster
 */
public record DriverBudget(long maxHeap, long freeHeap, long maxResultSize, long maxTaskResult, int localTasks) {
    private static final long GIBIBYTE = 1L << 30;
    private static final long MEBIBYTE = 1L << 20;
    private static final long RESERVED = 300 * MEBIBYTE;
    private static final String RESULT_SIZE = "spark.driver.maxResultSize";
    private static final String FETCH_SIZE = "spark.network.maxRemoteBlockSizeFetchToMem";
    /** The most that Spark takes for it. */
    private static final long LARGEST_FETCH_SIZE = Integer.MAX_VALUE - 512;

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
                Math.max(conf.getSizeAsBytes(FETCH_SIZE, "200m"), directResult(conf)),
                local ? ClusterSize.concurrentTasks(context) : 0);
    }

    /** A result of at most this comes with the message that its task is done, and is not fetched. */
    private static long directResult(SparkConf conf) {
        return Math.min(
                conf.getSizeAsBytes("spark.task.maxDirectResultSize", "1m"),
                conf.getInt("spark.rpc.message.maxSize", 128) * MEBIBYTE);
    }

    public boolean holds(Need need) {
        return need.results() <= maxResultSize && need.taskResult() <= maxTaskResult && need.heap() <= freeHeap;
    }

    /** What is needed, what there is of it and what to set, of a need that the driver cannot hold. */
    public String shortage(Need need, String remedy) {
        List<String> found = new ArrayList<>();
        List<String> set = new ArrayList<>();
        if (need.results() > maxResultSize) {
            found.add(RESULT_SIZE + " is " + gibibytes(maxResultSize));
            set.add(RESULT_SIZE + " to at least " + ceiling(need.results(), GIBIBYTE, "g"));
        }
        if (need.taskResult() > maxTaskResult) {
            found.add(String.format(
                    Locale.ROOT,
                    "the result of a task, %s, is above %s, %s",
                    ceiling(need.taskResult(), MEBIBYTE, " MiB"),
                    FETCH_SIZE,
                    ceiling(maxTaskResult, MEBIBYTE, " MiB")));
            if (need.taskResult() <= LARGEST_FETCH_SIZE - MEBIBYTE) {
                set.add(FETCH_SIZE + " to at least " + ceiling(need.taskResult(), MEBIBYTE, "m"));
            }
        }
        if (need.heap() > freeHeap) {
            found.add(gibibytes(freeHeap) + " of the heap of " + gibibytes(maxHeap) + " are free");
            set.add("spark.driver.memory to at least " + ceiling(maxHeap - freeHeap + need.heap(), GIBIBYTE, "g"));
        }
        return need.what() + " needs " + gibibytes(need.heap()) + " of heap on the driver, "
                + gibibytes(need.results()) + " of it for results of one job, but " + String.join(" and ", found)
                + "; " + (set.isEmpty() ? "" : "set " + String.join(" and ", set) + ", or ") + remedy;
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.3g GiB", (double) bytes / GIBIBYTE);
    }

    private static String ceiling(long bytes, long unit, String letter) {
        return (bytes + unit - 1) / unit + letter;
    }
}
