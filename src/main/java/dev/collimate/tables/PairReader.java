package dev.collimate.tables;

import dev.collimate.rows.Columns;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads the columns of pairs that are selected, however the input stores them, and no others. */
public final class PairReader {
    private final InputReader reader;
    private final ReadSettings settings;
    private final Selection selection;

    /**
     * What is read.
     *
     * @param features input vectors, or predictions
     * @param label actual vectors
     * @param numbers columns of numbers, which may be text
     * @param others columns that are taken as they are
     */
    public record Selection(
            SelectedColumn features, SelectedColumn label, List<SelectedColumn> numbers, List<SelectedColumn> others) {
        public Selection {
            numbers = List.copyOf(numbers);
            others = List.copyOf(others);
        }
    }

    public PairReader(SparkSession spark, ReadSettings settings, Selection selection) {
        this.reader = new InputReader(spark, settings);
        this.settings = settings;
        this.selection = selection;
    }

    /**
     * Reads pairs for callers that have no records, as those in Python.
     *
     * @param numbers columns of numbers beside the vectors
     * @param others columns that are taken as they are
     * @throws IllegalArgumentException as {@link #read(String)} does
     */
    public static Dataset<Row> readPairs(
            SparkSession spark,
            String path,
            String format,
            Map<String, String> options,
            String vectorDelimiter,
            String features,
            String label,
            List<String> numbers,
            List<String> others)
            throws IOException {
        Selection selection = new Selection(
                new SelectedColumn("features_col", features),
                new SelectedColumn("label_col", label),
                numbers.stream()
                        .map(name -> new SelectedColumn("number_cols", name))
                        .toList(),
                others.stream()
                        .map(name -> new SelectedColumn("other_cols", name))
                        .toList());
        return new PairReader(spark, new ReadSettings(format, options, vectorDelimiter, false), selection).read(path);
    }

    /**
     * Reads the rows at {@code path}.
     *
     * @throws IllegalArgumentException in one line if nothing can be read there, or a column is missing
     */
    public Dataset<Row> read(String path) throws IOException {
        Dataset<Row> rows = reader.read(path);
        VectorInput vectors = new VectorInput(rows, settings.vectorDelimiter())
                .vector(selection.features().setting(), selection.features().name())
                .vector(selection.label().setting(), selection.label().name());
        Map<String, Column> selected = new LinkedHashMap<>();
        selected.put(
                selection.features().name(), Columns.of(selection.features().name()));
        selected.put(selection.label().name(), Columns.of(selection.label().name()));
        for (SelectedColumn number : selection.numbers()) {
            add(number, rows.schema(), selected);
            vectors.number(number.name());
        }
        for (SelectedColumn other : selection.others()) {
            add(other, rows.schema(), selected);
        }
        return vectors.dataset().select(selected.values().toArray(Column[]::new));
    }

    private static void add(SelectedColumn column, StructType schema, Map<String, Column> selected) {
        if (!Columns.exists(schema, column.name())) {
            throw new IllegalArgumentException(column.setting() + " '" + column.name()
                    + "' names no column of the input. Columns: " + Columns.list(schema));
        }
        selected.put(column.name(), Columns.of(column.name()));
    }
}
