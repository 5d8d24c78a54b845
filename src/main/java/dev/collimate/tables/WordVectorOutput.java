package dev.collimate.tables;

import dev.collimate.rows.Columns;
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
     * Lines of words and vectors after the first line, in one partition, in order.
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
                .concat(
                        Columns.of(WordVectors.WORD),
                        functions.lit(" "),
                        VectorCodecs.encode(VectorText.of(" "), numbers))
                .as(WordVectors.LINE));
        Dataset<Row> header = rows.sparkSession()
                .range(1)
                .select(functions.lit(count + " " + dim).as(WordVectors.LINE));
        return header.unionAll(lines).coalesce(1);
    }
}
