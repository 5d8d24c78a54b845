package dev.collimate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The tables of src/site/options.md, made of the options themselves. Run as a program it writes them into that page. */
final class OptionTables {
    private static final Pattern TABLE = Pattern.compile("<!-- options: (\\w+) -->\\n.*?<!-- end -->", Pattern.DOTALL);

    private OptionTables() {}

    /** @param arguments the folder src/site */
    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments[0], "options.md");
        Files.writeString(page, withTables(Files.readString(page)));
    }

    /** {@code text} with every marked table as the commands have it now. */
    static String withTables(String text) {
        Map<String, CommandLine> commands = new TreeMap<>(commands());
        Matcher matcher = TABLE.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(
                "<!-- options: " + found.group(1) + " -->\n" + table(commands.get(found.group(1))) + "<!-- end -->"));
    }

    static Map<String, CommandLine> commands() {
        return new Collimate(new Environment(
                        System.out,
                        System.err,
                        Optional.empty(),
                        OptionalInt.empty(),
                        new OwnSession(Main.class.getName())))
                .commands();
    }

    private static String table(CommandLine command) {
        StringBuilder table = new StringBuilder("| option | default | |\n|---|---|---|\n");
        List<OptionSpec> options = command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
        for (OptionSpec option : options) {
            table.append("| `")
                    .append(option.longestName())
                    .append("` | ")
                    .append(defaultValue(option))
                    .append(" | ")
                    .append(String.join(" ", option.description())
                            .replace("%%", "%")
                            .replace("|", "\\|"))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String defaultValue(OptionSpec option) {
        if (option.required()) {
            return "*required*";
        }
        boolean told = option.showDefaultValue() != CommandLine.Help.Visibility.NEVER
                && option.arity().max() > 0;
        String value = told ? option.defaultValueString() : null;
        return value == null || value.equals("null") || option.isMultiValue() ? "" : "`" + value + "`";
    }
}
