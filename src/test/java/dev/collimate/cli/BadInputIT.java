package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that cannot be used end a command with exit code 1 and one line, and leave what was there as it was. */
class BadInputIT {
    private static final String BAD_ROW = "1 of 7 rows cannot be used ";
    private static final float[] X = {1, 2, 3};
    private static final float[] Y = {1, 2};

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static String good;
    private static String model;

    @BeforeAll
    static void train() {
        good = PairFiles.write(shared.resolve("good"), PairFiles.good(20));
        model = shared.resolve("model").toString();
        CommandRun.of("train", "--input", good, "--model", model).result();
    }

    @Test
    void aMissingPath() {
        String nowhere = folder.resolve("nowhere").toString();
        train(nowhere).assertError(1, "the input " + nowhere + " does not exist");
        train(good, "--validation", nowhere).assertError(1, "the input " + nowhere + " does not exist");
    }

    @Test
    void aFileThatIsNotParquet() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "some words that are no Parquet file");
        train(notes.toString()).assertError(1, "cannot read " + notes + " as parquet", "--format names another");
    }

    @Test
    void aDamagedFile() throws IOException {
        String input = PairFiles.write(folder.resolve("input"), PairFiles.good(200));
        Path file = onlyParquetFile(Path.of(input));
        byte[] bytes = Files.readAllBytes(file);
        // Pages lie between the magic number at the start and the footer, which stays whole.
        Arrays.fill(bytes, 4, bytes.length / 2, (byte) -1);
        Files.write(file, bytes);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        train(input).assertError(1, "cannot read the file", file.getFileName().toString(), "damaged");
    }

    @Test
    void aMissingColumn() {
        train(good, "--features-col", "vector").assertError(1, "--features-col 'vector'", "Columns: id, x, y, w");
        train(good, "--label-col", "target").assertError(1, "--label-col 'target'", "Columns: id, x, y, w");
        train(good, "--weight-col", "mass").assertError(1, "--weight-col 'mass'", "Columns: id, x, y, w");
        train(good, "--row-key-col", "key").assertError(1, "--row-key-col 'key'", "Columns: id, x, y, w");
        predict(good, "--features-col", "vector").assertError(1, "--features-col 'vector'", "Columns: id, x, y, w");
        CommandRun.of("evaluate", "--input", good, "--prediction-col", "p")
                .assertError(1, "--prediction-col 'p'", "Columns: id, x, y, w");
    }

    @Test
    void aColumnOfTheWrongType() {
        train(good, "--features-col", "id").assertError(1, "Column id must be of type", "vector", "bigint");
        train(good, "--weight-col", "x").assertError(1, "Column x must be of a numeric type", "array<float>");
    }

    @Test
    void anEmptyDataSet() {
        String empty = PairFiles.write(folder.resolve("empty"), List.of());
        train(empty).assertError(1, "the data set is empty");
        CommandRun.of("evaluate", "--input", empty, "--model", model).assertError(1, "the data set is empty");
    }

    @Test
    void aNullVector() {
        trainWith(PairFiles.pair(9, null, Y, 1.0)).assertError(1, BAD_ROW, "(1: a vector is null)");
        trainWith(PairFiles.pair(9, X, null, 1.0)).assertError(1, BAD_ROW, "(1: a vector is null)");
    }

    @Test
    void aNullElement() {
        Dataset<Row> rows =
                PairFiles.dataset(PairFiles.good(4)).selectExpr("if(id = 2, array(x[0], null, x[2]), x) x", "y");
        train(PairFiles.write(folder.resolve("input"), rows))
                .assertError(
                        1,
                        "1 of 4 rows cannot be used (1: a vector has an element that is null, or text that is no number); the first is row 2 ");
    }

    @Test
    void anElementThatIsNotFinite() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            trainWith(PairFiles.pair(9, new float[] {1, bad, 3}, Y, 1.0))
                    .assertError(1, BAD_ROW, "(1: a vector has an element that is NaN, infinite");
            trainWith(PairFiles.pair(9, X, new float[] {bad, 1}, 1.0))
                    .assertError(1, BAD_ROW, "(1: a vector has an element that is NaN, infinite");
        }
    }

    @Test
    void aVectorOfTheWrongLength() {
        trainWith(PairFiles.pair(9, new float[] {1, 2}, Y, 1.0))
                .assertError(1, BAD_ROW, "(1: a vector has the wrong length)", "x has 2 elements, expected 3");
        trainWith(PairFiles.pair(9, X, new float[] {1, 2, 3}, 1.0))
                .assertError(1, BAD_ROW, "(1: a vector has the wrong length)", "y has 3 elements, expected 2");
    }

    @Test
    void aZeroActual() {
        trainWith(PairFiles.pair(9, X, new float[] {0, -0f}, 1.0))
                .assertError(1, BAD_ROW, "(1: the actual vector is zero");
    }

    @Test
    void aWeightThatIsNone() {
        for (Double bad : new Double[] {-1.0, Double.NaN, Double.POSITIVE_INFINITY, null}) {
            train(withRow(PairFiles.pair(9, X, Y, bad)), "--weight-col", "w")
                    .assertError(1, BAD_ROW, "(1: the weight is null, negative");
        }
    }

    @Test
    void rowsOfPredictThatCannotBeMapped() {
        predict(withRow(PairFiles.pair(9, new float[] {1, 2}, Y, 1.0)))
                .assertError(1, "row 3 of partition 0", "x has 2 elements, expected 3", "'skip'");
        predict(withRow(PairFiles.pair(9, null, Y, 1.0)))
                .assertError(1, "row 3 of partition 0", "in " + folder.resolve("bad") + "/part-", "null");
        assertThat(folder.resolve("mapped")).doesNotExist();
    }

    @Test
    void allRowsBad() {
        String input = PairFiles.write(folder.resolve("input"), List.of(PairFiles.pair(1, X, null, 1.0)));
        train(input, "--bad-rows", "skip").assertError(1, "none of the 1 rows can be used", "a vector is null");
    }

    @Test
    void allRowsBadForOneReasonNameThatReason() {
        List<Row> zero =
                List.of(PairFiles.pair(1, X, new float[] {0, 0}, 1.0), PairFiles.pair(2, X, new float[] {0, 0}, 1.0));
        train(PairFiles.write(folder.resolve("zero"), zero))
                .assertError(1, "2 of 2 rows cannot be used (2: the actual vector is zero");
        List<Row> weightless = List.of(PairFiles.pair(1, X, Y, null), PairFiles.pair(2, X, Y, -1.0));
        train(PairFiles.write(folder.resolve("weightless"), weightless), "--weight-col", "w")
                .assertError(1, "2 of 2 rows cannot be used (2: the weight is null, negative");
    }

    @Test
    void dataOfAnotherLengthThanTheModels() {
        String other = PairFiles.write(
                folder.resolve("input"), List.of(PairFiles.pair(1, Y, X, 1.0), PairFiles.pair(2, Y, X, 1.0)));
        CommandRun.of("evaluate", "--input", other, "--model", model)
                .assertError(1, "the model maps vectors of 3 to 2", "2 and 3");
        predict(other).assertError(1, "x has 2 elements, expected 3");
        train(good, "--validation", other).assertError(1, "held out", "2 and 3 elements", "3 and 2");
        train(other, "--initial-model", model).assertError(1, "initial model", "of the same shape");
    }

    @Test
    void predictionsOfAnotherLengthThanTheActuals() {
        CommandRun.of("evaluate", "--input", good, "--prediction-col", "x")
                .assertError(1, "column x has vectors of 3 elements, column y of 2");
    }

    @Test
    void aColumnThatWouldBeWrittenTwice() {
        predict(good, "--prediction-col", "w").assertError(1, "Column w already exists", "choose another name");
        predict(good, "--prediction-col", "p", "--angle-col", "p").assertError(1, "two names", "p");
    }

    @Test
    void optionsThatTheMapDoesNotHave() {
        train(good, "--map", "linear", "--rank", "2").assertError(1, "the map linear has no rank", "2");
        train(good, "--map", "orthogonal", "--layers", "3,2").assertError(1, "orthogonal has no layers", "[3, 2]");
        train(good, "--map", "orthogonal", "--solver", "adam").assertError(1, "orthogonal has no solver adam");
        train(good, "--loss", "cosine-embedding")
                .assertError(1, "cosine-embedding needs a column of targets, +1 or -1: set --target-col");
    }

    /** Whatever needs rows held out says by which options they come, and by which they did not. */
    @Test
    void whereNoRowIsHeldOutTheOptionsThatHoldRowsOutAreNamed() {
        String ways = "set --validation, --validation-fraction or --validation-indicator-col";
        train(good, "--select", "recall@10").assertError(1, "--select is recall@10, but no rows are held out", ways);
        train(good, "--patience", "2").assertError(1, "--patience is 2, but no rows are held out", ways);
        train(good, "--map", "auto")
                .assertError(1, "--map is auto, which chooses on rows held out, but none are", ways);
        String none = PairFiles.write(folder.resolve("none"), List.of());
        String query = "select * from parquet.`" + none + "`";
        String wanting =
                " gives no row to hold out, beside 20 to fit; name one that does, or set --validation-fraction";
        for (String[] select : List.of(new String[0], new String[] {"--select", "meanAngle"})) {
            train(good, Arguments.with(select, "--validation", none)).assertError(1, "--validation" + wanting);
            train(good, Arguments.with(select, "--validation-query", query))
                    .assertError(1, "--validation-query" + wanting);
            train(good, Arguments.with(select, "--validation-fraction", "1e-9"))
                    .assertError(1, "--validation-fraction is 1.0E-9, which holds none of 20 rows out");
        }
        String marked = "select *, false h from parquet.`" + good + "`";
        CommandRun.of(Arguments.of("train --validation-indicator-col h --model unwritten --query", marked))
                .assertError(1, "--validation-indicator-col" + wanting);
        CommandRun.of("doctor", "--input", good, "--validation", none).assertError(1, "--validation" + wanting);
    }

    @Test
    void whereNoRowHasTheValueOfRowsToHoldOutValueAndColumnAreNamed() {
        String marked = "select *, 'train' split from parquet.`" + good + "`";
        String split = " --validation-indicator-col split --validation-value test --query";
        for (String command : List.of("train --model unwritten", "doctor")) {
            CommandRun.of(Arguments.of(command + split, List.of(marked)))
                    .assertError(
                            1,
                            "--validation-value is test, which none of 20 rows has in --validation-indicator-col split;"
                                    + " set one that rows to hold out have");
        }
    }

    /** That the data are empty would be no help to who gave some. */
    @Test
    void whereAllRowsAreHeldOutWhatHoldsThemIsNamed() {
        String marked = "select *, true h from parquet.`" + good + "`";
        String all = "holds out all rows that there are, and none is left to fit; ";
        String empty = PairFiles.write(folder.resolve("empty"), List.of());
        for (String command : List.of("train --model unwritten", "doctor")) {
            CommandRun.of(Arguments.of(command + " --validation-indicator-col h --query", List.of(marked)))
                    .assertError(1, "collimate: --validation-indicator-col " + all + "leave some to fit");
            CommandRun.of(Arguments.of(command + " --validation-fraction 0.999999 --input", List.of(good)))
                    .assertError(1, "--validation-fraction is 0.999999, which " + all + "set a smaller one");
            CommandRun.of(Arguments.of(command + " --validation-fraction 0.5 --input", List.of(empty)))
                    .assertError(1, "the data set is empty");
        }
    }

    @Test
    void anExistingModelOrOutputStaysAsItWas() throws IOException {
        List<String> before = Contents.of(Path.of(model));
        CommandRun.of("train", "--input", good, "--model", model).assertError(1, "already exists", "overwrite");
        String bad = withRow(PairFiles.pair(9, null, Y, 1.0));
        CommandRun.of("train", "--input", bad, "--model", model, "--mode", "overwrite")
                .assertError(1, BAD_ROW, "(1: a vector is null)");
        assertThat(Contents.of(Path.of(model))).isEqualTo(before);

        predict(good).result();
        List<String> mapped = Contents.of(folder);
        predict(good).assertError(1, "already exists", "overwrite");
        CommandRun.of("generate", "--output", folder.resolve("mapped").toString(), "--rows", "10")
                .assertError(1, "already exists", "overwrite");
        predict(bad, "--mode", "overwrite").assertError(1, "row 3 of partition 0");
        predict(good, "--prediction-col", "other", "--mode", "append").assertError(1, "cannot append", "other");
        assertThat(Contents.of(folder)).containsAll(mapped);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("bad", "mapped");
    }

    @Test
    void whatIsNoModelIsNeverReplacedByOne() throws IOException {
        Path notes = Files.writeString(
                Files.createDirectories(folder.resolve("work")).resolve("notes.txt"), "mine");
        CommandRun.of(Arguments.of(
                        "train --mode overwrite",
                        "--input",
                        good,
                        "--model",
                        folder.resolve("work").toString()))
                .assertError(1, "exists and is no model directory", "choose another path");
        assertThat(notes).hasContent("mine");
    }

    @Test
    void anOverwrittenModelOrOutputIsTheNewOne() throws IOException {
        String target = folder.resolve("model").toString();
        CommandRun.of("train", "--input", good, "--model", target, "--fit-intercept", "false")
                .result();
        CommandRun.of("train", "--input", good, "--model", target, "--mode", "overwrite")
                .result();
        assertThat(Contents.of(Path.of(target)))
                .filteredOn(entry -> entry.contains("weights.npy ") || entry.contains("intercept.npy "))
                .isEqualTo(Contents.of(Path.of(model)).stream()
                        .filter(entry -> entry.contains("weights.npy ") || entry.contains("intercept.npy "))
                        .toList());
        predict(good).result();
        predict(good, "--mode", "overwrite", "--prediction-col", "other").result();
        assertThat(SparkTests.session()
                        .read()
                        .parquet(folder.resolve("mapped").toString())
                        .columns())
                .contains("other")
                .doesNotContain("prediction");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("model", "mapped");
    }

    private CommandRun trainWith(Row bad) {
        return train(withRow(bad));
    }

    private CommandRun train(String input, String... options) {
        CommandRun run = CommandRun.of(Arguments.of(
                "train",
                List.of("--input", input, "--model", folder.resolve("unwritten").toString()),
                options));
        assertThat(folder.resolve("unwritten")).doesNotExist();
        return run;
    }

    private CommandRun predict(String input, String... options) {
        return CommandRun.of(Arguments.of(
                "predict",
                List.of(
                        "--input",
                        input,
                        "--model",
                        model,
                        "--output",
                        folder.resolve("mapped").toString()),
                options));
    }

    /** Good rows with a bad one as row 3. */
    private String withRow(Row bad) {
        List<Row> rows = new ArrayList<>(PairFiles.good(6));
        rows.add(3, bad);
        Dataset<Row> dataset = PairFiles.dataset(rows).coalesce(1);
        dataset.write().mode("overwrite").parquet(folder.resolve("bad").toString());
        return folder.resolve("bad").toString();
    }

    private static Path onlyParquetFile(Path input) throws IOException {
        try (Stream<Path> files = Files.list(input)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
