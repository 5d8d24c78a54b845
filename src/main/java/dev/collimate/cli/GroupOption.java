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
            description =
                    "column that groups rows, such as a language or a source; the groups that a model does worst on are"
                            + " told")
    private String column;

    /** Which options are wrong together; null if none are. */
    String conflict(MeasuredOptions measured) {
        return column != null && measured.predictionCol() != null
                ? NAME + " is for a model; give --model in place of " + MeasuredOptions.PREDICTION_COL
                : null;
    }

    /** As {@link #conflict(MeasuredOptions)}, where groups are found by the keys of rows. */
    String conflict(MeasuredOptions measured, Optional<String> key) {
        return column != null && key.isEmpty()
                ? NAME + " needs " + CorpusOptions.KEY + ", the column by which the groups of queries are found"
                : conflict(measured);
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
