package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions alone, in files of other programs. */
@Tag("long")
@Tag("versions")
class VectorFileOutputIT {
    private static final int ROWS = 41;

    @TempDir
    private Path folder;

    @Test
    void npyAndFvecsHoldThePredictionsOfAllFilesInOrderAndTheIdsBeside() throws IOException {
        String model = model();
        List<Row> expected = mapped(model, stored());
        for (String format : List.of("npy", "fvecs")) {
            JsonNode result = predict(model, stored(), format, "--key", "id").result();
            assertThat(result.get("rows").asInt()).isEqualTo(ROWS);
            assertThat(Files.readAllLines(folder.resolve(format).resolve("ids.txt")))
                    .containsExactlyElementsOf(expected.stream()
                            .map(row -> String.valueOf(row.<Long>getAs("id")))
                            .toList());
            assertThat(Files.readAllBytes(folder.resolve(format).resolve("predictions." + format)))
                    .isEqualTo(bytes(format, expected));
            assertThat(names(format)).containsExactlyInAnyOrder("predictions." + format, "ids.txt", "_SUCCESS");
            // As an input it is read by position.
            Path written = folder.resolve(format).resolve("predictions." + format);
            JsonNode measured = CommandRun.of(Arguments.of(
                            "evaluate --prediction-col p --label-col p --label-input " + written,
                            "--input",
                            written.toString()))
                    .result();
            assertThat(measured.get("rows").asInt()).isEqualTo(ROWS);
            assertThat(measured.get("meanAngleDegrees").asDouble()).isZero();
        }
    }

    @Test
    void textIsWrittenAsNumbersAndAnOldFileIsReplacedAtTheEnd() throws IOException {
        String model = model();
        String text = folder.resolve("text").toString();
        SparkTests.session()
                .read()
                .parquet(stored())
                .selectExpr("id", "to_json(x) x")
                .coalesce(1)
                .sortWithinPartitions("id")
                .write()
                .parquet(text);
        List<Row> expected = mapped(model, stored());
        predict(model, text, "npy").result();
        assertThat(Files.readAllBytes(folder.resolve("npy").resolve("predictions.npy")))
                .isEqualTo(bytes("npy", expected));
        predict(model, text, "npy").assertError(1, "already exists");
        predict(model, text, "npy", "--mode", "overwrite", "--key", "id").result();
        assertThat(names("npy")).containsExactlyInAnyOrder("predictions.npy", "ids.txt", "_SUCCESS");
    }

    @Test
    void aRowWithoutAPredictionOrAnIdLeavesNoFile() throws IOException {
        String model = model();
        String query = "select * from parquet.`" + stored() + "` union all select 99, %s, array(1f), 1d";
        String[] command = {"--output-format", "npy", "--output", path("npy"), "--key", "id", "--query"};
        CommandRun.of(Arguments.of(
                        "predict --model " + model,
                        Stream.concat(Stream.of(command), Stream.of(query.formatted("cast(null as array<float>)")))
                                .toArray(String[]::new)))
                .assertError(1, "row");
        String noId = "select * from parquet.`" + stored() + "` union all select null, array(1f, 2f, 3f), null, 1d";
        CommandRun.of(Arguments.of(
                        "predict --model " + model,
                        Stream.concat(Stream.of(command), Stream.of(noId)).toArray(String[]::new)))
                .assertError(1, "an id is null or has a line end in it");
        predict(model, stored(), "npy", "--key", "nowhere")
                .assertError(1, "the column nowhere of ids is not there. Columns: id, x, y, w");
        assertThat(folder.resolve("npy")).doesNotExist();
        Stream.of("skip", "null").forEach(badRows -> predict(model, stored(), "fvecs", "--bad-rows", badRows)
                .assertError(2, "--output-format fvecs has a vector for every row; --bad-rows must be fail"));
        predict(model, stored(), "npy", "--mode", "append").assertError(2, "leave --mode append");
        predict(model, stored(), "npy", "--prediction-type", "array<double>").assertError(2, "float32 alone");
        predict(model, stored(), "npy", "--partition-by", "id").assertError(2, "is one file");
        predict(model, stored(), "parquet", "--key", "id").assertError(2, "others keep every column");
        CommandRun.of(Arguments.of("predict --output-table t --output-format npy --input a --model " + model))
                .assertError(2, "--output-format npy is a file");
    }

    @Test
    void anEmptyInputGivesAnArrayWithoutRows() throws IOException {
        String empty = folder.resolve("empty").toString();
        SparkTests.session().read().parquet(stored()).where("id < 0").write().parquet(empty);
        JsonNode result = predict(model(), empty, "npy").result();
        assertThat(result.get("rows").asInt()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("npy").resolve("predictions.npy")))
                .isEqualTo(bytes("npy", List.of()));
    }

    /** Written as NumPy's documentation of the format, and the page of the TEXMEX sets, say. */
    private static byte[] bytes(String format, List<Row> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (format.equals("npy")) {
            String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows.size() + ", 2), }";
            bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
            bytes.writeBytes(String.format("%-117s\n", header).getBytes(StandardCharsets.US_ASCII));
        }
        for (Row row : rows) {
            ByteBuffer vector = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            if (format.equals("fvecs")) {
                vector.putInt(2);
            }
            List<Float> numbers = row.getList(row.fieldIndex("prediction"));
            numbers.forEach(vector::putFloat);
            bytes.write(vector.array(), 0, vector.position());
        }
        return bytes.toByteArray();
    }

    /** What predict writes as Parquet, in the order of rows. */
    private List<Row> mapped(String model, String input) {
        CommandRun.of("predict", "--input", input, "--model", model, "--output", path("mapped"), "--mode", "overwrite")
                .result();
        Dataset<Row> rows = SparkTests.session().read().parquet(path("mapped"));
        List<Row> collected = rows.orderBy("id").collectAsList();
        assertThat(collected.stream().map(row -> row.<Long>getAs("id")))
                .containsExactlyElementsOf(LongStream.range(0, ROWS).boxed().toList());
        return collected;
    }

    private CommandRun predict(String model, String input, String format, String... more) {
        return CommandRun.of(Arguments.of(
                "predict --output-format " + format + " --model " + model,
                List.of("--input", input, "--output", path(format)),
                more));
    }

    /** Five files, in whose order the ids rise. */
    private String stored() {
        Path stored = folder.resolve("stored");
        if (!stored.toFile().exists()) {
            PairFiles.dataset(PairFiles.good(ROWS))
                    .repartitionByRange(5, org.apache.spark.sql.functions.col("id"))
                    .sortWithinPartitions("id")
                    .write()
                    .parquet(stored.toString());
        }
        return stored.toString();
    }

    private String model() {
        CommandRun.of("train", "--input", stored(), "--model", path("model")).result();
        return path("model");
    }

    private List<String> names(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.endsWith(".crc"))
                    .toList();
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
