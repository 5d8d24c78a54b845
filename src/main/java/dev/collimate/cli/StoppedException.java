package dev.collimate.cli;

/** A command that a signal ended, with what is kept. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what follows "stopped by SIGTERM" */
    StoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}
