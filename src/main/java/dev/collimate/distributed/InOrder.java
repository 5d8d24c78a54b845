package dev.collimate.distributed;

import java.util.function.Consumer;

/**
 * Hands on what comes with its number in the order of the numbers, from 0 on: what comes early waits, what is due goes on
 * and is let go at once. Not safe for several threads.
 */
final class InOrder<U> {
    private final Object[] waiting;
    private final Consumer<U> consumer;
    private int next;

    InOrder(int count, Consumer<U> consumer) {
        this.waiting = new Object[count];
        this.consumer = consumer;
    }

    void accept(int number, U arrived) {
        waiting[number] = arrived;
        while (next < waiting.length && waiting[next] != null) {
            @SuppressWarnings("unchecked")
            U due = (U) waiting[next];
            waiting[next++] = null;
            consumer.accept(due);
        }
    }
}
