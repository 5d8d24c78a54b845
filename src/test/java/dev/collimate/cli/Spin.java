package dev.collimate.cli;

import java.time.Duration;

/** What SQL calls by reflection, in a task that a kill shall not wake. */
public final class Spin {
    private Spin() {}

    /** Keeps a core busy, and returns 0. */
    public static int millis(long millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return 0;
    }
}
