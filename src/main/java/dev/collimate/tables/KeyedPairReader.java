package dev.collimate.tables;

import dev.collimate.data.Message;
import dev.collimate.rows.KeyCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pairs of two tables: one has the inputs, the other the actual vectors, and rows of the same key belong together. */
public final class KeyedPairReader {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedPairReader.class);
    private static final String KEY = "collimate_key_";
    private static final String LABEL_SUFFIX = " (label)";

    private final PairSelection selection;
    private final KeySettings settings;

    public KeyedPairReader(PairSelection selection, KeySettings settings) {
        this.selection = selection;
        this.settings = settings;
    }

    /**
     * The pairs; the keys are counted at once. Further columns are taken from the table of inputs or, where that has none
     * of that name, from the other.
     *
     * @throws IllegalArgumentException in one line if a column is missing or holds no vectors, the keys are of different
     *     types, none is in both tables, or one is repeated and may not be
     */
    public Pairs read(Dataset<Row> input, Dataset<Row> labels) {
        TableColumns here = new TableColumns(input, selection.featuresForm())
                .vector(selection.features(), selection.featuresForm());
        TableColumns there =
                new TableColumns(labels, selection.labelForm()).vector(selection.label(), selection.labelForm());
        selection.vectors().forEach(vector -> here.vector(vector, selection.featuresForm()));
        for (SelectedColumn column : selection.numbers()) {
            (here.has(column) || !there.has(column) ? here : there).number(column);
        }
        for (SelectedColumn column : selection.others()) {
            (here.has(column) || !there.has(column) ? here : there).other(column);
        }
        List<SelectedValue> inputKeys = keys(input, settings.input());
        List<SelectedValue> labelKeys = keys(labels, settings.label());
        for (int i = 0; i < inputKeys.size(); i++) {
            KeyColumns.requireEqual(
                    settings.input().get(i), inputKeys.get(i).type(),
                    settings.label().get(i), labelKeys.get(i).type());
        }
        Dataset<Row> left = here.select(named(inputKeys));
        Dataset<Row> right = there.select(named(labelKeys));
        String label = selection.label().name();
        if (Arrays.asList(left.columns()).contains(label)) {
            right = right.withColumnRenamed(label, label + LABEL_SUFFIX);
            label += LABEL_SUFFIX;
        }
        return pairs(new KeyJoin(left, right, new ArrayList<>(named(inputKeys).keySet())), label);
    }

    private Pairs pairs(KeyJoin join, String label) {
        KeyCounts counts = join.count();
        LOG.info("keys of input and label input: {}", counts);
        long repeated = counts.repeatedInInput() + counts.repeatedInLabelInput();
        if (repeated > 0 && settings.duplicates() == DuplicateKeys.ERROR) {
            throw new BadTableException(Message.of(
                    "keys must be unique, but %d are repeated in the input and %d in the label input; take the repeated"
                            + " rows out, name further key columns, or take the first row of each key with"
                            + " {duplicateKeys} first",
                    counts.repeatedInInput(), counts.repeatedInLabelInput()));
        }
        if (settings.complete() && counts.onlyInInput() + counts.onlyInLabelInput() > 0) {
            throw new BadTableException("vectors that meet by their positions must be as many on both sides, but are "
                    + (counts.matched() + counts.onlyInInput()) + " in the input and "
                    + (counts.matched() + counts.onlyInLabelInput()) + " in the label input");
        }
        if (counts.matched() == 0) {
            throw new BadTableException(Message.of(
                    "no key is in both tables: %d are only in the input, %d only in the label input, and %d rows have"
                            + " none; {key} and {labelKey} name the columns",
                    counts.onlyInInput(), counts.onlyInLabelInput(), counts.nullInInput() + counts.nullInLabelInput()));
        }
        return new Pairs(join.join(counts), label, Optional.of(counts));
    }

    private static List<SelectedValue> keys(Dataset<Row> table, List<SelectedColumn> keys) {
        return keys.stream()
                .map(key -> SqlSelection.of(
                        table, key.setting(), key.name(), "; give columns, paths like doc.id or a SQL expression"))
                .toList();
    }

    private static Map<String, Column> named(List<SelectedValue> keys) {
        Map<String, Column> columns = new LinkedHashMap<>();
        IntStream.range(0, keys.size())
                .forEach(i -> columns.put(
                        KEY + i,
                        KeyColumns.comparable(keys.get(i).column(), keys.get(i).type())));
        return columns;
    }
}
