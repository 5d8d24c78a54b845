package dev.collimate.fit;

import java.util.Optional;

/** A fit that ended before its time because its listener asked for it. */
public final class FitStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient FittedMap best;
    private final boolean kept;

    /**
     * @param after the last whole pass, for a message
     * @param best the best map so far; null if the fit had none yet
     * @param kept whether the same fit goes on from a checkpoint
     */
    FitStoppedException(String after, FittedMap best, boolean kept, Throwable cause) {
        super("after " + after, cause);
        this.best = best;
        this.kept = kept;
    }

    public Optional<FittedMap> best() {
        return Optional.ofNullable(best);
    }

    public boolean isKept() {
        return kept;
    }
}
