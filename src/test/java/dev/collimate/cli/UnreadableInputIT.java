package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark cannot read is told with its cause and the way out, and what it can read is read. */
@Tag("long")
@Tag("versions")
class UnreadableInputIT {
    private static final Path FIXTURES =
            Path.of(System.getProperty("collimate.root", "."), "src/test/resources/parquet");

    @TempDir
    private Path folder;

    @Test
    void anEncodingThatTheVectorizedReaderLacksNamesTheSettingThatReadsIt() {
        String input = FIXTURES.resolve("byte-stream-split.parquet").toString();
        train(input)
                .assertError(
                        1,
                        "byte-stream-split.parquet",
                        "lacks the encoding BYTE_STREAM_SPLIT",
                        "--conf spark.sql.parquet.enableVectorizedReader=false");
        CommandRun run = CommandRun.with(Map.of("spark.sql.parquet.enableVectorizedReader", "false"), arguments(input));
        assertThat(run.result().get("rows").asInt()).isEqualTo(8);
    }

    @Test
    void anEncodingOfAColumnThatIsNotSelectedHindersNothing() {
        CommandRun run =
                train(FIXTURES.resolve("byte-stream-split-beside.parquet").toString());
        assertThat(run.result().get("rows").asInt()).isEqualTo(8);
    }

    @Test
    void aColumnOfHalfPrecisionNamesTheWayOut() {
        train(FIXTURES.resolve("float16.parquet").toString())
                .assertError(1, "FLOAT16", "write it as float32", "without it: Spark resolves every column");
    }

    @Test
    void aColumnOfNanosecondsNamesTheSettingThatReadsIt() {
        String input = FIXTURES.resolve("nanoseconds.parquet").toString();
        train(input).assertError(1, "TIMESTAMP(NANOS", "--conf spark.sql.legacy.parquet.nanosAsLong=true");
        CommandRun run = CommandRun.with(Map.of("spark.sql.legacy.parquet.nanosAsLong", "true"), arguments(input));
        assertThat(run.result().get("rows").asInt()).isEqualTo(8);
    }

    @Test
    void textInWhichOtherThingsStandBetweenNumbersNamesTheDelimiter() throws IOException {
        StringBuilder commas = new StringBuilder("x,y\n");
        StringBuilder words = new StringBuilder("x,y\n");
        for (int i = 0; i < 6; i++) {
            commas.append("\"[").append(i).append(", 1]\",\"[1, ").append(i).append("]\"\n");
            words.append("\"[np.float64(")
                    .append(i)
                    .append(".0)]\",\"1 ")
                    .append(i)
                    .append("\"\n");
        }
        String[] read = {"--format", "csv", "--bad-rows", "skip"};
        Path bad = Files.writeString(folder.resolve("words.csv"), words);
        train(bad.toString(), read).assertError(1, "--features-col 'x' is text", "--vector-delimiter");
        Path input = Files.writeString(folder.resolve("commas.csv"), commas);
        train(input.toString(), "--format", "csv", "--bad-rows", "skip", "--vector-delimiter", ";")
                .assertError(1, "--features-col 'x' is text", "numbers with ';' between them", "--vector-delimiter");
        train(input.toString(), "--format", "csv", "--vector-delimiter", ",").result();
        train(input.toString(), "--format", "csv").result();
    }

    /** So that a form that was found in the first row and is not that of all is seen. */
    @Test
    void aRowOfAnotherFormIsToldWithTheFormThatTheFirstRowShows() throws IOException {
        Map<String, String> forms = Map.of(
                "[1, %d]", "[...] with commas",
                "{1;%d}", "{...} with semicolons",
                "1|%d", "numbers with vertical bars",
                "1 %d", "numbers with white space");
        for (Map.Entry<String, String> form : forms.entrySet()) {
            StringBuilder lines = new StringBuilder("x,y\n");
            for (int i = 0; i < 6; i++) {
                String vector = "\"" + form.getKey().formatted(i) + "\"";
                lines.append(i == 4 ? "1/4" : vector).append(",").append(vector).append("\n");
            }
            Path input = Files.writeString(folder.resolve("forms.csv"), lines);
            String told = "the first is row 4 of partition 0, both counted from 0, in " + input
                    + ": x: a vector has an element that is null, or text that is no number; it is read as "
                    + form.getValue() + "; mend the data";
            train(input.toString(), "--format", "csv").assertError(1, "1 of 6 rows cannot be used", told);
            train(input.toString(), "--format", "csv", "--bad-rows", "skip").result();
            CommandRun.of(Arguments.of(
                            "predict --format csv --model " + folder.resolve("model"),
                            "--input",
                            input.toString(),
                            "--output",
                            folder.resolve("out").toString()))
                    .assertError(1, "cannot be mapped: x", "it is read as " + form.getValue() + "; mend the data");
        }
    }

