package dev.collimate.tables;

import dev.collimate.cluster.SparkSettings;
import dev.collimate.data.Message;
import dev.collimate.rows.UnreadableVector;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Takes the columns of pairs that are selected, however a table stores them, and no others. */
public final class PairReader {
    /** What it does not take. */
    private static final Set<String> NOT_IN_PYTHON = Set.of("allowIncompleteInput");

    private final PairSelection selection;

    public PairReader(PairSelection selection) {
        this.selection = selection;
    }

    /**
     * Reads pairs for callers that have no records, as those in Python. The session's settings of how files are cut into
     * partitions become those of the command line where they are not set. Bytes that are no vector in their encoding give an
     * empty one.
     *
     * @param format null for what {@link VectorFiles#formatOf} finds
     * @param vectorEncoding one of {@link VectorForm#names}; null where the data have to say it
     * @param vectorDelimiter as {@link VectorForm} has it; null where the data have to say it
     * @param numbers columns of numbers beside the vectors
     * @param others columns that are taken as they are
     * @throws IllegalArgumentException in one line if nothing can be read there, or a column is missing; it names parameters as
     *     Python does
     */
    public static Dataset<Row> readPairs(
            SparkSession spark,
            String path,
            String format,
            Map<String, String> options,
            String vectorEncoding,
            String vectorDelimiter,
            String features,
            String label,
            List<String> numbers,
            List<String> others)
            throws IOException {
        VectorForm form = new VectorForm(vectorEncoding, vectorDelimiter);
        PairSelection selection = new PairSelection(
                new SelectedColumn("features_col", features),
                form,
                new SelectedColumn("label_col", label),
                form,
                List.of(),
                numbers.stream()
                        .map(name -> new SelectedColumn("number_cols", name))
                        .toList(),
                others.stream()
                        .map(name -> new SelectedColumn("other_cols", name))
                        .toList());
        SparkSettings.SPLITS.forEach((key, value) -> {
            if (!spark.conf().getAll().contains(key)) {
                spark.conf().set(key, value);
            }
        });
        String known = VectorFiles.formatOf(List.of(path), format, ReadSettings.DEFAULT_FORMAT);
        try {
            Dataset<Row> table =
                    new InputReader(spark, new ReadSettings(known, options, false)).read(TableSource.ofPath(path));
            return UnreadableVector.shown(new PairReader(selection).read(table).rows());
        } catch (BadTableException e) {
            throw e.under(PairReader::inPython);
        }
    }

    private static String inPython(String name) {
        if (NOT_IN_PYTHON.contains(name)) {
            return null;
        }
        return name.startsWith("spark.") || name.equals(Message.CAUSE)
                ? name
                : name.equals("option") ? "options" : snakeCase(name);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /**
     * The pairs of a table.
     *
     * @throws IllegalArgumentException in one line if a column is missing or holds no vectors
     */
    public Pairs read(Dataset<Row> table) {
        TableColumns columns = new TableColumns(table, selection.featuresForm())
                .vector(selection.features(), selection.featuresForm())
                .vector(selection.label(), selection.labelForm());
        selection.vectors().forEach(vector -> columns.vector(vector, selection.featuresForm()));
        selection.numbers().forEach(columns::number);
        selection.others().forEach(columns::other);
        return new Pairs(columns.select(), selection.label().name(), Optional.empty());
    }
}
