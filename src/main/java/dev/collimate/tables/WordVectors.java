package dev.collimate.tables;

import dev.collimate.rows.VectorCodecs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Word vectors as text, as word2vec, fastText and GloVe have them: a word, which may hold blanks, and its numbers on a line,
 * after a first line of the number of words and the length of a vector, or without it.
 */
final class WordVectors {
    /** Column of words. */
    static final String WORD = "word";

    static final String LINE = "value";

    private static final Pattern HEADER = Pattern.compile("\\s*(\\d{1,10})\\s+(\\d{1,7})\\s*");

    private WordVectors() {}

    /**
     * The words and vectors of lines of one file.
     *
     * @param lines in one column, in order
     * @param name of the file, for messages
     * @param vectorColumn what the column of vectors is called
     * @throws BadTableException if the first lines are no word vectors, or the header is not that of the file
     */
    static Dataset<Row> of(Dataset<Row> lines, String name, String vectorColumn) {
        List<String> first = lines.limit(2).collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
        if (first.isEmpty()) {
            throw new BadTableException("the file " + name + " is empty");
        }
        Matcher header = HEADER.matcher(first.get(0));
        boolean headed = header.matches();
        if (headed && first.size() == 1) {
            throw new BadTableException("the file " + name + " holds no word vectors: its first line says "
                    + header.group(1) + " words of " + header.group(2) + " numbers, and no line follows");
        }
        Dataset<Row> words = headed ? lines.where(functions.col(LINE).notEqual(first.get(0))) : lines;
        String example = first.get(headed ? 1 : 0);
        int dim = headed ? Integer.parseInt(header.group(2)) : trailingNumbers(example);
        WordLine line = new WordLine(dim);
        if (dim < 1 || line.decode(example.getBytes(StandardCharsets.UTF_8)) == null) {
            throw new BadTableException("the file " + name + " does not hold word vectors: "
                    + (headed
                            ? "its first line says " + dim + " numbers a word, but the second has "
                                    + trailingNumbers(example)
                            : "its first line is no word with numbers behind it"));
        }
        if (headed) {
            long count = words.count();
            if (count != Long.parseLong(header.group(1))) {
                throw new BadTableException("the file " + name + " is damaged: its first line says " + header.group(1)
                        + " words, but it has " + count);
            }
        }
        return words.select(
                VectorCodecs.rewrite(line, functions.col(LINE)).as(WORD),
                VectorCodecs.decode(line, functions.col(LINE)).as(vectorColumn));
    }

    /** How many numbers stand at the end of a line, behind a word. */
    private static int trailingNumbers(String line) {
        String[] parts = line.strip().split("\\s+");
        int count = 0;
        while (count < parts.length - 1) {
            byte[] part = parts[parts.length - 1 - count].getBytes(StandardCharsets.UTF_8);
            if (NumberText.isNone(NumberText.number(part, 0, part.length))) {
                return count;
            }
            count++;
        }
        return count;
    }
}
