package dev.collimate.distributed;

/** Hears of every pass over the data, on the driver, in the thread that fits. */
public interface PassListener {
    void passed(PassReport report);

    /** Whether the fit is to end after the step that it is at, which is asked after every step. */
    default boolean stops() {
        return false;
    }
}
