package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.cli.CommandRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Predictions are stored as the inputs are, or as it is said, and are those of the same inputs as arrays. */
@Tag("long")
class EncodedPredictionIT {
    private static final int ROWS = 12;
    private static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType);

    @TempDir
    private static Path folder;

    private static List<List<Float>> expected;

    static Stream<String> encodings() {
        return VectorForm.namesForPredictions().stream();
    }

    /** Text may stand in columns of bytes too. */
    static Stream<Arguments> stores() {
        return encodings()
                .flatMap(name -> isText(name)
                        ? Stream.of(Arguments.of(name, DataTypes.StringType), Arguments.of(name, DataTypes.BinaryType))
                        : Stream.of(Arguments.of(name, DataTypes.BinaryType)));
    }

    @BeforeAll
    static void predictOfArrays() {
        write("arrays", FLOATS, i -> x(i));
        run("train", "--input", path("arrays"), "--model", path("model"));
        run("predict", "--input", path("arrays"), "--model", path("model"), "--output", path("arrays-out"));
        expected = output("arrays-out").collectAsList().stream()
                .map(row -> row.<Float>getList(row.fieldIndex("prediction")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aPredictionIsStoredAsTheInputIs(String encoding, DataType type) {
        String name = encoding + type.typeName();
        write(name, type, i -> stored(encoding, type, x(i)));
        predict(name, name + "-out", "--vector-encoding", encoding);
        requireStored(name + "-out", encoding, type);
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void aPredictionIsStoredAsItIsSaid(String encoding) {
        predict("arrays", encoding, "--prediction-encoding", encoding);
        requireStored(encoding, encoding, isText(encoding) ? DataTypes.StringType : DataTypes.BinaryType);
        if (encoding.equals("text")) {
            assertThat(output(encoding).first().<String>getAs("prediction")).matches("\\[-?[0-9.E-]+,-?[0-9.E-]+]");
        }
    }

    @Test
    void wholeNumbersHoldNoPredictionsAndThatIsSaidBeforeAnyRow() {
        for (String encoding : List.of("int8", "base64-int8")) {
            DataType type = isText(encoding) ? DataTypes.StringType : DataTypes.BinaryType;
            write(encoding, type, i -> stored(encoding, type, x(i)));
            String[] command = {
                "predict",
                "--input",
                path(encoding),
                "--model",
                path("model"),
                "--vector-encoding",
                encoding,
                "--output"
            };
            CommandRun refused = CommandRun.of(with(command, path("none")));
            assertThat(refused.err())
                    .contains("the encoding of the input, " + encoding + ", holds alone", "--prediction-encoding")
                    .hasLineCount(1);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(folder.resolve("none")).doesNotExist();
            run(with(command, path(encoding + "-out"), "--prediction-encoding", "float32"));
            requireStored(encoding + "-out", "float32", DataTypes.BinaryType);
        }
        CommandRun said = CommandRun.of(with(
                new String[] {"predict", "--input", path("arrays"), "--model", path("model"), "--output", path("none")},
                "--prediction-encoding",
                "int8"));
        assertThat(said.err()).contains("must be one of text, sparsevec, float32", "but was 'int8'");
        assertThat(said.exitCode()).isEqualTo(2);
    }

    private static void requireStored(String name, String encoding, DataType type) {
        Dataset<Row> output = output(name);
        assertThat(output.schema().apply("prediction").dataType()).isEqualTo(type);
        List<Row> rows = output.collectAsList();
        assertThat(rows).hasSize(ROWS);
        for (int i = 0; i < ROWS; i++) {
            Object stored = rows.get(i).getAs("prediction");
            byte[] bytes = stored instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) stored;
            double[] numbers = PlainDecoders.decode(encoding, ",", bytes);
            assertThat(numbers).hasSameSizeAs(expected.get(i));
            for (int j = 0; j < numbers.length; j++) {
                float number = expected.get(i).get(j);
                assertThat((float) numbers[j]).isCloseTo(number, within(rounding(encoding, number)));
            }
        }
    }

    /** The most by which a number is rounded, by the bits of the encoding and its least number. */
    private static float rounding(String encoding, float number) {
        if (encoding.endsWith("bfloat16")) {
            return Math.scalb(Math.abs(number), -8);
        }
        return encoding.endsWith("float16") ? Math.scalb(Math.abs(number), -11) + Math.scalb(1f, -25) : 0;
    }

    private static void predict(String input, String output, String... more) {
        run(with(
                new String[] {"predict", "--input", path(input), "--model", path("model"), "--output", path(output)},
                more));
    }

    private static void run(String... arguments) {
        assertThat(CommandRun.of(arguments).result().get("rows").asInt()).isEqualTo(ROWS);
    }

    private static String[] with(String[] start, String... more) {
        return Stream.concat(Arrays.stream(start), Arrays.stream(more)).toArray(String[]::new);
    }

    private static boolean isText(String encoding) {
        return VectorForm.ofPredictions(encoding).isText();
    }

    private static Object stored(String encoding, DataType type, float[] numbers) {
        Object stored = encoding.equals("text") ? Arrays.toString(numbers) : TradeFiles.stored(encoding, numbers);
        return type.equals(DataTypes.BinaryType) && stored instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : stored;
    }

    /** Whole numbers, which every encoding holds. */
    private static float[] x(int row) {
        return new float[] {row - 5, row % 3, row % 4 - 1};
    }

    private static void write(String name, DataType type, IntFunction<Object> x) {
        List<Row> rows = IntStream.range(0, ROWS)
                .mapToObj(i -> RowFactory.create(i, x.apply(i), new float[] {x(i)[0] + 9, x(i)[1] - x(i)[2] / 3}))
                .toList();
        StructType schema =
                new StructType().add("id", DataTypes.IntegerType).add("x", type).add("y", FLOATS);
        SparkTests.session().createDataFrame(rows, schema).coalesce(1).write().parquet(path(name));
    }

    private static Dataset<Row> output(String name) {
        return SparkTests.session().read().parquet(path(name)).orderBy("id");
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
