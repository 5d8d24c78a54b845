package dev.collimate.distributed;

import dev.collimate.cluster.JobDescription;
import dev.collimate.data.BadDataException;
import dev.collimate.rows.ClassicSpark;
import dev.collimate.rows.Columns;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The keys of documents, looked at apart from their vectors. */
public final class DocumentKeys {
    private static final String KEY = "key";

    private final Dataset<Row> keys;
    private final Dataset<Row> input;
    private final boolean inputIsSearched;
    private final String column;

    /** @param tables have a column {@link DocumentSource.Tables#key} */
    public DocumentKeys(DocumentSource.Tables tables) {
        this.column = tables.key().orElseThrow();
        this.keys = all(tables.documents(), column);
        this.input = all(List.of(tables.input()), column);
        this.inputIsSearched = !tables.corpusOnly();
    }

    /** @throws BadDataException if a key belongs to several documents */
    public void requireUnique() {
        try (JobDescription description =
                new JobDescription(ClassicSpark.context(keys.sparkSession()), "retrieval · keys of documents")) {
            long repeated = repeated(keys);
            if (repeated > 0) {
                throw new BadDataException(repeated + " keys of column " + column + " belong to several documents;"
                        + " name a column that tells documents apart, or, where the corpus has the rows of the input"
                        + " too, search the corpus only");
            }
        }
    }

    /**
     * Checks that a key names one query, as files of rankings and judgements take it.
     *
     * @throws BadDataException if a key belongs to several rows of the input
     */
    public void requireUniqueQueries() {
        if (inputIsSearched) {
            return; // As documents they are unique already.
        }
        try (JobDescription description =
                new JobDescription(ClassicSpark.context(keys.sparkSession()), "retrieval · keys of queries")) {
            long repeated = repeated(input);
            if (repeated > 0) {
                throw new BadDataException(repeated + " keys of column " + column + " belong to several queries, whose"
                        + " rankings and judgements could not be told apart; name a column that tells queries apart");
            }
        }
    }

    private static long repeated(Dataset<Row> keys) {
        return keys.where(Columns.of(KEY).isNotNull())
                .groupBy(KEY)
                .count()
                .where(functions.col("count").gt(1))
                .count();
    }

    /** How many documents have keys that {@code training} has too. */
    public long among(Dataset<Row> training) {
        Dataset<Row> trained = all(List.of(training), column).distinct();
        return keys.join(trained, KEY).count();
    }

    /** How many of the keys {@code wanted} no document has. */
    public long missing(Collection<String> wanted) {
        Dataset<Row> asked = keys.sparkSession()
                .createDataset(List.copyOf(wanted), Encoders.STRING())
                .toDF(KEY);
        return asked.join(keys, asked.col(KEY).equalTo(keys.col(KEY)), "left_anti")
                .count();
    }

    private static Dataset<Row> all(List<Dataset<Row>> tables, String column) {
        return tables.stream()
                .map(table -> table.select(Columns.of(column).cast("string").as(KEY)))
                .reduce(Dataset::union)
                .orElseThrow();
    }
}
