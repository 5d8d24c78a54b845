package dev.collimate.cluster;

import java.util.function.Consumer;

/**
 * Hands on what comes with its number in the order of the numbers, from 0 on: what comes early waits, what is due goes on
 * and is let go at once. Not safe for several threads.
 */
public final class OrderedResults<U> {
    private final Object[] waiting;
    private final Consumer<U> consumer;
    private int next;

    public OrderedResults(int count, Consumer<U> consumer) {
        this.waiting = new Object[count];
        this.consumer = consumer;
    }

    public void accept(int number, U arrived) {
        waiting[number] = arrived;
        while (next < waiting.length && waiting[next] != null) {
            @SuppressWarnings("unchecked")
            U due = (U) waiting[next];
            waiting[next++] = null;
            consumer.accept(due);
        }
    }
}
