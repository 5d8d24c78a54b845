package dev.collimate.tables;

import dev.collimate.rows.ClassicSpark;
import dev.collimate.rows.Columns;
import dev.collimate.rows.ContiguousCoalescer;
import dev.collimate.rows.VectorCodecs;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Writes word vectors as text, with the first line that word2vec and fastText write, into one file of a folder. */
public final class WordVectorOutput implements RowsOutput {
    public static final String FORMAT = "vec";

    private final OutputWriter lines;
    private final WrittenVectors vectors;

    /** @param settings without columns of partitions */
    public WordVectorOutput(SparkSession spark, WriteSettings settings, WrittenVectors vectors) {
        this.lines = new OutputWriter(
                spark,
                new WriteSettings(settings.path(), "text", settings.options(), settings.mode(), settings.partitionBy()),
                null);
        this.vectors = vectors;
    }

    @Override
    public void requireWritable() throws IOException {
        lines.requireWritable();
    }

    @Override
    public void requireNotRead(Dataset<Row> input) throws IOException {
        lines.requireNotRead(input);
    }

    @Override
    public Written write(Dataset<Row> rows, Dataset<Row> counted, Optional<String> nullable) throws IOException {
        Dataset<Row> text = lines(rows, counted.count());
        // The first line is no row.
        return new Written(lines.write(text, text, Optional.empty()).rows() - 1, 0);
    }

    /**
     * Lines of words and vectors after the first line, in one partition, in order. A word that is null, blank or has a line
     * end is an error when the lines are computed.
     *
     * @param count of the rows
     * @throws BadTableException if there is no column of words
     */
    Dataset<Row> lines(Dataset<Row> rows, long count) {
        if (!Columns.exists(rows.schema(), WordVectors.WORD)) {
            throw new BadTableException("word vectors need a column of words, called " + WordVectors.WORD
                    + ". Columns: " + Columns.list(rows.schema()));
        }
        Column numbers = vectors.floats(rows, FORMAT);
        Dataset<Row> lines = rows.select(functions
                .concat(word(), functions.lit(" "), VectorCodecs.encode(VectorText.of(" "), numbers))
                .as(WordVectors.LINE));
        Dataset<Row> header = rows.sparkSession()
                .range(1)
                .select(functions.lit(count + " " + vectors.dim()).as(WordVectors.LINE));
        // Spark's own coalescer may put partitions that lie somewhere before the first line, which lies nowhere.
        return ClassicSpark.dataset(
                rows.sparkSession(),
                ContiguousCoalescer.coalesced(ClassicSpark.rows(header.unionAll(lines)), 1),
                lines.schema());
    }

    private static Column word() {
        Column word = Columns.of(WordVectors.WORD).cast(DataTypes.StringType);
        Column isWord = word.isNotNull().and(word.rlike("\\S")).and(functions.not(word.rlike("[\\r\\n]")));
        return functions
                .when(isWord, word)
                .otherwise(functions.raise_error(functions.lit("a word is null, blank or has a line end in it, which no"
                        + " line of word vectors can hold; leave such rows out, or write another format")));
    }
}
