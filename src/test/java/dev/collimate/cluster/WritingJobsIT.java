package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WritingJobsIT {
    private static final int SECOND = 1000;

    @TempDir
    private Path folder;

    private final SparkContext context = SparkTests.session().sparkContext();

    @Test
    @Timeout(60)
    void aFailureIsToldWhenTheOtherTasksHaveEnded() {
        String started = folder.resolve("started").toString();
        String late = folder.resolve("late").toString();
        assertThatThrownBy(() -> WritingJobs.run(context, () -> JavaSparkContext.fromSparkContext(context)
                        .parallelize(List.of(0, 1), 2)
                        .map(task -> {
                            if (task == 0) {
                                awaitFile(started);
                                throw new IllegalStateException("the first");
                            }
                            Files.createFile(Path.of(started));
                            spin(SECOND);
                            return Files.createFile(Path.of(late)).toString();
                        })
                        .collect()))
                .hasMessageContaining("the first");
        assertThat(Path.of(late)).exists();
        assertThat(context.getJobTags().isEmpty()).isTrue();
    }

    @Test
    @Timeout(60)
    void jobsThatAFailureOfTheDriverLeavesAreCancelled() {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            assertThatThrownBy(() -> WritingJobs.run(context, () -> {
                        // A thread that begins here has the tags of this one.
                        other.submit(() -> JavaSparkContext.fromSparkContext(context)
                                .parallelize(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 10)
                                .map(WritingJobsIT::second)
                                .collect());
                        while (context.statusTracker().getActiveJobIds().length == 0) {
                            Thread.onSpinWait();
                        }
                        throw new IllegalStateException("in the driver");
                    }))
                    .hasMessage("in the driver");
            assertThat(context.statusTracker().getActiveJobIds()).isEmpty();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void whatTheWorkGivesIsGiven() {
        assertThat(WritingJobs.<String, RuntimeException>run(context, () -> "done"))
                .isEqualTo("done");
    }

    private static int second(int task) {
        spin(SECOND);
        return task;
    }

    /** A task that is killed before it runs makes nothing. */
    private static void awaitFile(String file) {
        while (Files.notExists(Path.of(file))) {
            Thread.onSpinWait();
        }
    }

    /** A kill does not wake it. */
    private static void spin(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
