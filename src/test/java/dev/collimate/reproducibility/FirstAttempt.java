package dev.collimate.reproducibility;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Hands rows on as they are. The first attempt of a task at one partition gets into trouble in the middle of it; later
 * attempts do not.
 *
 * @param partition counted from 0; -1 for none
 */
record FirstAttempt(int partition, Trouble trouble) implements MapPartitionsFunction<Row, Row> {
    private static final int ROWS_BEFORE = 100;
    /** Far longer than all other tasks of a fit together. */
    private static final int SECONDS_ASLEEP = 120;

    enum Trouble {
        /** The task fails. */
        FAILS,
        /** The task sleeps until it is ended, or for far too long. */
        SLEEPS
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        TaskContext task = TaskContext.get();
        if (task.partitionId() != partition || task.attemptNumber() > 0) {
            return rows;
        }
        return new Iterator<>() {
            private int count;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (count++ == ROWS_BEFORE) {
                    strike();
                }
                return rows.next();
            }
        };
    }

    private void strike() {
        if (trouble == Trouble.FAILS) {
            throw new IllegalStateException("the first attempt at partition " + partition + " fails");
        }
        try {
            TimeUnit.SECONDS.sleep(SECONDS_ASLEEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
