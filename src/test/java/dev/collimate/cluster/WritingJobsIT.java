package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingJobsIT {
    private static final int SECOND = 1000;

    @TempDir
    private Path folder;

    private final SparkContext context = SparkTests.session().sparkContext();

    @Test
    void aFailureIsToldWhenTheOtherTasksHaveEnded() {
        Path late = folder.resolve("late");
        String file = late.toString();
        assertThatThrownBy(() -> WritingJobs.run(context, () -> JavaSparkContext.fromSparkContext(context)
                        .parallelize(List.of(0, 1), 2)
                        .map(task -> {
                            if (task == 0) {
                                throw new IllegalStateException("the first");
                            }
                            spin(SECOND);
                            return Files.createFile(Path.of(file)).toString();
                        })
                        .collect()))
                .hasMessageContaining("the first");
        assertThat(late).exists();
        assertThat(context.getJobTags().isEmpty()).isTrue();
    }

    @Test
    void jobsThatAFailureOfTheDriverLeavesAreCancelled() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            assertThatThrownBy(() -> WritingJobs.run(context, () -> {
                        // A thread that begins here has the tags of this one.
                        other.submit(() -> {
                            started.countDown();
                            return JavaSparkContext.fromSparkContext(context)
                                    .parallelize(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 10)
                                    .map(WritingJobsIT::second)
                                    .collect();
                        });
                        started.await();
                        Thread.sleep(SECOND);
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

    /** A kill does not wake it. */
    private static void spin(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
