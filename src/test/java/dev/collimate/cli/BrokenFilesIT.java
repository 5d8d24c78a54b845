package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkJobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of several files of an input one is broken: a fit ends before its first pass, in one line that names that file. */
@Tag("long")
@Tag("versions")
class BrokenFilesIT {
    private static final List<String> NAMES = List.of("a.parquet", "b.parquet", "c.parquet");

    /** The length of a Parquet file's footer and the magic number. */
    private static final int FOOTER_END = 8;

    @TempDir
    private Path folder;

    private Path input;

    @BeforeEach
    void write() throws IOException {
        input = Files.createDirectory(folder.resolve("input"));
        for (String name : NAMES) {
            shard(name, "*");
        }
    }

    @Test
    void wholeFilesAreAllRead() throws Exception {
        try (SparkJobs jobs = new SparkJobs()) {
            assertThat(train().result().get("rows").asInt()).isEqualTo(60);
            assertThat(jobs.passes()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.parquet", "b.parquet", "c.parquet"})
    void aFileThatIsCutIsNamed(String name) throws Exception {
        byte[] whole = Files.readAllBytes(input.resolve(name));
        for (int length : new int[] {0, 11, whole.length / 2, whole.length - 1}) {
            replace(name, Arrays.copyOf(whole, length));
            assertNamed(name, "cannot read the file", "damaged");
        }
    }

    /** Pages lie between the magic number at the start and the footer, which stays whole. */
    @Test
    void aFileWithDamagedPagesIsNamed() throws Exception {
        byte[] bytes = Files.readAllBytes(input.resolve("c.parquet"));
        Arrays.fill(bytes, 4, footer(bytes), (byte) -1);
        replace("c.parquet", bytes);
        assertNamed("c.parquet", "cannot read the file", "damaged");
    }

    /** What Spark says of a footer that no reader understands names no file. */
    @ParameterizedTest
    @CsvSource({"a.parquet, 21", "b.parquet, 0", "c.parquet, -1"})
    void aFileWithADamagedFooterIsNamed(String name, byte filler) throws Exception {
        byte[] bytes = Files.readAllBytes(input.resolve(name));
        Arrays.fill(bytes, footer(bytes), bytes.length - FOOTER_END, filler);
        replace(name, bytes);
        assertNamed(name, "cannot read the file", "damaged");
    }

    /** The last byte of an ORC file is the length of its postscript, before which the footer stands. */
    @Test
    void anOrcFileWithADamagedEndIsNamed() throws Exception {
        Path orc = folder.resolve("orc");
        PairFiles.dataset(PairFiles.good(20)).repartition(3).write().orc(orc.toString());
        Path file;
        try (Stream<Path> files = Files.list(orc)) {
            file = files.filter(path -> path.toString().endsWith(".orc"))
                    .sorted()
                    .toList()
                    .get(1);
        }
        byte[] whole = Files.readAllBytes(file);
        int postscript = whole.length - 1 - whole[whole.length - 1];
        for (int[] range : new int[][] {{whole.length / 2, postscript}, {postscript, whole.length - 1}}) {
            byte[] bytes = whole.clone();
            Arrays.fill(bytes, range[0], range[1], (byte) -1);
            Files.write(file, bytes);
            CommandRun run = CommandRun.of(
                    "train",
                    "--input",
                    orc.toString(),
                    "--format",
                    "orc",
                    "--model",
                    folder.resolve("model").toString());
            run.assertError(1, "cannot read the file", "damaged", file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.parquet", "b.parquet", "c.parquet"})
    void textThatIsCalledParquetIsNamed(String name) throws Exception {
        replace(name, "x,y\n1 2 3,1 2\n".getBytes(StandardCharsets.UTF_8));
        assertNamed(name, "cannot read the file", "not of the format that --format names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"array_join(x, ' ')", "x[0]", "array(x)", "array(true)", "cast(x as array<int>)"})
    void aFileWhoseVectorsAreOfAnotherTypeIsNamed(String column) throws Exception {
        for (String name : NAMES) {
            shard(name, "id", column + " x", "y");
            assertNamed(name, "the column x is of type", "array<float>", "write it with one type");
            shard(name, "*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.parquet", "b.parquet", "c.parquet"})
    void aFileWithoutAColumnIsNamed(String name) throws Exception {
        for (String column : List.of("x", "y")) {
            shard(name, "id", column);
            String other = column.equals("x") ? "y" : "x";
            assertNamed(name, "20 of 60 rows cannot be used", other + ": a vector is null");
            shard(name, "*");
        }
    }

    /** Where the footer starts: its length, in 4 bytes of low order first, stands before the last 4. */
    private static int footer(byte[] file) {
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - FOOTER_END);
        return file.length - FOOTER_END - length;
    }

    private void shard(String name, String... columns) throws IOException {
        PairFiles.writeFile(
                input.resolve(name), PairFiles.dataset(PairFiles.good(20)).selectExpr(columns));
    }

    private void replace(String name, byte[] bytes) throws IOException {
        Files.write(input.resolve(name), bytes);
    }

    private CommandRun train() {
        return CommandRun.of(
                "train",
                "--input",
                input.toString(),
                "--model",
                folder.resolve("model").toString(),
                "--checkpoint-dir",
                folder.resolve("checkpoints").toString());
    }

    private void assertNamed(String name, String... parts) throws Exception {
        try (SparkJobs jobs = new SparkJobs()) {
            CommandRun run = train();
            run.assertError(1, parts);
            assertThat(run.err()).contains(input.resolve(name).toString());
            assertThat(jobs.passes()).isEmpty();
            assertThat(folder.toFile().list()).containsExactly("input");
        }
    }
}
