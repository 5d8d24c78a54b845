package dev.collimate.tables;

import dev.collimate.rows.ClassicSpark;
import dev.collimate.rows.Columns;
import dev.collimate.rows.ContiguousCoalescer;
import dev.collimate.rows.VectorCodecs;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;

/** Word vectors as text, with the first line that word2vec and fastText write. */
public final class WordVectorOutput {
    public static final String FORMAT = "vec";

    private WordVectorOutput() {}

    /**
     * Lines of words and vectors after the first line, in one partition, in order. A word that is null, blank or has a line
     * end is an error when the lines are computed.
     *
     * @param vectors column of arrays, beside one of words
     * @param count of the rows
     * @param dim length of a vector
     * @throws BadTableException if there is no column of words
     */
    public static Dataset<Row> lines(Dataset<Row> rows, String vectors, long count, int dim) {
        if (!Columns.exists(rows.schema(), WordVectors.WORD)) {
            throw new BadTableException("word vectors need a column of words, called " + WordVectors.WORD
                    + ". Columns: " + Columns.list(rows.schema()));
        }
        if (!(Columns.type(rows.schema(), vectors) instanceof ArrayType)) {
            throw new BadTableException("word vectors are written of predictions that are arrays, but they are of type "
                    + Columns.type(rows.schema(), vectors).catalogString());
        }
        Column numbers = Columns.of(vectors).cast(DataTypes.createArrayType(DataTypes.FloatType));
        Dataset<Row> lines = rows.select(functions
                .concat(word(), functions.lit(" "), VectorCodecs.encode(VectorText.of(" "), numbers))
                .as(WordVectors.LINE));
        Dataset<Row> header = rows.sparkSession()
                .range(1)
                .select(functions.lit(count + " " + dim).as(WordVectors.LINE));
        // Spark's own coalescer may put partitions that lie somewhere before the first line, which lies nowhere.
        return ClassicSpark.dataset(
                rows.sparkSession(),
                ContiguousCoalescer.coalesced(
                        ClassicSpark.execution(header.unionAll(lines)).toRdd(), 1),
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
