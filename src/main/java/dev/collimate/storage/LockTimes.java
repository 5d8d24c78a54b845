package dev.collimate.storage;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param beat between two signs of life
 * @param patience without one, after which an owner elsewhere counts as dead
 */
record LockTimes(Duration beat, Duration patience) {
    static final LockTimes USUAL = new LockTimes(Duration.ofSeconds(10), Duration.ofSeconds(60));
}
