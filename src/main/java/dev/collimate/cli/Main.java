package dev.collimate.cli;

import java.io.PrintStream;
import picocli.CommandLine.ExitCode;

/** The entry point that spark-submit starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintStream results = System.out;
        // Stdout is for results alone, whatever a library prints.
        System.setOut(System.err);
        int exitCode =
                new Collimate(Environment.ofProcess(results, new OwnSession(Main.class.getName()))).run(arguments);
        // A cluster's application master takes any call of exit for a failure.
        if (exitCode != ExitCode.OK) {
            System.exit(exitCode);
        }
    }
}
