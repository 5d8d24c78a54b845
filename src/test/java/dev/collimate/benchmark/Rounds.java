package dev.collimate.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** Repeats several pieces of work in turn, so that what disturbs the machine disturbs all of them alike. */
public final class Rounds {
    private final Map<String, Runnable> work = new LinkedHashMap<>();

    public Rounds add(String name, Runnable piece) {
        work.put(name, piece);
        return this;
    }

    /** Seconds of each piece, over {@code rounds} rounds after some that are not timed; in the order of adding. */
    public Map<String, Spread> run(int warmUps, int rounds) {
        Map<String, double[]> seconds = new LinkedHashMap<>();
        for (int round = -warmUps; round < rounds; round++) {
            for (Map.Entry<String, Runnable> piece : work.entrySet()) {
                long started = System.nanoTime();
                piece.getValue().run();
                double taken = (System.nanoTime() - started) * 1e-9;
                if (round >= 0) {
                    seconds.computeIfAbsent(piece.getKey(), name -> new double[rounds])[round] = taken;
                }
            }
        }
        Map<String, Spread> spreads = new LinkedHashMap<>();
        seconds.forEach((name, values) -> spreads.put(name, Spread.of(values)));
        return spreads;
    }
}
