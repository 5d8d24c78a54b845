package dev.collimate.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a command finds around it.
 *
 * @param out results
 * @param err errors and the live line; logs go there by their own way
 * @param home the project folder, whose {@code conf} holds the defaults files; empty where there is none, as on the
 *     machines of a cluster
 * @param terminalWidth columns of the terminal that {@code err} is; empty if it is none
 * @param sessions where Spark sessions come from
 * @param interruption the signals of this process
 */
record Environment(
        PrintStream out,
        PrintStream err,
        Optional<Path> home,
        OptionalInt terminalWidth,
        Sessions sessions,
        Interruption interruption) {
    /** In a process that handles no signals. */
    Environment(PrintStream out, PrintStream err, Optional<Path> home, OptionalInt terminalWidth, Sessions sessions) {
        this(out, err, home, terminalWidth, sessions, Interruption.none());
    }

    /** Those of this process, as submit.sh describes them in the environment. */
    static Environment ofProcess(PrintStream results, Sessions sessions) {
        return new Environment(
                results,
                System.err,
                Optional.ofNullable(System.getenv("COLLIMATE_HOME")).map(Path::of),
                terminalWidth(System.getenv("COLLIMATE_TERMINAL_WIDTH")),
                sessions,
                Interruption.ofProcess());
    }

    private static OptionalInt terminalWidth(String columns) {
        return columns != null && columns.matches("[1-9]\\d{0,5}")
                ? OptionalInt.of(Integer.parseInt(columns))
                : OptionalInt.empty();
    }
}
