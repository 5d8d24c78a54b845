package dev.collimate.distributed;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;
import java.util.Locale;
import java.util.Optional;

/**
 * The memory that searches of documents take, in bytes: maps and vectors of queries wherever tasks run, and in each task the best
 * documents of each query of each search. It does not depend on the number of documents.
 *
 * @param parameters of all maps
 * @param searches of each query
 * @param queries of a search
 * @param depth documents that are kept of each
 * @param dim elements of a vector, of the longer side
 * @param keyed whether documents have keys
 */
public record SearchMemory(long parameters, long searches, long queries, long depth, long dim, boolean keyed) {
    /** A score and a place. */
    private static final long SLOT = Double.BYTES + Long.BYTES;

    /** A reference, and the array of a key of usual length. */
    private static final long KEY = 64;

    /**
     * What tasks share: parameters, and queries as they are and at unit length; broadcast, both are there as they are and as
     * bytes.
     */
    public long sharedBytes() {
        return (long) (2.0 * Float.BYTES * (parameters + 2.0 * searches * queries * dim));
    }

    /** What is kept, as it is and cut to be sent. */
    public long taskBytes() {
        return (long) (2.0 * searches * queries * depth * (keyed ? SLOT + KEY : SLOT));
    }

    /** What of it the driver or an executor has not, with the numbers; empty where both have it. */
    public Optional<String> shortage(DriverBudget driver, ExecutorBudget executors, String remedy) {
        String what = String.format(
                Locale.ROOT, "keeping the best %,d documents of %,d queries in %d searches", depth, queries, searches);
        double heap = sharedBytes() + (double) driver.localTasks() * taskBytes();
        DriverBudget.Need need = new DriverBudget.Need(what, 0, 0, (long) heap);
        if (!driver.holds(need)) {
            return Optional.of(driver.shortage(need, remedy));
        }
        long task = executors.tasks() == 0 ? 0 : sharedBytes() / executors.tasks() + taskBytes();
        return executors.holds(task) ? Optional.empty() : Optional.of(executors.shortage(what, task, remedy));
    }
}
