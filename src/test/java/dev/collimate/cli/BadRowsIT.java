package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.GoldenReference;
import dev.collimate.SparkTests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows a command uses, and that it says so. */
@Tag("long")
class BadRowsIT {
    private static final float[] ZEROS = {0, 0, 0};
    private static final StructType DOUBLES = new StructType()
            .add("p", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("y", DataTypes.createArrayType(DataTypes.DoubleType));

    @TempDir
    private Path folder;

    @Test
    void theMostFrequentLengthDecidesWhateverComesFirst() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            rows.add(PairFiles.pair(100 + i, new float[] {1, 2, 3, 4, i}, new float[] {1, 2}, 1.0));
        }
        rows.addAll(PairFiles.good(30));
        String input = PairFiles.write(folder.resolve("input"), rows);
        JsonNode result = train(input, "--bad-rows", "skip").result();
        assertThat(result.get("inputDim").asInt()).isEqualTo(3);
        assertThat(result.get("rows").asInt()).isEqualTo(30);
        assertThat(result.get("skippedBy").get("wrongLength").asInt()).isEqualTo(3);
        train(input, "--mode", "overwrite")
                .assertError(1, "3 of 33 rows", "row 0 of partition 0", "x has 5 elements, expected 3");
    }

    @Test
    void moreThanHalfSkippedIsAnErrorUnlessAccepted() {
        List<Row> rows = new ArrayList<>(PairFiles.good(10));
        for (int i = 0; i < 11; i++) {
            rows.add(PairFiles.pair(100 + i, null, new float[] {1, 2}, 1.0));
        }
        String input = PairFiles.write(folder.resolve("input"), rows);
        train(input, "--bad-rows", "skip").assertError(1, "11 of 21 rows cannot be used", "max skipped fraction");
        JsonNode result = train(input, "--bad-rows", "skip", "--max-skipped-fraction", "0.6")
                .result();
        assertThat(result.get("rows").asInt()).isEqualTo(10);
    }

    @Test
    void inputsOfZerosAreCountedAndLeftOutBySkip() {
        List<Row> rows = new ArrayList<>(PairFiles.good(10));
        rows.add(PairFiles.pair(100, ZEROS, new float[] {1, 2}, 1.0));
        String input = PairFiles.write(folder.resolve("input"), rows);
        JsonNode kept = train(input).result();
        assertThat(kept.get("zeroInputs").asInt()).isOne();
        assertThat(kept.get("rows").asInt()).isEqualTo(11);
        JsonNode skipped =
                train(input, "--bad-rows", "skip", "--mode", "overwrite").result();
        assertThat(skipped.get("zeroInputs").asInt()).isOne();
        assertThat(skipped.get("rows").asInt()).isEqualTo(10);
        train(input, "--bad-rows", "null").assertError(2, "--bad-rows null is for predictions");
    }

    @Test
    void rowsThatCannotBeMappedKeepTheirPlaceWithANullPrediction() {
        train(PairFiles.write(folder.resolve("input"), PairFiles.good(20))).result();
        List<Row> rows = new ArrayList<>(PairFiles.good(6));
        rows.add(1, PairFiles.pair(100, null, null, 1.0));
        rows.add(3, PairFiles.pair(101, new float[] {1}, null, 1.0));
        rows.add(PairFiles.pair(102, ZEROS, null, 1.0));
        String store = PairFiles.write(folder.resolve("store"), rows);
        JsonNode result = CommandRun.of(
                        "predict",
                        "--input",
                        store,
                        "--model",
                        folder.resolve("model").toString(),
                        "--bad-rows",
                        "null",
                        "--angle-col",
                        "angle",
                        "--output",
                        folder.resolve("mapped").toString())
                .result();
        assertThat(result.get("rows").asInt()).isEqualTo(9);
        assertThat(result.get("skippedRows").asInt()).isZero();
        assertThat(result.get("nullPredictions").asInt()).isEqualTo(3);
        List<Row> mapped = SparkTests.session()
                .read()
                .parquet(folder.resolve("mapped").toString())
                .collectAsList();
        assertThat(mapped)
                .extracting(row -> row.<Long>getAs("id"))
                .containsExactly(0L, 100L, 1L, 101L, 2L, 3L, 4L, 5L, 102L);
        for (Row row : mapped) {
            boolean bad = row.<Long>getAs("id") >= 100;
            assertThat(row.isNullAt(row.fieldIndex("prediction"))).isEqualTo(bad);
            assertThat(row.isNullAt(row.fieldIndex("angle"))).isEqualTo(bad);
        }
    }

    @Test
    void anglesOfDoublesAreRightToTheLastDigits() {
        int cases = 0;
        for (JsonNode golden : GoldenReference.section("angles")) {
            // Each is a run of the command.
            if (cases++ % 5 != 0) {
                continue;
            }
            Row row = RowFactory.create(boxed(golden.get("predicted")), boxed(golden.get("actual")));
            String input = folder.resolve("golden" + cases).toString();
            SparkTests.session()
                    .createDataFrame(List.of(row), DOUBLES)
                    .coalesce(1)
                    .write()
                    .parquet(input);
            double degrees = CommandRun.of("evaluate", "--input", input, "--prediction-col", "p")
                    .result()
                    .get("meanAngleDegrees")
                    .doubleValue();
            double expected = golden.get("angleRadians").doubleValue();
            assertThat(Math.toRadians(degrees)).isCloseTo(expected, within(1e-15 + 4e-15 * expected));
        }
    }

    @Test
    void rowsToHoldOutAreMarkedByNumbersTextOrANamedValue() {
        String input = PairFiles.write(
                folder.resolve("input"),
                PairFiles.dataset(PairFiles.good(20))
                        .selectExpr(
                                "*",
                                "int(id < 5) number",
                                "string(id < 5) text",
                                "if(id < 5, 'test', 'train') split",
                                "if(id < 5, 2.0, 7.0) fold"));
        for (String column : List.of("number", "text")) {
            assertThat(heldOut(train(input, "--validation-indicator-col", column, "--mode", "overwrite")))
                    .isEqualTo(5);
        }
        String[] split = {"--validation-indicator-col", "split", "--validation-value", "test", "--mode", "overwrite"};
        assertThat(heldOut(train(input, split))).isEqualTo(5);
        String[] fold = {"--validation-indicator-col", "fold", "--validation-value", "2", "--mode", "overwrite"};
        assertThat(heldOut(train(input, fold))).isEqualTo(5);
        train(input, "--validation-indicator-col", "fold", "--validation-value", "two", "--mode", "overwrite")
                .assertError(1, "--validation-value must be a number, as the column holds numbers, but was two");
        train(input, "--validation-indicator-col", "split", "--mode", "overwrite")
                .assertError(1, "Column split has a value", "as the validation value");
    }

    private static int heldOut(CommandRun run) {
        return run.result().get("validation").get("rows").asInt();
    }

    private static Double[] boxed(JsonNode numbers) {
        return Arrays.stream(GoldenReference.vector(numbers)).boxed().toArray(Double[]::new);
    }

    private CommandRun train(String input, String... options) {
        return CommandRun.of(Arguments.of(
                "train",
                List.of("--input", input, "--model", folder.resolve("model").toString()),
                options));
    }
}
