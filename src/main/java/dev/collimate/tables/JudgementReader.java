package dev.collimate.tables;

import dev.collimate.data.Judgements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads relevance judgements: as TREC has them (query, an unused field, document and gain, with white space between), as
 * BEIR has them (query, document and gain, with tabs between, below a line of names), or a table whose first three columns
 * are query, document and gain.
 */
public final class JudgementReader {
    /** The format of text, TREC's or BEIR's as its first line has it. */
    public static final String TEXT = "text";

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}(?:\\.0*)?");

    private final SparkSession spark;
    private final ReadSettings settings;

    /** @param settings of which the format is {@link #TEXT}, or one that this Spark reads */
    public JudgementReader(SparkSession spark, ReadSettings settings) {
        this.spark = spark;
        this.settings = settings;
    }

    /**
     * Reads all judgements at {@code path}.
     *
     * @throws IllegalArgumentException in one line if nothing can be read there, or a line is not what it must be
     * @throws dev.collimate.data.BadDataException if a pair is judged twice
     */
    public Judgements read(String path) throws IOException {
        Dataset<Row> rows = rows(path);
        Judgements judgements = settings.format().equals(TEXT)
                ? ofLines(rows.as(Encoders.STRING()).collectAsList())
                : ofTable(rows);
        if (judgements.count() == 0) {
            throw new BadTableException("there is no judgement in " + path);
        }
        return judgements;
    }

    /** The lines or rows that hold the judgements, as they are stored. */
    public Dataset<Row> rows(String path) throws IOException {
        return new InputReader(spark, settings).read(TableSource.ofPath(path));
    }

    static Judgements ofLines(List<String> lines) {
        Judgements judgements = new Judgements();
        List<String> full = new ArrayList<>();
        lines.stream().filter(line -> !line.isBlank()).forEach(full::add);
        // The line of names is at the head of every file.
        boolean tabbed = !full.isEmpty() && full.get(0).split("\t", -1).length == 3;
        boolean headed =
                tabbed && !WHOLE.matcher(full.get(0).split("\t", -1)[2].strip()).matches();
        for (int i = 0; i < full.size(); i++) {
            if (headed && full.get(i).equals(full.get(0))) {
                continue;
            }
            String[] fields = tabbed
                    ? full.get(i).split("\t", -1)
                    : BLANKS.split(full.get(i).strip());
            if (fields.length != (tabbed ? 3 : 4)) {
                throw new BadTableException(
                        "line " + (i + 1) + " of the judgements has " + fields.length + " fields, but "
                                + (tabbed
                                        ? "must have query, document and gain, with tabs between"
                                        : "must have query, an unused field, document and gain"));
            }
            judgements.add(
                    fields[0].strip(), fields[tabbed ? 1 : 2].strip(), gain(fields[fields.length - 1].strip(), i + 1));
        }
        return judgements;
    }

    private static Judgements ofTable(Dataset<Row> rows) {
        if (rows.columns().length < 3) {
            throw new BadTableException("the table of judgements has " + rows.columns().length
                    + " columns, but must have query, document and gain, in this order");
        }
        Judgements judgements = new Judgements();
        int line = 0;
        for (Row row : rows.collectAsList()) {
            line++;
            if (row.isNullAt(0) || row.isNullAt(1) || row.isNullAt(2)) {
                throw new BadTableException("row " + line + " of the judgements has a null");
            }
            judgements.add(
                    String.valueOf(row.get(0)), String.valueOf(row.get(1)), gain(String.valueOf(row.get(2)), line));
        }
        return judgements;
    }

    private static int gain(String text, int line) {
        if (!WHOLE.matcher(text).matches()) {
            throw new BadTableException("the gain in line " + line + " of the judgements is no whole number");
        }
        return Integer.parseInt(text.replaceFirst("\\.0*$", ""));
    }
}
