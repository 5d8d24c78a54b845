package dev.collimate.distributed;

/** Hears of every pass over the data, on the driver, in the thread that fits. */
public interface PassListener {
    void passed(PassReport report);
}
