package dev.collimate.cli;

import dev.collimate.storage.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A command as it is shown: quoted for a shell, without what may be a secret, and without queries, which may hold data. */
final class ShownCommand {
    private static final Set<String> QUERIES = Set.of("--query", "--label-query", "--validation-query");
    private static final Set<String> READER_OPTIONS = Set.of("--option", "--label-option", "--validation-option");

    private ShownCommand() {}

    /** @param words of which an option's value follows the option */
    static String of(List<String> words) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String option = i == 0 ? "" : words.get(i - 1);
            String word = words.get(i);
            shown.add(
                    QUERIES.contains(option)
                            ? "QUERY"
                            : READER_OPTIONS.contains(option) ? readerOption(word) : Redaction.of(word));
        }
        return shown.stream().map(ShownCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String readerOption(String word) {
        String[] parts = word.split("=", 2);
        String name = parts[0];
        String value = parts[1];
        boolean query = name.equalsIgnoreCase("query") || name.equalsIgnoreCase("dbtable") && value.startsWith("(");
        if (query) {
            return name + "=QUERY";
        }
        return Redaction.isSecretName(name) ? name + "=" + Redaction.HIDDEN : Redaction.of(word);
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
