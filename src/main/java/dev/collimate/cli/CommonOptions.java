package dev.collimate.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
    static final String CONFIG = "--config";
    static final String VERBOSE = "--verbose";

    @Option(
            names = CONFIG,
            paramLabel = "FILE",
            description = "Java properties file with values for options that are not on the command line; keys are"
                    + " option names without the leading dashes")
    private Path config;

    @Option(names = VERBOSE, description = "show the stack trace of an error, and what the time of training went to")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    boolean verbose() {
        return verbose;
    }
}
