package dev.collimate.distributed;

import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What the driver has memory for, in bytes.
 *
 * @param maxHeap the driver's whole heap
 * @param freeHeap of it, beside what Spark itself takes and, with a local master, the cached blocks
 * @param maxResultSize what the results of one job may take together; {@link Long#MAX_VALUE} for no limit
 * @param localTasks tasks that run at the same time in the driver's own JVM; 0 on a cluster
 */
public record DriverBudget(long maxHeap, long freeHeap, long maxResultSize, int localTasks) {
    private static final long GIBIBYTE = 1L << 30;
    private static final long RESERVED = 300L << 20;
    private static final String RESULT_SIZE = "spark.driver.maxResultSize";

    /**
     * What something needs of the driver at a time, in bytes.
     *
     * @param what as the start of a sentence
     * @param results of one job
     * @param heap results among them
     */
    public record Need(String what, long results, long heap) {}

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
                local ? ProductRates.concurrentTasks(context) : 0);
    }

    public boolean holds(Need need) {
        return need.results() <= maxResultSize && need.heap() <= freeHeap;
    }

    /**
     * @param remedy what else helps, as the end of a sentence
     * @throws IllegalArgumentException if the driver cannot hold it, with what is needed, what there is and what to set
     */
    public void require(Need need, String remedy) {
        if (holds(need)) {
            return;
        }
        StringBuilder found = new StringBuilder();
        StringBuilder set = new StringBuilder();
        if (need.results() > maxResultSize) {
            found.append(RESULT_SIZE + " is ").append(gibibytes(maxResultSize));
            set.append(RESULT_SIZE + " to at least ").append(ceiling(need.results()));
        }
        if (need.heap() > freeHeap) {
            found.append(found.isEmpty() ? "" : " and ")
                    .append(gibibytes(freeHeap))
                    .append(" of the heap of ")
                    .append(gibibytes(maxHeap))
                    .append(" are free");
            set.append(set.isEmpty() ? "" : " and ")
                    .append("spark.driver.memory to at least ")
                    .append(ceiling(maxHeap - freeHeap + need.heap()));
        }
        throw new IllegalArgumentException(need.what() + " needs " + gibibytes(need.heap())
                + " of heap on the driver, " + gibibytes(need.results()) + " of it for results of one job, but " + found
                + "; set " + set + ", or " + remedy);
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.3g GiB", (double) bytes / GIBIBYTE);
    }

    private static String ceiling(long bytes) {
        return (bytes + GIBIBYTE - 1) / GIBIBYTE + "g";
    }
}
