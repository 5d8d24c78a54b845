package dev.collimate.cli;

/** Seconds since it was made, by the clock of this machine. */
final class Stopwatch {
    private final long started = System.nanoTime();

    double seconds() {
        return (System.nanoTime() - started) * 1e-9;
    }
}
