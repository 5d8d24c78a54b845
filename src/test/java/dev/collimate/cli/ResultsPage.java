package dev.collimate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What src/site/results.md says of the result line. */
final class ResultsPage {
    private static final Path PAGE = Path.of(System.getProperty("collimate.root", "."), "src", "site", "results.md");
    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    private ResultsPage() {}

    /** The documented keys by command, and by the key of the object that holds them. */
    static Map<String, Set<String>> keys() throws IOException {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (String[] cells : rows(3)) {
            for (String owner : cells[1].split(", ")) {
                keys.computeIfAbsent(owner, name -> new TreeSet<>()).addAll(quoted(cells[0]));
            }
        }
        return keys;
    }

    /** The documented values of stopReason. */
    static Set<String> stopReasons() throws IOException {
        Set<String> reasons = new TreeSet<>();
        for (String[] cells : rows(2)) {
            reasons.addAll(quoted(cells[0]));
        }
        return reasons;
    }

    private static List<String> quoted(String cell) {
        return KEY.matcher(cell)
                .results()
                .map((MatchResult key) -> key.group(1))
                .toList();
    }

    /** The rows of all tables with so many columns; a row's first cell is code, a head's is not. */
    private static List<String[]> rows(int columns) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                .filter(cells -> cells.length == columns)
                .toList();
    }
}
