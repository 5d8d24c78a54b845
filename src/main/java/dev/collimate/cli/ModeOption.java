package dev.collimate.cli;

import picocli.CommandLine.Option;

/** What to do where the output exists. */
final class ModeOption {
    @Option(
            names = "--mode",
            paramLabel = "NAME",
            description =
                    "where the output exists: errorifexists, overwrite (the old stays until the new is complete) or,"
                            + " for data, append")
    private OutputMode mode = OutputMode.ERRORIFEXISTS;

    OutputMode value() {
        return mode;
    }
}
