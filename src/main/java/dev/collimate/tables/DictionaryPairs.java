package dev.collimate.tables;

import dev.collimate.rows.Columns;
import dev.collimate.rows.FileOrder;
import dev.collimate.rows.ReadFiles;
import dev.collimate.rows.StableShuffle;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pairs of words, a line each with a tab or blanks between, by which vectors of two tables belong together. */
public final class DictionaryPairs {
    private static final Logger LOG = LoggerFactory.getLogger(DictionaryPairs.class);
    private static final String ENTRY = "collimate_entry";
    private static final String SOURCE = "collimate_source";
    private static final String TARGET = "collimate_target";

    private final Dataset<Row> entries;

    private DictionaryPairs(Dataset<Row> entries) {
        this.entries = entries;
    }

    /**
     * Reads the file, or all files of a folder.
     *
     * @param allowIncompleteInput whether Spark may be set to leave out corrupt or missing files
     * @throws BadTableException if there is no file, or a line is not two words
     */
    public static DictionaryPairs read(SparkSession spark, String path, boolean allowIncompleteInput)
            throws IOException {
        ReadSettings text = new ReadSettings("text", Map.of(), allowIncompleteInput);
        Dataset<Row> lines = new InputReader(spark, text).read(TableSource.ofPath(path));
        Column line = functions.trim(functions.col("value"));
        Column parts = functions
                .when(line.contains("\t"), functions.split(line, "\\s*\\t\\s*"))
                .otherwise(functions.split(line, "\\s+"));
        Dataset<Row> entries = FileOrder.of(lines)
                .where(line.notEqual(""))
                .select(functions.monotonically_increasing_id().as(ENTRY), parts.as("parts"));
        Column words = functions.filter(functions.col("parts"), part -> part.notEqual(""));
        Column isPair = functions
                .size(functions.col("parts"))
                .equalTo(2)
                .and(functions.size(words).equalTo(2));
        long wrong = entries.where(functions.not(isPair)).count();
        if (wrong > 0) {
            throw new BadTableException("the dictionary " + path + " has " + wrong
                    + " lines that are not two words with a tab or blanks between; words with blanks need a tab");
        }
        return new DictionaryPairs(entries.select(
                functions.col(ENTRY),
                functions.col("parts").getItem(0).as(SOURCE),
                functions.col("parts").getItem(1).as(TARGET)));
    }

    /** The keys by which {@link #sources} and {@link #targets} meet: the entries of the dictionary. */
    public KeySettings keys(KeySettings words) {
        List<SelectedColumn> entry = List.of(new SelectedColumn("dictionary", ENTRY));
        return new KeySettings(entry, entry, words.duplicates(), false);
    }

    /** The rows of the table of inputs whose word is the first of an entry. */
    public Dataset<Row> sources(Dataset<Row> table, KeySettings words) {
        return entriesOf(table, words.input(), SOURCE);
    }

    /** The rows of the table of actual vectors whose word is the second of an entry. */
    public Dataset<Row> targets(Dataset<Row> table, KeySettings words) {
        return entriesOf(table, words.label(), TARGET);
    }

    /** The pairs of {@link #sources} and {@link #targets}, with the counts of the entries. */
    public Pairs counted(Pairs pairs) {
        DictionaryCounts counts =
                DictionaryCounts.of(entries.count(), pairs.keys().orElseThrow());
        warn(counts.missingInInput(), counts.entries(), "input");
        warn(counts.missingInLabelInput(), counts.entries(), "label input");
        return pairs.with(counts);
    }

    private static void warn(long missing, long entries, String name) {
        if (missing > 0) {
            LOG.warn("{} of {} entries of the dictionary have a word that the {} has not", missing, entries, name);
        }
    }

    private Dataset<Row> entriesOf(Dataset<Row> table, List<SelectedColumn> keys, String side) {
        if (keys.size() != 1) {
            throw new BadTableException(
                    "a dictionary has one word a side, but " + keys.size() + " key columns are named");
        }
        SelectedColumn key = keys.get(0);
        Column word = SqlSelection.of(
                        table, key.setting(), key.name(), "; name the column of words with " + key.setting())
                .column();
        return StableShuffle.of(
                table.join(
                                functions.broadcast(entries.select(ENTRY, side)),
                                word.cast("string").equalTo(Columns.of(side)))
                        .drop(side),
                ReadFiles.bytes(table));
    }
}
