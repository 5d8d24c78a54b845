package dev.collimate.cli;

/** What the process tells the shell. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private ExitCode() {}
}
