package dev.collimate.cli;

import static dev.collimate.tables.TradeFiles.npy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that hold vectors and nothing else, directions that are angles, and what predict writes. */
class VectorFilesIT {
    private static final int ROWS = 40;

    @TempDir
    private Path folder;

    @Test
    void vectorsOfTwoNpyFilesMeetByPosition() throws IOException {
        Path x = write("x.npy", npy("<f4", "False", ROWS, 2, Float.BYTES, VectorFilesIT::x));
        Path y = write("y.npy", npy("<f8", "False", ROWS, 2, Double.BYTES, VectorFilesIT::y));
        JsonNode result = CommandRun.of(
                        "train", "--input", x.toString(), "--label-input", y.toString(), "--model", path("m"))
                .result();
        assertThat(result.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(result.get("trainMeanAngleDegrees").asDouble()).isLessThan(0.01);
        CommandRun.of("predict", "--input", x.toString(), "--model", path("m"), "--output", path("out"))
                .result();
        List<Row> rows = SparkTests.session().read().parquet(path("out")).collectAsList();
        for (int i = 0; i < ROWS; i++) {
            assertThat(rows.get(i).<Long>getAs("id")).isEqualTo(i);
            assertThat(rows.get(i).<Float>getList(rows.get(i).fieldIndex("x"))).containsExactly(x(i, 0), x(i, 1));
        }
    }

    /** The names of one side stand in the opposite order of those of the other. */
    @Test
    void filesMeetInTheOrderInWhichTheyAreNamed() throws IOException {
        int half = ROWS / 2;
        String[] xs = {"a.npy", "z.npy"};
        String[] ys = {"y1.npy", "b.npy"};
        List<String> files = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            int first = part * half;
            Path x = write(xs[part], npy("<f4", "False", half, 2, Float.BYTES, (i, j) -> x(first + i, j)));
            Path y = write(ys[part], npy("<f4", "False", half, 2, Float.BYTES, (i, j) -> y(first + i, j)));
            files.addAll(List.of("--input", x.toString(), "--label-input", y.toString()));
        }
        JsonNode result = CommandRun.of(Arguments.of("train --model " + path("m"), files.toArray(String[]::new)))
                .result();
        assertThat(result.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(result.get("trainMeanAngleDegrees").asDouble()).isLessThan(0.01);
    }

    @Test
    void fvecsBvecsAndIvecsAreRead() throws IOException {
        for (String format : List.of("fvecs", "bvecs", "ivecs")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < 5; i++) {
                ByteBuffer row =
                        ByteBuffer.allocate(format.equals("bvecs") ? 6 : 12).order(ByteOrder.LITTLE_ENDIAN);
                row.putInt(2);
                for (int j = 0; j < 2; j++) {
                    switch (format) {
                        case "fvecs" -> row.putFloat(200 + i);
                        case "bvecs" -> row.put((byte) (200 + i));
                        default -> row.putInt(200 + i);
                    }
                }
                bytes.write(row.array());
            }
            Path file = write("x." + format, bytes.toByteArray());
            JsonNode measured = CommandRun.of(
                            "evaluate",
                            "--input",
                            file.toString(),
                            "--label-input",
                            file.toString(),
                            "--prediction-col",
                            "p",
                            "--label-col",
                            "p")
                    .result();
            assertThat(measured.get("rows").asInt()).isEqualTo(5);
            assertThat(measured.get("meanAngleDegrees").asDouble()).isZero();
            Path cut = write("cut." + format, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1));
            train(cut, "--label-input", file.toString()).assertError(1, "is damaged, or not of this format");
            byte[] lying = bytes.toByteArray();
            lying[lying.length / 5] = 3;
            train(write("lying." + format, lying), "--label-input", file.toString())
                    .assertError(1, "vector 1, counted from 0, says that it has 3 numbers, but the first has 2");
        }
    }

    @Test
    void anNpyFileThatIsNoTableOfNumbersIsNamed() throws IOException {
        Path good = write("good.npy", npy("<f4", "False", ROWS, 2, Float.BYTES, VectorFilesIT::x));
        byte[] bytes = Files.readAllBytes(good);
        Object[][] examples = {
            {npy("<f4", "True", ROWS, 2, Float.BYTES, VectorFilesIT::x), "is in Fortran order"},
            {npy("|O", "False", ROWS, 2, Float.BYTES, VectorFilesIT::x), "holds numbers of type |O"},
            {npy(">f4", "False", ROWS, 2, Float.BYTES, VectorFilesIT::x), "holds numbers of type >f4"},
            {npy("<f4", "False", ROWS, 0, Float.BYTES, VectorFilesIT::x), "is damaged"},
            {Arrays.copyOf(bytes, bytes.length - 4), "is damaged: 40 vectors of 2 numbers take"},
            {"no numbers".getBytes(StandardCharsets.UTF_8), "is not of NumPy's format"},
            {
                npy("<f4", "False", ROWS - 1, 2, Float.BYTES, VectorFilesIT::x),
                "must be as many on both sides, but are 39 in the input and 40 in the label input"
            },
        };
        for (Object[] example : examples) {
            train(write("bad.npy", (byte[]) example[0]), "--label-input", good.toString())
                    .assertError(1, (String) example[1]);
        }
    }

    @Test
    void theShapeOfAnNpyFileIsReadAsPythonWritesIt() throws IOException {
        byte[] good = npy("<f4", "False", ROWS, 2, Float.BYTES, VectorFilesIT::x);
        Path y = write("y.npy", npy("<f4", "False", ROWS, 2, Float.BYTES, VectorFilesIT::y));
        Path old = write("old.npy", reshaped(good, "(40L, 2L)"));
        assertThat(train(old, "--label-input", y.toString())
                        .result()
                        .get("rows")
                        .asInt())
                .isEqualTo(ROWS);
        Object[][] examples = {
            {"(80,)", "holds an array of shape (80,); it must have two dimensions"},
            {"(4, 10, 2)", "holds an array of shape (4, 10, 2); it must have two dimensions"},
            {"(40, 9999999999)", "holds an array of shape (40, 9999999999)"},
            {"(1234567890123456789, 2)", "holds an array of shape (1234567890123456789, 2)"},
            {"(999999999999999999, 2)", "take 8000000000000000120 bytes with the header"},
            {"(999999999999999999, 400)", "is damaged: 999999999999999999 vectors of 400 numbers take"},
            {"(1, 999999999)", "vectors of 999999999 numbers, which take 3999999996 bytes each; at most 2147483647"},
        };
        for (Object[] example : examples) {
            Path shaped = write("shape.npy", reshaped(good, (String) example[0]));
            train(shaped, "--label-input", y.toString(), "--mode", "overwrite").assertError(1, (String) example[1]);
        }
    }

    /** With another shape in the blanks that its header ends in. */
    private static byte[] reshaped(byte[] npy, String shape) {
        String text = new String(npy, StandardCharsets.ISO_8859_1);
        String old = text.substring(text.indexOf('('), text.indexOf('\n'));
        String fresh = shape + old.substring(old.indexOf(')') + 1).stripTrailing();
        String filled = fresh + " ".repeat(old.length() - fresh.length());
        return text.replace(old, filled).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theNameOfTheInputSaysNothingOfTheLabelInput() throws IOException {
        Path x = write("x.npy", npy("<f4", "False", ROWS, 2, Float.BYTES, VectorFilesIT::x));
        String y = PairFiles.write(folder.resolve("labels"), PairFiles.good(ROWS));
        assertThat(train(x, "--label-input", y, "--key", "id")
                        .result()
                        .get("rows")
                        .asInt())
                .isEqualTo(ROWS);
    }

    @Test
    void whatIsHiddenInAFolderIsLeftOutAndASubFolderIsNot() throws IOException {
        byte[] x = npy("<f4", "False", ROWS, 2, Float.BYTES, VectorFilesIT::x);
        Path y = write("y.npy", npy("<f4", "False", ROWS, 2, Float.BYTES, VectorFilesIT::y));
        Path many = Files.createDirectories(folder.resolve("many"));
        Files.write(many.resolve("x.npy"), x);
        Files.write(many.resolve("_SUCCESS"), new byte[0]);
        Files.write(many.resolve("later.npy._COPYING_"), x);
        Files.createDirectories(many.resolve("_temporary"));
        for (Path input : List.of(many, many.resolve("*"))) {
            assertThat(train(input, "--format", "npy", "--label-input", y.toString(), "--mode", "overwrite")
                            .result()
                            .get("rows")
                            .asInt())
                    .isEqualTo(ROWS);
        }
        Files.createDirectories(many.resolve("more"));
        train(many, "--format", "npy", "--label-input", y.toString(), "--mode", "overwrite")
                .assertError(1, "many has the sub-folder more, which is not read");
    }

    @Test
    void aDictionaryHasTwoWordsALineAndIsReadAsTheInputIs() throws IOException {
        Path src = Files.write(folder.resolve("src.vec"), List.of("a 1 2", "b 2 1", "c 0 1"));
        Path entries = Files.write(folder.resolve("dict.txt"), List.of("a\ta", "b\tb"));
        String[] options = {"--label-input", src.toString(), "--map", "orthogonal", "--dictionary", entries.toString()};
        Map<String, String> lossy = Map.of("spark.sql.files.ignoreCorruptFiles", "true");
        String train = "train --model " + path("m") + " --input " + src;
        CommandRun.with(lossy, Arguments.of(train, options)).assertError(1, "--allow-incomplete-input");
        CommandRun.with(lossy, Arguments.of(train + " --allow-incomplete-input", options))
                .result();
        for (String line : List.of("\ta", "a\t", "a")) {
            Files.write(entries, List.of("a\ta", line));
            train(src, options).assertError(1, "has 1 lines that are not two words");
        }
    }

    @Test
    void wordVectorsMeetByADictionaryAndAreWrittenAsTheyCame() throws IOException {
        List<String> source = new ArrayList<>(List.of(ROWS + " 2"));
        List<String> target = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            source.add("old word " + i + " " + x(i, 0) + " " + x(i, 1) + " ");
            target.add("neu" + i + " " + y(i, 0) + " " + y(i, 1));
            entries.add("old word " + i + "\tneu" + i);
        }
        entries.addAll(List.of("nowhere\tneu1", "old word 1\tnirgends", "old word 2\tnie", "never\tnie"));
        Path src = Files.write(folder.resolve("src.vec"), source);
        Path tgt = Files.write(folder.resolve("tgt.txt"), target);
        Path dictionary = Files.write(folder.resolve("dict.txt"), entries);
        JsonNode result = CommandRun.of(
                        "train",
                        "--input",
                        src.toString(),
                        "--label-input",
                        tgt.toString(),
                        "--label-format",
                        "vec",
                        "--dictionary",
                        dictionary.toString(),
                        "--model",
                        path("m"))
                .result();
        assertThat(result.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(result.get("keys").get("onlyInLabelInput").asInt()).isEqualTo(1);
        assertThat(result.get("dictionary").toString())
                .isEqualTo("{\"entries\":44,\"missingInInput\":2,\"missingInLabelInput\":3,\"missingInBoth\":1}");
        assertThat(result.get("trainMeanAngleDegrees").asDouble()).isLessThan(0.01);
        CommandRun.of(
                        "predict",
                        "--input",
                        src.toString(),
                        "--model",
                        path("m"),
                        "--output",
                        path("out"),
                        "--output-format",
                        "vec",
                        "--normalize")
                .result();
        List<String> lines = Files.readAllLines(parts("out").get(0));
        assertThat(lines).hasSize(ROWS + 1);
        assertThat(lines.get(0)).isEqualTo(ROWS + " 2");
        assertThat(lines.get(4)).startsWith("old word 3 ");
        String[] parts = lines.get(4).split(" ");
        assertThat(Math.hypot(Double.parseDouble(parts[3]), Double.parseDouble(parts[4])))
                .isCloseTo(1, within(1e-6));
        source.set(0, "41 2");
        train(Files.write(folder.resolve("more.vec"), source), "--label-input", src.toString(), "--key", "word")
                .assertError(1, "is damaged: its first line says 41 words, but it has 40");
        source.set(0, "40 7");
        train(Files.write(folder.resolve("wide.vec"), source), "--label-input", src.toString(), "--key", "word")
                .assertError(1, "its first line says 7 numbers a word, but the second has 3");
    }

    /** A vector that is cut short would leave its first number in the word. */
    @Test
    void aVectorThatIsLongerThanWasSaidIsRefused() throws IOException {
        Path good =
                Files.write(folder.resolve("good.vec"), List.of("3 2", "old word 3 0.1 0.9", "0.5 0.2 0.8", "w 3 0.5"));
        String[] paired = {"--label-input", good.toString(), "--key", "word", "--map", "orthogonal"};
        assertThat(train(good, paired).result().get("rows").asInt()).isEqualTo(3);
        Object[][] examples = {
            {List.of("2 1", "w0 0.43 0.2", "w1 0.1 0.3"), "its first line says 1 numbers a word, but the second has 2"},
            {List.of("2 1", "w0 1e-3 0.2", "w1 .1 0.3"), "its first line says 1 numbers a word, but the second has 2"},
            {List.of("w0 0.43", "w1 0.1 0.3"), "1 of 2 rows cannot be used"},
            {List.of("2 2", "w0 0.43 0.2", "w1 0.5 0.1 0.3"), "1 of 2 rows cannot be used"},
            {List.of("0 300"), "holds no word vectors: its first line says 0 words of 300 numbers, and no line follows"
            },
        };
        for (Object[] example : examples) {
            @SuppressWarnings("unchecked")
            Path bad = Files.write(folder.resolve("bad.vec"), (List<String>) example[0]);
            train(bad, "--label-input", bad.toString(), "--key", "word", "--mode", "overwrite")
                    .assertError(1, (String) example[1]);
        }
    }

    @Test
    void yawAndPitchAreADirectionAndComeBack() throws IOException {
        for (String axes : List.of("forward", "camera")) {
            List<String> lines = new ArrayList<>(List.of("f0,f1,f2,pitch,yaw"));
            for (int i = 0; i < ROWS; i++) {
                double pitch = Math.toRadians(7 * (i % 9) - 30);
                double yaw = Math.toRadians(8 * i - 160);
                int sign = axes.equals("camera") ? -1 : 1;
                lines.add(sign * Math.cos(pitch) * Math.sin(yaw) + "," + sign * Math.sin(pitch) + ","
                        + sign * Math.cos(pitch) * Math.cos(yaw) + "," + Math.toDegrees(pitch) + ","
                        + Math.toDegrees(yaw));
            }
            Path gaze = Files.write(folder.resolve(axes + ".csv"), lines);
            String[] read = {"--format", "csv", "--angle-unit", "deg", "--angle-axes", axes, "--input", gaze.toString()
            };
            JsonNode result = CommandRun.of(Arguments.of(
                            "train --features-col f* --label-angles yaw=yaw,pitch=pitch --model " + path(axes), read))
                    .result();
            assertThat(result.get("outputDim").asInt()).isEqualTo(3);
            assertThat(result.get("trainMeanAngleDegrees").asDouble()).isLessThan(0.01);
            CommandRun.of(Arguments.of(
                            "predict --prediction-angles yaw=y,pitch=p --model " + path(axes) + " --output "
                                    + path(axes + "-out"),
                            read))
                    .result();
            for (Row row :
                    SparkTests.session().read().parquet(path(axes + "-out")).collectAsList()) {
                assertThat(row.<Double>getAs("y")).isCloseTo(Double.parseDouble(row.getAs("yaw")), within(0.05));
                assertThat(row.<Double>getAs("p")).isCloseTo(Double.parseDouble(row.getAs("pitch")), within(0.05));
            }
        }
    }

    @Test
    void thePredictionMayTakeThePlaceOfTheInputAndFoldersHoldPartitions() throws IOException {
        String pairs = PairFiles.write(folder.resolve("pairs"), PairFiles.good(ROWS));
        CommandRun.of("train", "--input", pairs, "--model", path("m")).result();
        JsonNode result = CommandRun.of(
                        "predict",
                        "--query",
                        "select *, id % 3 part from parquet.`" + pairs + "`",
                        "--model",
                        path("m"),
                        "--output",
                        path("out"),
                        "--replace",
                        "--drop",
                        "y,w",
                        "--partition-by",
                        "part")
                .result();
        assertThat(result.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(SparkTests.session().read().parquet(path("out")).columns()).containsExactly("id", "x", "part");
        try (Stream<Path> folders = Files.list(folder.resolve("out"))) {
            assertThat(folders.map(path -> path.getFileName().toString())).contains("part=0", "part=1", "part=2");
        }
        CommandRun.of("predict", "--table", "nowhere.at_all", "--model", path("m"), "--output", path("out2"))
                .assertError(1, "cannot read the table nowhere.at_all: ");
        CommandRun.of("predict", "--query", "selec 1", "--model", path("m"), "--output", path("out2"))
                .assertError(1, "cannot read the query: ");
        CommandRun.of("predict", "--input", pairs, "--model", path("m"), "--output", path("out2"), "--drop", "z")
                .assertError(1, "the column z to drop is not there");
        CommandRun.of("predict", "--input", pairs, "--table", "t", "--model", path("m"), "--output", path("out2"))
                .assertError(2, "give one of them");
    }

    private static float x(int row, int column) {
        return (float) (column == 0 ? Math.sin(row) : Math.cos(row));
    }

    /** A quarter turn, so that rows that meet wrongly show. */
    private static float y(int row, int column) {
        return column == 0 ? -x(row, 1) : x(row, 0);
    }

    private CommandRun train(Path input, String... more) {
        return CommandRun.of(Arguments.of("train --model " + path("none") + " --input " + input, more));
    }

    private List<Path> parts(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .toList();
        }
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
