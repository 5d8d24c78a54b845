package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.ml.Warnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside the vectors of a table comes back from predict as it was, in its order, or the command says why not. */
@Tag("long")
@Tag("versions")
class TableLawsIT {
    private static final SparkSession SPARK = SparkTests.session();

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static String model;

    @BeforeAll
    static void train() {
        model = PairFiles.model(shared);
    }

    @Test
    void rowsComeInTheOrderOfFileNameAndPosition() throws IOException {
        int[] rows = {3, 40, 17, 90, 1};
        int next = 0;
        Path store = Files.createDirectories(folder.resolve("store"));
        for (int file = 0; file < rows.length; file++) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < rows[file]; i++) {
                lines.append("{\"pos\":")
                        .append(next)
                        .append(",\"x\":[1,")
                        .append(next++)
                        .append(",2]}\n");
            }
            Files.writeString(store.resolve("part-" + file + ".jsonl"), lines);
        }
        predict("json", store, "json").result();
        List<Long> positions = new ArrayList<>();
        for (Path part : parts(folder.resolve("mapped"))) {
            SPARK.read().json(part.toString()).collectAsList().forEach(row -> positions.add(row.getAs("pos")));
        }
        assertThat(positions).hasSize(next).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aColumnOfSomeFilesIsInTheOutput() {
        Path store = folder.resolve("store");
        SPARK.sql("select 1 id, array(1f, 2f, 3f) x").coalesce(1).write().parquet(store.toString());
        SPARK.sql("select 2 id, array(1f, 2f, 3f) x, 'a' title")
                .coalesce(1)
                .write()
                .mode("append")
                .parquet(store.toString());
        assertThat(predict("parquet", store, "parquet").result().get("rows").asLong())
                .isEqualTo(2);
        List<Row> read = SPARK.read()
                .parquet(folder.resolve("mapped").toString())
                .orderBy("id")
                .select("title")
                .collectAsList();
        assertThat(read).extracting(row -> row.get(0)).containsExactly(null, "a");
    }

    @Test
    void filesOfCsvWithOtherColumnsAreRefusedNamingThem() throws IOException {
        Path store = Files.createDirectories(folder.resolve("store"));
        Files.writeString(store.resolve("a.csv"), "id,x\n1,1 2 3\n");
        Files.writeString(store.resolve("b.csv"), "x,id\n1 2 3,2\n");
        predict("csv", store, "csv").assertError(1, "different columns", "a.csv has id, x", "b.csv has x, id");

        Files.writeString(store.resolve("b.csv"), "\r\n\"id\",x\r\n2,1 2 3\r\n");
        assertThat(predict("csv", store, "csv").result().get("rows").asLong()).isEqualTo(2);
    }

    @Test
    void headersOfCsvStandBehindBlankLinesAndComments() throws IOException {
        Path store = Files.createDirectories(folder.resolve("store"));
        Files.writeString(store.resolve("a.csv"), "# made today\n\nid,x\n1,1 2 3\n");
        Files.writeString(store.resolve("b.csv"), "# made today\n\nx,id\n1 2 3,2\n");
        predict("csv", store, "csv", "--option", "comment=#")
                .assertError(1, "different columns", "a.csv has id, x", "b.csv has x, id");
    }

    @Test
    void floatsInOneFileAndDoublesInAnotherAreRead() throws IOException {
        for (String order : List.of("float double", "double float")) {
            Path store = folder.resolve(order);
            String[] types = order.split(" ");
            for (int file = 0; file < 2; file++) {
                PairFiles.writeFile(
                        Files.createDirectories(store).resolve(file + ".parquet"),
                        PairFiles.dataset(PairFiles.good(6))
                                .selectExpr(
                                        "id + " + 6 * file + " id", "cast(x as array<" + types[file] + ">) x", "y"));
            }
            predict("parquet", store, "parquet", "--mode", "overwrite").result();
            assertThat(SPARK.read().parquet(folder.resolve("mapped").toString()).count())
                    .isEqualTo(12);
        }
    }

    @Test
    void textInOneFileAndNumbersInAnotherIsRefusedNamingColumnAndFile() {
        Path store = folder.resolve("store");
        for (String id : List.of("1", "'a'")) {
            SPARK.sql("select " + id + " id, array(1f, 2f, 3f) x")
                    .coalesce(1)
                    .write()
                    .mode("append")
                    .parquet(store.toString());
        }
        predict("parquet", store, "parquet").assertError(1, "the column id is of type", "string", "int", ".parquet");
    }

    @Test
    void hiddenFilesAreCountedAndAHiddenInputIsRefused() throws IOException {
        Path store = Files.createDirectories(folder.resolve("store"));
        String line = "{\"x\":[1,2,3]}\n";
        Files.writeString(store.resolve("a.jsonl"), line);
        Files.writeString(store.resolve("_b.jsonl"), line);
        Files.writeString(store.resolve(".c.jsonl"), line);
        Files.writeString(store.resolve("_SUCCESS"), "");
        try (Warnings warnings = Warnings.of("dev.collimate.tables.InputFiles")) {
            predict("json", store, "json").result();
            assertThat(warnings.messages()).anyMatch(message -> message.startsWith("2 files or folders in " + store));
        }
        predict("json", store.resolve("_b.jsonl"), "json", "--mode", "overwrite")
                .assertError(1, "is hidden from Spark", "_b.jsonl");
        try (Warnings warnings = Warnings.of("dev.collimate.tables.InputFiles")) {
            CommandRun run = predict("json", store.resolve("*"), "json", "--mode", "overwrite");
            assertThat(run.result().get("rows").asLong()).isOne();
            assertThat(warnings.messages()).anyMatch(message -> message.startsWith("2 files or folders in "));
        }
        predict("json", store.resolve("_*.jsonl"), "json", "--mode", "overwrite")
                .assertError(1, "is hidden from Spark");
    }

    @Test
    void textsOfCsvComeBackAsTheyWere() throws IOException {
        String csv = "id,x,text,empty\n"
                + "00000,1 2 3,plain words,\n"
                + "00001,1 2 3,\"He said \"\"hi\"\", then left\",\"\"\n"
                + "00002,1 2 3,  padded  ,\n"
                + "00003,1 2 3,\"two\nlines\",\n"
                + "00004,1 2 3,\"He said \"\"no\"\"\",\n"
                + "00005,1 2 3,back\\slash,\n"
                + "00006,1 2 3,\"a \\\"\"b\\\"\"\",\n"
                + "00007,1 2 3,\"one\r\ntwo\",\n"
                + "00008,1 2 3,été,\n";
        Path input = Files.writeString(folder.resolve("texts.csv"), csv);
        predict("csv", input, "csv").result();
        List<List<String>> expected = Rfc4180.records(csv);
        List<List<String>> found =
                Rfc4180.records(Files.readString(parts(folder.resolve("mapped")).get(0)));
        assertThat(found).hasSize(expected.size());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).subList(0, 4)).isEqualTo(expected.get(i));
        }
        // Through our own reader too, where an empty field in quotes is no null.
        Path again = parts(folder.resolve("mapped")).get(0);
        CommandRun.of(
                        "predict",
                        "--format",
                        "csv",
                        "--output-format",
                        "csv",
                        "--input",
                        again.toString(),
                        "--model",
                        model,
                        "--prediction-col",
                        "second",
                        "--output",
                        folder.resolve("twice").toString())
                .result();
        String[] once = Files.readString(again).split("\n", -1);
        String[] twice = Files.readString(parts(folder.resolve("twice")).get(0)).split("\n", -1);
        assertThat(twice).hasSameSizeAs(once);
        for (int i = 0; i < once.length; i++) {
            assertThat(twice[i]).startsWith(once[i].stripTrailing());
        }
    }

    @Test
    void carriageReturnsInTextsOfCsvStayWhereTheyEndRecordsToo() throws IOException {
        String csv =
                "id,text,x\r\n0,\"one\r\ntwo\",1 2 3\r\n1,\"one\ntwo, \"\"three\"\"\",1 2 3\r\n2, plain ,1 2 3\r\n";
        Path input = Files.writeString(folder.resolve("texts.csv"), csv);
        predict("csv", input, "csv").result();
        List<List<String>> found =
                Rfc4180.records(Files.readString(parts(folder.resolve("mapped")).get(0)));
        assertThat(found).extracting(record -> record.subList(0, 3)).containsExactlyElementsOf(Rfc4180.records(csv));
    }

    @Test
    void nullsAndArraysOfJsonComeBack() throws IOException {
        Path input = Files.writeString(
                folder.resolve("store.jsonl"),
                "{\"id\":18446744073709551615,\"tags\":[\"new york\",null,\"b\"],\"title\":null,\"meta\":{\"a\":null,\"b\":2},"
                        + "\"x\":[1,2,3]}\n");
        predict("json", input, "json").result();
        assertThat(Files.readString(parts(folder.resolve("mapped")).get(0)))
                .contains("\"id\":18446744073709551615", "[\"new york\",null,\"b\"]", "\"title\":null")
                .contains("{\"a\":null,\"b\":2}");
        predict("json", input, "csv", "--mode", "overwrite").result();
        List<List<String>> records =
                Rfc4180.records(Files.readString(parts(folder.resolve("mapped")).get(0)));
        assertThat(records.get(1).get(records.get(0).indexOf("tags"))).isEqualTo("[\"new york\",null,\"b\"]");
    }

    @Test
    void aFileThatIsOneJsonArrayIsTold() throws IOException {
        Path input = Files.writeString(folder.resolve("pairs.json"), "[\n {\n  \"x\": [1]\n }\n]\n");
        predict("json", input, "json").assertError(1, "--option multiLine=true");
    }

    @Test
    void namesOfFilesWithBracketsAreReadAndThoseWithColonsTold() throws IOException {
        String line = "{\"x\":[1,2,3]}\n";
        Path brackets = Files.writeString(folder.resolve("pairs[1].jsonl"), line);
        assertThat(predict("json", brackets, "json").result().get("rows").asLong())
                .isOne();
        Path colons = Files.createDirectories(folder.resolve("times"));
        Files.writeString(colons.resolve("12:00.jsonl"), line);
        predict("json", colons, "json", "--mode", "overwrite").assertError(1, "colon", "has", " 12:00.jsonl", "rename");
        predict("json", colons.resolve("12:00.jsonl"), "json", "--mode", "overwrite")
                .assertError(1, "colon", "as 12:00.jsonl has; rename");
    }

    @Test
    void columnsThatDifferByCaseAreTold() {
        SPARK.conf().set("spark.sql.caseSensitive", "true");
        Path store = folder.resolve("store");
        try {
            SPARK.sql("select array(1f, 2f, 3f) x, 1 X").write().parquet(store.toString());
            SPARK.sql("select array(1f, 2f, 3f) x, 1 note, 2 Note")
                    .write()
                    .parquet(folder.resolve("notes").toString());
        } finally {
            SPARK.conf().unset("spark.sql.caseSensitive");
        }
        for (Path input : List.of(store, folder.resolve("notes"))) {
            predict("parquet", input, "parquet").assertError(1, "differ only by case", "spark.sql.caseSensitive=true");
        }
    }

    private CommandRun predict(String format, Path input, String outputFormat, String... options) {
        return CommandRun.of(Arguments.of(
                "predict",
                List.of(
                        "--format",
                        format,
                        "--input",
                        input.toString(),
                        "--output-format",
                        outputFormat,
                        "--model",
                        model,
                        "--output",
                        folder.resolve("mapped").toString()),
                options));
    }

    private static List<Path> parts(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }
}
