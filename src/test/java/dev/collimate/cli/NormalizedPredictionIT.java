package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions of length 1 in every form that they may have, but of zero vectors; and what they may take the place of. */
class NormalizedPredictionIT {
    private static final List<String> INPUTS = List.of("3, 0, 4", "0, 0, 0", "-0.5, 0.25, 2", "1000, -2000, 3");

    @TempDir
    private static Path folder;

    /** A turn, which leaves zero where it is. */
    @BeforeAll
    static void train() {
        Dataset<Row> pairs = PairFiles.dataset(PairFiles.good(20)).selectExpr("x", "array(x[1], x[2], x[0]) y");
        String input = PairFiles.write(folder.resolve("pairs"), pairs);
        CommandRun.of(Arguments.of(
                        "train --map orthogonal --fit-intercept false --model " + path("model"), "--input", input))
                .result();
    }

    @Test
    void arraysOfFloatsAndDoublesHaveLengthOneToTheirPrecision() {
        for (String type : List.of("float", "double")) {
            String input = store("array<" + type + ">", "array(%s)");
            List<double[]> found = predict(
                    input,
                    row -> row.<Number>getList(0).stream()
                            .mapToDouble(Number::doubleValue)
                            .toArray(),
                    "--prediction-type",
                    "array<" + type + ">");
            requireUnits(found, type.equals("float") ? 1e-6 : 1e-14);
        }
    }

    @Test
    void textHasLengthOne() {
        String input = store("string", "'[%s]'");
        List<double[]> found = predict(input, row -> {
            String text = row.getString(0);
            assertThat(text).startsWith("[").endsWith("]");
            return Arrays.stream(text.substring(1, text.length() - 1).split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        });
        requireUnits(found, 1e-6);
    }

    @Test
    void halvesHaveLengthOne() {
        // Bits of IEEE 754, of which 3 is 4200.
        String input = PairFiles.write(
                folder.resolve("halves"),
                SparkTests.session()
                        .sql("select unhex(v) x from values ('004200000044'), ('000000000000'), ('00B800340040'),"
                                + " ('D063D0E70042') as t(v)"));
        List<double[]> found = predict(
                input,
                row -> {
                    ByteBuffer bytes = ByteBuffer.wrap(row.getAs(0)).order(ByteOrder.LITTLE_ENDIAN);
                    return new double[] {half(bytes), half(bytes), half(bytes)};
                },
                "--vector-encoding",
                "float16");
        requireUnits(found, 2e-3);
    }

    @Test
    void aVectorInsideOfAColumnIsNotReplaced() {
        Dataset<Row> nested =
                SparkTests.session().sql("select 1 id, named_struct('x', array(3f, 0f, 4f), 'note', 'n') doc");
        String input = PairFiles.write(folder.resolve("nested"), nested);
        String[] command = Arguments.of(
                "predict --features-col doc.x --model " + path("model") + " --output " + path("none"),
                "--input",
                input);
        CommandRun.of(Arguments.with(command, "--replace"))
                .assertError(
                        1,
                        "the prediction cannot take the place of 'doc.x', which is not a column of its own. Columns:"
                                + " id, doc, prediction");
        assertThat(folder.resolve("none")).doesNotExist();
        CommandRun.of(command).result();
        assertThat(SparkTests.session().read().parquet(path("none")).columns())
                .containsExactly("id", "doc", "prediction");
    }

    private static void requireUnits(List<double[]> found, double tolerance) {
        assertThat(found).hasSize(INPUTS.size());
        for (int i = 0; i < found.size(); i++) {
            double length =
                    Math.sqrt(Arrays.stream(found.get(i)).map(x -> x * x).sum());
            boolean zero = INPUTS.get(i).equals("0, 0, 0");
            assertThat(length).as(INPUTS.get(i)).isCloseTo(zero ? 0 : 1, within(zero ? 0 : tolerance));
        }
        // The turn of (3, 0, 4).
        assertThat(found.get(0)).containsExactly(new double[] {0, 0.8, 0.6}, within(Math.max(tolerance, 1e-6)));
    }

    private static List<double[]> predict(String input, Function<Row, double[]> numbers, String... more) {
        String output = input + "-out";
        CommandRun.of(Arguments.of(
                        "predict --normalize --model " + path("model") + " --output " + output,
                        List.of("--input", input),
                        more))
                .result();
        return SparkTests.session().read().parquet(output).select("prediction").collectAsList().stream()
                .map(numbers)
                .toList();
    }

    /** @param value of the numbers of a row, in SQL */
    private static String store(String type, String value) {
        Dataset<Row> rows = INPUTS.stream()
                .map(numbers -> SparkTests.session()
                        .range(1)
                        .select(functions.expr("cast(" + value.formatted(numbers) + " as " + type + ") x")))
                .reduce(Dataset::unionAll)
                .orElseThrow();
        return PairFiles.write(folder.resolve(type.replaceAll("\\W", "-")), rows);
    }

    /** A binary16 by its definition. */
    private static double half(ByteBuffer bytes) {
        int bits = bytes.getShort();
        int exponent = bits >> 10 & 31;
        double size =
                exponent == 0 ? (bits & 1023) * Math.pow(2, -24) : (1024 + (bits & 1023)) * Math.pow(2, exponent - 25);
        return bits < 0 ? -size : size;
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
