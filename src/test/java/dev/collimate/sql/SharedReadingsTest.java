package dev.collimate.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedReadingsTest {
    private static final int THREADS = 8;

    private final SharedReadings<String, String> readings = new SharedReadings<>(2);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void threadsThatAskAtATimeReadOnce() throws Exception {
        AtomicInteger read = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(THREADS);
        List<Future<String>> found = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            found.add(threads.submit(() -> {
                all.countDown();
                all.await();
                return readings.get("a", () -> "read " + read.incrementAndGet());
            }));
        }
        for (Future<String> future : found) {
            assertThat(future.get()).isEqualTo("read 1");
        }
        assertThat(readings.get("a", () -> "again")).isEqualTo("read 1");
    }

    /** As that of a query that is cancelled. */
    @Test
    void aReadingThatFailsFailsForItsOwnThreadAlone() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Future<String> first = threads.submit(() -> readings.get("a", () -> {
            begun.countDown();
            cancelled.await();
            throw new IOException("cancelled");
        }));
        begun.await();
        CountDownLatch asks = new CountDownLatch(1);
        Future<String> second = threads.submit(() -> {
            asks.countDown();
            return readings.get("a", () -> "second");
        });
        asks.await();
        cancelled.countDown();
        assertThat(second.get()).isEqualTo("second");
        assertThatThrownBy(first::get).hasRootCauseMessage("cancelled");
        assertThat(readings.get("a", () -> "third")).isEqualTo("second");
    }

    @Test
    void afterAFailureTheNextToAskReadsAnew() throws Exception {
        assertThatThrownBy(() -> readings.get("a", () -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("gone");
        assertThat(readings.get("a", () -> "there")).isEqualTo("there");
    }

    @Test
    void theLastFewAreKeptAndOthersForgotten() throws Exception {
        for (String key : List.of("a", "b", "a", "c")) {
            readings.get(key, () -> key);
        }
        assertThat(readings.get("a", () -> "anew")).isEqualTo("a");
        assertThat(readings.get("b", () -> "anew")).isEqualTo("anew");
        readings.forget("b"::equals);
        assertThat(readings.get("b", () -> "newer")).isEqualTo("newer");
    }
}
