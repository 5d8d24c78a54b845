package dev.collimate.fit;

import dev.collimate.math.Decomposition;
import dev.collimate.math.DecompositionListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Tells what the time of a fit goes to. Phases follow each other without gaps, in the thread that fits. */
final class PhaseClock implements AutoCloseable {
    private final LongSupplier clock;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final List<Decomposition> decompositions = new ArrayList<>();
    private final DecompositionListener listener = DecompositionListener.of(this::decomposed);
    private String current;
    private long since;

    /**
     * Begins with a phase.
     *
     * @param clock nanoseconds
     */
    PhaseClock(String first, LongSupplier clock) {
        this.clock = clock;
        this.current = first;
        this.since = clock.getAsLong();
    }

    /** Ends the phase before. */
    void begin(String phase) {
        long now = clock.getAsLong();
        seconds.merge(current, (now - since) * 1e-9, Double::sum);
        current = phase;
        since = now;
    }

    private void decomposed(Decomposition decomposition) {
        decompositions.add(decomposition);
        seconds.merge(current, -decomposition.seconds(), Double::sum);
    }

    /** All so far in the order in which they began, decompositions last; their seconds add up to those since the first began. */
    List<Phase> phases() {
        begin(current);
        List<Phase> phases = new ArrayList<>();
        seconds.forEach((name, time) -> phases.add(new Phase(name, time)));
        decompositions.forEach(one -> phases.add(new Phase(one.name(), one.seconds())));
        return List.copyOf(phases);
    }

    @Override
    public void close() {
        listener.close();
    }
}
