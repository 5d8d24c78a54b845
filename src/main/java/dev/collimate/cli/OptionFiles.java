package dev.collimate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Values of options that come from files, as Java properties: {@code --config FILE} over {@code conf/COMMAND.properties}
 * of the project. Where nothing names the data to work on, {@code conf/COMMAND-sample.properties}, if there is one, comes
 * between the two; its values never mix with data of the user. A key is an option's name without dashes; {@code --option k=v} is {@code option.k=v}; of
 * other repeatable options a file has one value.
 * {@code ${collimate.home}} in a value stands for the project folder.
 */
final class OptionFiles implements IDefaultValueProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OptionFiles.class);
    private static final String HOME = "${collimate.home}";
    private static final String SAMPLE = "-sample";

    /** Of a file of options; beyond, it is something else. */
    private static final int MOST_BYTES = 1 << 20;

    /** The options that say which data a command works on; help asks for none. */
    private static final Set<String> DATA = Set.of(
            "input",
            "table",
            "query",
            "format",
            "option",
            "label-input",
            "label-table",
            "label-query",
            "label-option",
            "dictionary",
            "validation",
            "validation-table",
            "validation-query",
            "validation-option",
            "model",
            "output",
            "help",
            "h");

    private final Map<String, String> values;

    private OptionFiles(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the files and checks their keys.
     *
     * @param config as given by the user, or null
     * @param arguments of the command line, which may name data
     * @throws ParameterException if the user's file cannot be read, or a key is none of the command's options
     */
    static OptionFiles read(CommandLine command, Optional<Path> home, Path config, String... arguments) {
        Map<String, String> values = loadIfThere(command, "", home);
        Map<String, String> given = config == null ? Map.of() : load(command, config, home);
        if (!namesData(values.keySet()) && !namesData(given.keySet()) && !namesData(names(arguments))) {
            Map<String, String> sample = loadIfThere(command, SAMPLE, home);
            if (!sample.isEmpty()) {
                LOG.info(
                        "no data named: {} runs on the sample, as conf/{}-sample.properties says",
                        command.getCommandName(),
                        command.getCommandName());
            }
            values.putAll(sample);
        }
        values.putAll(given);
        return new OptionFiles(values);
    }

    private static boolean namesData(Set<String> keys) {
        return keys.stream().map(key -> key.split("\\.", 2)[0]).anyMatch(DATA::contains);
    }

    /** Names of the options among arguments, without dashes. */
    private static Set<String> names(String... arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> argument.replaceFirst("^--?", "").split("=", 2)[0])
                .collect(Collectors.toSet());
    }

    private static Map<String, String> loadIfThere(CommandLine command, String suffix, Optional<Path> home) {
        return home.map(folder -> folder.resolve("conf").resolve(command.getCommandName() + suffix + ".properties"))
                .filter(Files::isRegularFile)
                .map(file -> load(command, file, home))
                .orElseGet(TreeMap::new);
    }

    private static Map<String, String> load(CommandLine command, Path file, Optional<Path> home) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it has more than " + MOST_BYTES + " bytes");
            }
            properties.load(new StringReader(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()));
        } catch (NoSuchFileException e) {
            throw new ParameterException(command, "there is no file " + file + "; give a Java properties file", e);
        } catch (IOException | IllegalArgumentException e) {
            String reason = e.getMessage();
            throw new ParameterException(
                    command,
                    "cannot read the options in " + file + " (" + reason + "); give a Java properties file",
                    e);
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
            if (value.indexOf('\0') >= 0) {
                throw new ParameterException(
                        command, file + ": the value of " + key + " holds the character NUL, which no value may have");
            }
            values.put(key, value);
        }
        return values;
    }

    private static void requireKnown(CommandLine command, Path file, String key) {
        List<String> known = keys(command);
        boolean repeatable = known.stream().anyMatch(name -> name.endsWith(".") && key.startsWith(name));
        if (!repeatable && !known.contains(key)) {
            throw new ParameterException(command, Suggestion.unknown(file + ": unknown key", key, known));
        }
    }

    /** The keys that a file may have; one that ends in a point is the start of keys. */
    static List<String> keys(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.longestName().equals(CommonOptions.CONFIG))
                .map(option -> key(option) + (option.typeInfo().isMap() ? "." : ""))
                .sorted()
                .toList();
    }

    private static String key(OptionSpec option) {
        return option.longestName().substring(2);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && !option.typeInfo().isMap() ? values.get(key(option)) : null;
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
