package dev.collimate.tables;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Takes the columns of pairs that are selected, however a table stores them, and no others. */
public final class PairReader {
    private final PairSelection selection;

    public PairReader(PairSelection selection) {
        this.selection = selection;
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
        selection.numbers().forEach(columns::number);
        selection.others().forEach(columns::other);
        return new Pairs(columns.select(), selection.label().name(), Optional.empty());
    }
}
