package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputReaderIT {
    private static final SparkSession SPARK = SparkTests.session();

    @TempDir
    private Path folder;

    @Test
    void everyFormatGivesTheSameVectors() throws IOException {
        Dataset<Row> rows = SPARK.sql("select id, array(cast(id as double), 0.5d) x from range(3)");
        for (String format : new String[] {"parquet", "orc", "json"}) {
            String path = folder.resolve(format).toString();
            rows.write().format(format).save(path);
            assertThat(sum(reader(format).read(TableSource.ofPath(path)))).isEqualTo(4.5);
        }
        Path csv = Files.writeString(folder.resolve("rows.csv"), "id,x\n0,0 0.5\n1,1 0.5\n2,2 0.5\n");
        assertThat(sum(reader("csv").read(TableSource.ofPath(csv.toString())))).isEqualTo(4.5);
        Path headless = Files.writeString(folder.resolve("headless.csv"), "0;0 0.5\n1;1 0.5\n2;2 0.5\n");
        Dataset<Row> read =
                reader("csv", Map.of("header", "false", "sep", ";")).read(TableSource.ofPath(headless.toString()));
        assertThat(sum(read.withColumnRenamed("_c1", "x"))).isEqualTo(4.5);
    }

    @Test
    void aMissingPathIsNamed() {
        String path = folder.resolve("nowhere").toString();
        assertThatThrownBy(() -> reader("parquet").read(TableSource.ofPath(path)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the input " + path + " does not exist; give a file, a folder of files or a pattern of them");
    }

    @Test
    void aFileOfAnotherFormatIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.parquet"), "not a parquet file, but long enough");
        assertThatThrownBy(() -> reader("parquet").read(TableSource.ofPath(file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot read " + file + " as parquet: ")
                .hasMessageContaining("notes.parquet")
                .hasMessageEndingWith("; format names another format");
    }

    @Test
    void anUnknownFormatIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.bin"), "");
        assertThatThrownBy(() -> reader("parkay").read(TableSource.ofPath(file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot read " + file + " as parkay: ");
    }

    @Test
    void settingsThatLoseFilesSilentlyAreRefusedUnlessAccepted() throws IOException {
        String path = folder.resolve("rows").toString();
        SPARK.range(2).write().parquet(path);
        Map<String, String> options = Map.of("ignoreCorruptFiles", "true");
        assertThatThrownBy(() -> reader("parquet", options).read(TableSource.ofPath(path)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spark.sql.files.ignoreCorruptFiles is true, so Spark would leave out files without a word;"
                        + " set it to false, or accept that with allowIncompleteInput");
        assertThat(reader("parquet", options, true)
                        .read(TableSource.ofPath(path))
                        .count())
                .isEqualTo(2);
        SPARK.conf().set("spark.sql.files.ignoreMissingFiles", "true");
        try {
            assertThatThrownBy(() -> reader("parquet").read(TableSource.ofPath(path)))
                    .hasMessageStartingWith("spark.sql.files.ignoreMissingFiles");
        } finally {
            SPARK.conf().unset("spark.sql.files.ignoreMissingFiles");
        }
    }

    /** Python calls parameters by names with underscores. */
    @Test
    void pairsReadForPythonNameParametersAsItDoes() {
        String path = folder.resolve("bytes").toString();
        SPARK.sql("select unhex('0000803F') x, unhex('0000803F') y").write().parquet(path);
        assertThatThrownBy(() -> PairReader.readPairs(
                        SPARK.newSession(), path, null, Map.of(), null, null, "x", "y", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("features_col 'x' is bytes")
                .hasMessageContaining("named with vector_encoding");
    }

    /** What a user of Python is told to use is there. */
    @Test
    void pairsReadForPythonNameNothingThatItDoesNotTake() throws IOException {
        String array =
                Files.writeString(folder.resolve("array.json"), "[\n1\n]\n").toString();
        assertThatThrownBy(() -> readPairs(array, "json", Map.of()))
                .hasMessageEndingWith("read it with options multiLine=true");
        String path = folder.resolve("pairs").toString();
        SPARK.range(2).write().parquet(path);
        assertThatThrownBy(() -> readPairs(path, "parquet", Map.of("ignoreCorruptFiles", "true")))
                .hasMessage("spark.sql.files.ignoreCorruptFiles is true, so Spark would leave out files without a word;"
                        + " set it to false");
    }

    private static Dataset<Row> readPairs(String path, String format, Map<String, String> options) throws IOException {
        return PairReader.readPairs(
                SPARK.newSession(), path, format, options, null, null, "x", "y", List.of(), List.of());
    }

    private static double sum(Dataset<Row> rows) {
        return new VectorInput(rows, VectorForms.ofDelimiter(" "))
                .vector("--features-col", "x")
                .dataset()
                .selectExpr("sum(aggregate(x, 0d, (a, b) -> a + b))")
                .first()
                .getDouble(0);
    }

    private static InputReader reader(String format) {
        return reader(format, Map.of());
    }

    private static InputReader reader(String format, Map<String, String> options) {
        return reader(format, options, false);
    }

    private static InputReader reader(String format, Map<String, String> options, boolean allowIncompleteInput) {
        return new InputReader(SPARK, new ReadSettings(format, options, allowIncompleteInput));
    }
}
