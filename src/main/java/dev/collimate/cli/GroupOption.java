package dev.collimate.cli;

import dev.collimate.tables.SelectedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** By what the rows of a measurement are grouped. */
final class GroupOption {
    private static final String NAME = "--group-col";

    @Option(
            names = NAME,
            paramLabel = "NAME",
            description = "column that groups rows, such as a language or a source; the groups that do worst are told")
    private String column;

    /** Which options are wrong together where groups are found by the keys of rows; null if none are. */
    String conflict(Optional<String> key) {
        return column != null && key.isEmpty()
                ? NAME + " needs " + CorpusOptions.KEY + ", the column by which the groups of queries are found"
                : null;
    }

    /** Which options are wrong together where the rows held out are grouped; null if none are. */
    String conflict(boolean holdsOut) {
        return column != null && !holdsOut
                ? NAME + " groups the rows held out, but none are; give " + OptionNames.HOLD_OUT
                : null;
    }

    Optional<String> column() {
        return Optional.ofNullable(column);
    }

    /** The column, to be read; none where none is given. */
    List<SelectedColumn> selected() {
        return column().stream().map(name -> new SelectedColumn(NAME, name)).toList();
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        SourceWords.add(words, NAME, column);
        return words;
    }
}
