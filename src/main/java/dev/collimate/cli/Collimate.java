package dev.collimate.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** All commands under one name. */
@Command(
        name = "collimate",
        description = "Learns maps between vector spaces that minimise the angle between predicted and actual vectors.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "COMMAND --help lists the options of a command."})
final class Collimate implements Runnable {
    /** picocli refuses a width below it. */
    private static final int LEAST_WIDTH = 55;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private final Environment surroundings;
    private final CommandLine commandLine;

    Collimate(Environment surroundings) {
        this.surroundings = surroundings;
        this.commandLine = new CommandLine(this);
        Commands.addTo(commandLine, surroundings);
        ErrorReport report = new ErrorReport(surroundings.err(), surroundings.interruption());
        // Setters of the root reach the commands too, so they come last.
        commandLine
                .setOut(new java.io.PrintWriter(surroundings.out(), true))
                .setErr(new java.io.PrintWriter(surroundings.err(), true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(helpWidth(surroundings.terminalWidth().orElse(100)))
                .setParameterExceptionHandler(report::usage)
                .setExecutionExceptionHandler(report::failure);
    }

    /** Columns of help: as wide as the terminal, but no wider than is read with ease and no narrower than picocli's least. */
    private static int helpWidth(int terminalWidth) {
        return Math.max(LEAST_WIDTH, Math.min(120, terminalWidth));
    }

    /** Runs one command and returns the process's exit code. */
    int run(String... arguments) {
        try {
            int exitCode = commandLine.execute(withFiles(arguments));
            return surroundings.interruption().signal().isPresent()
                    ? surroundings.interruption().exitCode()
                    : exitCode;
        } catch (ParameterException e) {
            return new ErrorReport(surroundings.err(), surroundings.interruption()).usage(e, arguments);
        }
    }

    /** The commands by name. */
    Map<String, CommandLine> commands() {
        return commandLine.getSubcommands();
    }

    /** The arguments with what option files say written out, for a driver that cannot read the files. */
    String[] resolved(String... arguments) {
        CommandLine command = command(arguments);
        if (command == null) {
            commandLine.parseArgs(arguments);
            return arguments;
        }
        String[] expanded = withFiles(arguments);
        ParseResult parsed = commandLine.parseArgs(expanded).subcommand();
        if (command.getCommand() instanceof ResultCommand checked) {
            checked.checkOptions();
        }
        OptionFiles files = (OptionFiles) command.getDefaultValueProvider();
        return files.writtenOut(parsed, expanded);
    }

    /** Gives the command the values of its option files; repeatable options are returned as arguments. */
    private String[] withFiles(String[] arguments) {
        CommandLine command = command(arguments);
        if (command == null) {
            return arguments;
        }
        OptionFiles files = OptionFiles.read(command, surroundings.home(), configFile(arguments), arguments);
        command.setDefaultValueProvider(files);
        List<String> expanded = new ArrayList<>();
        expanded.add(arguments[0]);
        expanded.addAll(files.repeatable());
        expanded.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        return expanded.toArray(String[]::new);
    }

    private CommandLine command(String[] arguments) {
        return arguments.length == 0 ? null : commandLine.getSubcommands().get(arguments[0]);
    }

    private Path configFile(String[] arguments) {
        Path file = null;
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].startsWith(CommonOptions.CONFIG + "=")) {
                file = path(arguments[i].substring(CommonOptions.CONFIG.length() + 1));
            } else if (arguments[i].equals(CommonOptions.CONFIG) && i + 1 < arguments.length) {
                file = path(arguments[i + 1]);
            }
        }
        return file;
    }

    private Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ParameterException(
                    commandLine,
                    CommonOptions.CONFIG + " is no path: " + e.getReason() + "; give a Java properties file",
                    e);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command; use one of " + String.join(", ", commands().keySet()));
    }
}
