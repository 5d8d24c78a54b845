package dev.collimate.cli;

import dev.collimate.storage.Redaction;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user in one line what is wrong, and in more only if asked. */
final class ErrorReport {
    private final PrintStream err;
    private final Interruption interruption;

    ErrorReport(PrintStream err) {
        this(err, Interruption.none());
    }

    ErrorReport(PrintStream err, Interruption interruption) {
        this.err = err;
        this.interruption = interruption;
    }

    /** The command line or an option file is wrong. */
    int usage(ParameterException failure, String[] arguments) {
        String line = usageLine(failure);
        boolean verbose = Arrays.asList(arguments).contains(CommonOptions.VERBOSE);
        print(line, verbose ? frames(failure) : "");
        return ExitCode.USAGE;
    }

    private static String stopped(String signal, Exception failure) {
        return "stopped by " + signal
                + (failure instanceof StoppedException stopped
                        ? " " + stopped.getMessage()
                        : "; what it was writing is taken away, and what was there before is whole");
    }

    /** The job failed, or a signal ended it. */
    int failure(Exception failure, CommandLine command, ParseResult parsed) {
        Optional<ResultCommand> ran =
                command.getCommand() instanceof ResultCommand result ? Optional.of(result) : Optional.empty();
        UnaryOperator<String> naming =
                ran.map(ResultCommand::naming).orElseGet(() -> OptionNames.of(command.getCommandSpec()));
        String line = interruption
                .signal()
                .map(signal -> stopped(signal, failure))
                .orElseGet(() -> ErrorLine.of(failure, naming));
        print(line, ran.filter(ResultCommand::verbose).isPresent() ? trace(failure) : "");
        return ExitCode.SOFTWARE;
    }

    private void print(String line, String trace) {
        err.println("collimate: " + Redaction.of(line));
        err.print(Redaction.of(trace));
    }

    /** Without the messages: picocli's quote what was given, of which the line may tell less. */
    private static String frames(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .map(frame -> "\tat " + frame + "\n")
                .collect(Collectors.joining());
    }

    /** As a text, so that what may be a secret can be hidden in it. */
    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private static String usageLine(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String help = command.getParent() == null ? "--help" : command.getCommandName() + " --help";
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0).split("=", 2)[0];
            if (command.getParent() == null) {
                return Suggestion.unknown(
                        "unknown command",
                        first,
                        List.copyOf(command.getSubcommands().keySet()));
            }
            return Suggestion.unknown(
                    first.startsWith("-") ? "unknown option" : "unexpected argument", first, optionNames(command));
        }
        // Picocli quotes the value, of which nothing tells what part is a name.
        String line = failure.getArgSpec() instanceof OptionSpec option
                        && option.typeInfo().isMap()
                ? option.longestName() + " needs " + option.paramLabel() + ", a name and its value with = between"
                : ErrorLine.firstLine(failure.getMessage());
        return line + " (see " + help + ")";
    }

    private static List<String> optionNames(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .sorted()
                .toList();
    }
}
