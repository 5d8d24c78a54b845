package dev.collimate.cli;

import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;

/** Rows per second over all passes that were reported. */
final class PassRate implements PassListener {
    private long rows;
    private double seconds;

    @Override
    public void passed(PassReport report) {
        rows += report.rows();
        seconds += report.seconds();
    }

    /** NaN if there was no pass. */
    double rowsPerSecond() {
        return rows / seconds;
    }
}