    @Test
    void whatMayNotBeReadIsToldAsThat() {
        Map<String, String> settings = Map.of("fs.locked.impl", Locked.class.getName());
        String input = PairFiles.write(folder.resolve("input"), PairFiles.good(6));
        for (String locked : List.of("folder", "file")) {
            Locked.what = locked;
            CommandRun run = CommandRun.with(settings, arguments("locked://" + input));
            run.assertError(1, "permission denied", "user=nobody, access=READ");
            assertThat(run.err()).doesNotContain("another format", "does not exist");
        }
    }

    @Test
    void databasesThatDoNotAnswerAreToldInWords() throws SQLException {
        String[] of = {"--format", "jdbc", "--option", "dbtable=pairs", "--option"};
        train("t", Arguments.with(of, "url=jdbc:nowhere://h/db")).assertError(1, "No suitable driver");
        train("t", Arguments.with(of, "url=jdbc:refusing://h/db", "--option", "driver=no.such.Driver"))
                .assertError(1, "no jar has the class no.such.Driver; --jars or --packages");
        train("t", "--format", "jdbc", "--option", "url=jdbc:refusing://h/db").assertError(1, "dbtable");
        Driver refusing = new RefusingDriver();
        DriverManager.registerDriver(refusing);
        try {
            CommandRun run = train("t", Arguments.with(of, "url=jdbc:refusing://h/db?password=secret"));
            run.assertError(1, "the database answered: connection to h:5432 refused");
            assertThat(run.err()).doesNotContain("secret", "another format");
        } finally {
            DriverManager.deregisterDriver(refusing);
        }
    }

    @Test
    void storesWithoutTheirConnectorNameIt() {
        for (String[] store : new String[][] {
            {"s3a://bucket/pairs", "--packages org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion()},
            {"abfs://c@a.dfs.core.windows.net/pairs", "org.apache.hadoop:hadoop-azure:" + VersionInfo.getVersion()},
            {
                "gs://bucket/pairs",
                "--packages "
                        + (hasOwnGs() ? "org.apache.hadoop:hadoop-gcp:" : "com.google.cloud.bigdataoss:gcs-connector:")
            }
        }) {
            train(store[0]).assertError(1, store[0].split(":")[0] + "://", store[1]);
        }
    }

    /** Hadoop's settings name a class of its own for gs:// since 3.5. */
    private static boolean hasOwnGs() {
        return new Configuration().get("fs.gs.impl") != null;
    }

    private CommandRun train(String input, String... options) {
        return CommandRun.of(arguments(input, options));
    }

    private String[] arguments(String input, String... options) {
        List<String> paths =
                List.of("--input", input, "--model", folder.resolve("model").toString(), "--mode", "overwrite");
        return Arguments.of("train", paths, options);
    }

    /** The local file system without leave to read some of it, as a cluster's would say it, whoever runs the test. */
    public static final class Locked extends RawLocalFileSystem {
        private static volatile String what;

        @Override
        public URI getUri() {
            return URI.create("locked:///");
        }

        @Override
        public String getScheme() {
            return "locked";
        }

        @Override
        public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
            deny("folder", path);
            return super.listStatus(path);
        }

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize) throws IOException {
            deny("file", path);
            return super.open(path, bufferSize);
        }

        private static void deny(String kind, org.apache.hadoop.fs.Path path) throws IOException {
            if (kind.equals(what)) {
                throw new AccessControlException("Permission denied: user=nobody, access=READ, inode=" + path);
            }
        }
    }
}
