package dev.collimate.math;

import java.util.function.Consumer;

/** Hears of the decompositions that its thread makes, until it is closed; the listener before it then hears again. */
public final class DecompositionListener implements AutoCloseable {
    private static final ThreadLocal<DecompositionListener> CURRENT = new ThreadLocal<>();

    private final Consumer<Decomposition> consumer;
    private final DecompositionListener before;

    private DecompositionListener(Consumer<Decomposition> consumer, DecompositionListener before) {
        this.consumer = consumer;
        this.before = before;
    }

    public static DecompositionListener of(Consumer<Decomposition> consumer) {
        DecompositionListener listener = new DecompositionListener(consumer, CURRENT.get());
        CURRENT.set(listener);
        return listener;
    }

    /** @param started System.nanoTime() before the decomposition */
    static void tell(String kind, int rows, int columns, long started) {
        DecompositionListener listener = CURRENT.get();
        if (listener != null) {
            double seconds = (System.nanoTime() - started) * 1e-9;
            listener.consumer.accept(new Decomposition(kind, rows, columns, seconds));
        }
    }

    @Override
    public void close() {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
