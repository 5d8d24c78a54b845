package dev.collimate.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Several commands in one JVM of their own, each with a session as a job has it. */
public final class CommandSequence {
    /** Between two commands. */
    static final String THEN = "--then";

    private CommandSequence() {}

    /** Prints the exit code of each command after what it printed. */
    public static void main(String[] arguments) {
        PrintStream results = System.out;
        System.setOut(System.err);
        List<String> command = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals(THEN)) {
                run(results, command);
                command.clear();
            } else {
                command.add(argument);
            }
        }
        run(results, command);
    }

    private static void run(PrintStream results, List<String> command) {
        Environment process = Environment.ofProcess(results, new OwnSession(Main.class.getName()));
        int exitCode = new Collimate(process).run(command.toArray(String[]::new));
        results.println(command.get(0) + " ended with " + exitCode);
    }
}
