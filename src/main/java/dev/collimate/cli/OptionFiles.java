package dev.collimate.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Values of options that come from files, as Java properties: {@code --config FILE} over {@code conf/COMMAND.properties}
 * of the project. A key is an option's name without dashes; the repeatable {@code --option k=v} is {@code option.k=v}.
 * {@code ${collimate.home}} in a value stands for the project folder.
 */
final class OptionFiles implements IDefaultValueProvider {
    private static final String HOME = "${collimate.home}";

    private final Map<String, String> values;

    private OptionFiles(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads both files and checks their keys.
     *
     * @param config as given by the user, or null
     * @throws ParameterException if the user's file cannot be read, or a key is none of the command's options
     */
    static OptionFiles read(CommandLine command, Optional<Path> home, Path config) {
        Map<String, String> values = new TreeMap<>();
        home.map(folder -> defaultsFile(folder, command.getCommandName()))
                .filter(Files::isRegularFile)
                .ifPresent(file -> values.putAll(load(command, file, home)));
        if (config != null) {
            values.putAll(load(command, config, home));
        }
        return new OptionFiles(values);
    }

    static Path defaultsFile(Path home, String command) {
        return home.resolve("conf").resolve(command + ".properties");
    }

    private static Map<String, String> load(CommandLine command, Path file, Optional<Path> home) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(
                    command, "cannot read the options in " + file + " (" + e + "); give a Java properties file", e);
        }
        Map<String, String> values = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            requireKnown(command, file, key);
            String value = properties.getProperty(key).strip();
            if (value.contains(HOME)) {
                Path folder = home.orElseThrow(() -> new ParameterException(
                        command, file + ": " + key + " uses " + HOME + ", which only submit.sh knows; write the path"));
                value = value.replace(HOME, folder.toString());
            }
            values.put(key, value);
        }
        return values;
    }

    private static void requireKnown(CommandLine command, Path file, String key) {
        List<String> known = keys(command);
        boolean repeatable = known.stream().anyMatch(name -> name.endsWith(".") && key.startsWith(name));
        if (!repeatable && !known.contains(key)) {
            throw new ParameterException(command, Nearest.unknown(file + ": unknown key", key, known));
        }
    }

    /** The keys that a file may have; one that ends in a point is the start of keys. */
    static List<String> keys(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.longestName().equals(CommonOptions.CONFIG))
                .map(option -> key(option) + (option.isMultiValue() ? "." : ""))
                .sorted()
                .toList();
    }

    private static String key(OptionSpec option) {
        return option.longestName().substring(2);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && !option.isMultiValue() ? values.get(key(option)) : null;
    }

    /** Options that may be given several times, as arguments; later ones on the command line win. */
    List<String> repeatable() {
        List<String> arguments = new ArrayList<>();
        values.forEach((key, value) -> {
            int point = key.indexOf('.');
            if (point >= 0) {
                arguments.add("--" + key.substring(0, point) + "=" + key.substring(point + 1) + "=" + value);
            }
        });
        return arguments;
    }

    /** {@code arguments} without the option file's name, and with its values. */
    String[] writtenOut(ParseResult parsed, String[] arguments) {
        List<String> written = new ArrayList<>(withoutConfig(Arrays.asList(arguments)));
        for (OptionSpec option : parsed.commandSpec().options()) {
            String value = defaultValue(option);
            if (value == null || parsed.hasMatchedOption(option)) {
                continue;
            }
            if (option.arity().max() > 0) {
                written.add(option.longestName() + "=" + value);
            } else if (Boolean.parseBoolean(value)) {
                written.add(option.longestName());
            }
        }
        return written.toArray(String[]::new);
    }

    private static List<String> withoutConfig(List<String> arguments) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals(CommonOptions.CONFIG)) {
                i++;
            } else if (!arguments.get(i).startsWith(CommonOptions.CONFIG + "=")) {
                kept.add(arguments.get(i));
            }
        }
        return kept;
    }
}
