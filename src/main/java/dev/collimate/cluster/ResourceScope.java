package dev.collimate.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/** Owns what a piece of work takes from a cluster and gives all of it back on close, last taken first. */
public final class ResourceScope implements AutoCloseable {
    private final Deque<Runnable> releases = new ArrayDeque<>();

    /** Marks {@code data} to be kept in memory, or on disk where memory is short, until close. */
    public <T> JavaRDD<T> persist(JavaRDD<T> data) {
        JavaRDD<T> persisted = data.persist(StorageLevel.MEMORY_AND_DISK());
        releases.push(() -> persisted.unpersist(false));
        return persisted;
    }

    /** Sends {@code value} to every executor that asks for it, until close. */
    public <T> Broadcast<T> broadcast(JavaSparkContext context, T value) {
        Broadcast<T> broadcast = context.broadcast(value);
        releases.push(() -> broadcast.destroy());
        return broadcast;
    }

    /**
     * Gives everything back, whatever fails on the way.
     *
     * @throws IllegalStateException if a resource could not be released: its cause is the first failure, and suppresses
     *     the others
     */
    @Override
    public void close() {
        Exception failure = null;
        while (!releases.isEmpty()) {
            try {
                releases.pop().run();
            } catch (Exception e) {
                // Spark's Scala throws checked exceptions that no signature tells of.
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw new IllegalStateException(
                    "could not release what was taken from the cluster: " + failure.getMessage(), failure);
        }
    }
}
