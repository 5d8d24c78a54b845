package dev.collimate.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command of a page as a test runs it, with its paths in a folder.
 *
 * @param settings what stands before the command as {@code --conf}; other options of spark-submit are left out
 * @param words of the command itself
 * @param paths by option; of options that are given more than once the last
 */
record PageCommand(Map<String, String> settings, List<String> words, Map<String, Path> paths) {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Map<String, CommandLine> COMMANDS = new Collimate(new Environment(
                    new PrintStream(new ByteArrayOutputStream()),
                    new PrintStream(new ByteArrayOutputStream()),
                    Optional.empty(),
                    OptionalInt.empty(),
                    new OwnSession(Main.class.getName())))
            .commands();

    static PageCommand of(String line, Path folder) {
        List<String> all = WORD.matcher(line)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toList();
        Map<String, String> settings = new LinkedHashMap<>();
        int at = 1;
        for (; !COMMANDS.containsKey(all.get(at)); at += 2) {
            if (all.get(at).equals("--conf")) {
                String[] setting = all.get(at + 1).split("=", 2);
                settings.put(setting[0], setting[1]);
            }
        }
        List<String> words = new ArrayList<>(all.subList(at, all.size()));
        Map<String, Path> paths = new LinkedHashMap<>();
        for (int i = 1; i + 1 < words.size(); i++) {
            OptionSpec option = COMMANDS.get(words.get(0)).getCommandSpec().findOption(words.get(i));
            if (option != null && option.paramLabel().equals("PATH")) {
                Path path = folder.resolve(words.get(i + 1));
                words.set(i + 1, path.toString());
                paths.put(words.get(i), path);
            }
        }
        return new PageCommand(settings, words, paths);
    }

    String name() {
        return words.get(0);
    }

    String[] arguments() {
        return words.toArray(String[]::new);
    }
}
