package dev.collimate.cli;

import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;

/** Ends a fit after the step at which a signal came. */
record StopBySignal(Interruption interruption) implements PassListener {
    @Override
    public void passed(PassReport report) {
        // What was found goes on its own way.
    }

    @Override
    public boolean stops() {
        return interruption.signal().isPresent();
    }
}
