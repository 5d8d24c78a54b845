package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.cluster.Shell;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.sql.CollimateFunctions;
import dev.collimate.storage.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that a user gives in addresses, options, queries, files of options and settings of Spark are in nothing that is
 * written: lines, results, logs, reports, models, exports, checkpoints, outputs, Spark's event log. Each is called {@code
 * hush} with a word behind it that says where it was given.
 */
@Timeout(600)
@Tag("long")
class SecretsIT {
    private static final Pattern SECRET = Pattern.compile("hush\\w+");

    @TempDir
    private Path folder;

    @Test
    void whatCommandsWriteHoldsNoSecret() throws Exception {
        Path events = Files.createDirectory(folder.resolve("events"));
        Path config = Files.writeString(folder.resolve("train.properties"), "option.sfToken=hushConfig\n");
        String pairs = path("pairs?sig=hushPairs");
        String model = path("model?sig=hushModel");
        String keyed = PairFiles.write(
                folder.resolve("keyed?sig=hushKeyed"),
                PairFiles.dataset(PairFiles.good(60)).withColumn("y", functions.col("x")));
        Files.writeString(folder.resolve("judged?sig=hushJudged"), "1 0 2 1\n");
        Shell.Outcome ended = run(
                events,
                command("generate --rows 60 --input-dim 3 --output-dim 3", "--output", pairs),
                command(
                        "train --validation-fraction 0.25 --max-iter 2 --verbose",
                        "--config",
                        config.toString(),
                        "--input",
                        vault(pairs),
                        "--option",
                        "password=hushOption",
                        "--option",
                        "fs.s3a.secret.key=hushKey",
                        "--model",
                        model,
                        "--checkpoint-dir",
                        path("checkpoints?sig=hushCheckpoint"),
                        "--report",
                        path("train.html?sig=hushReport")),
                command(
                        "train --max-iter 2 --initial-model",
                        model,
                        "--query",
                        "select * from parquet.`" + vault(pairs).replace("?", "\\?") + "`",
                        "--model",
                        path("again?sig=hushAgain")),
                command(
                        "predict --output-format json",
                        "--input",
                        pairs,
                        "--model",
                        vault(model),
                        "--output",
                        path("mapped?sig=hushOutput"),
                        "--output-option",
                        "key.access.token=hushWriter"),
                command(
                        "predict --output-format json --mode append",
                        "--input",
                        pairs,
                        "--model",
                        model,
                        "--output",
                        path("mapped?sig=hushOutput")),
                command("evaluate", "--input", pairs, "--model", model, "--report", path("evaluate.html")),
                command(
                        "retrieval --k 1 --key id --max-unknown-fraction 1 --mapped query",
                        "--input",
                        vault(keyed),
                        "--corpus-only",
                        "--corpus",
                        vault(keyed),
                        "--training",
                        vault(keyed),
                        "--qrels",
                        vault(path("judged?sig=hushJudged")),
                        "--run",
                        path("found?sig=hushRun"),
                        "--model",
                        model,
                        "--report",
                        path("retrieval.html?sig=hushPage")),
                command(
                        "retrieval --verbose --k 1 --key id --prediction-col x --input",
                        keyed,
                        "--qrels",
                        vault(path("nowhere?sig=hushQrels"))),
                command("doctor --estimate false --option token=hushDoctor", "--input", vault(pairs)),
                command("export --to safetensors", "--model", model, "--output", path("exported?sig=hushExport")),
                command(
                        "train --verbose --format jdbc --model m --option dbtable=pairs --option password=hushDriver",
                        "--option",
                        "driver=" + RefusingDriver.class.getName(),
                        "--option",
                        "url=jdbc:refusing://h/db?user=me&password=hushUrl"),
                command("train --verbose --model m --input", vault(path("nowhere?sig=hushNowhere"))),
                command(
                        "train --verbose --model m --query",
                        "create temporary view v using jdbc options (url 'x', password 'hushSql') nonsense"),
                command("train --verbose --model m --input x --option", "password:hushColon"),
                command("train --verbose --model m --input x --config", "vault://me:hushFile@h/c?sig=hushFile"),
                command("evaluate --verbose --input x --model", vault(path("none?sig=hushNone"))));

        assertThat(ended.out().lines().filter(line -> line.contains(" ended with ")))
                .as(ended.err())
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .containsExactly("0", "0", "0", "0", "1", "0", "0", "1", "0", "0", "1", "1", "1", "2", "2", "1");
        Files.writeString(folder.resolve("stdout"), ended.out());
        Files.writeString(folder.resolve("stderr"), ended.err());
        Files.delete(config);
        assertThat(secretsInFiles()).isEmpty();
        assertThat(ended.out()).contains(Redaction.HIDDEN, "\"command\":\"export\"");
        assertThat(ended.err())
                .contains("the database answered", "event log would hold", "checkpoints go to", Redaction.HIDDEN);
        assertThat(text(events)).contains("SQLExecutionStart", "spark.job.description", Redaction.HIDDEN);
    }

    @Test
    void whatStagesSaveAndSayHoldsNoSecret() throws IOException {
        SparkSession spark = SparkTests.session().newSession();
        new AngularRegression()
                .setInitialModel("s3a://me:hushInitial@b/m")
                .setCheckpointDir("dir?sig=hushCheckpoint")
                .write()
                .save(path("stage"));
        assertThat(secretsInFiles()).isEmpty();
        assertThat(text(folder.resolve("stage"))).contains("checkpointDir", "initialModel", Redaction.HIDDEN);

        String nowhere = path("nowhere?sig=hushModel");
        CollimateFunctions.register(spark);
        Dataset<Row> pairs = PairFiles.dataset(PairFiles.good(6));
        assertSaysNoSecret(() -> AngularRegressionModel.load(nowhere));
        assertSaysNoSecret(() -> AngularRegression.load(nowhere));
        assertSaysNoSecret(() -> spark.sql("select map_vector('" + nowhere + "', array(1f))"));
        assertSaysNoSecret(() -> estimator().setInitialModel(nowhere).fit(pairs));
        Path file = Files.createFile(folder.resolve("file?sig=hushFile"));
        assertSaysNoSecret(() -> estimator().setCheckpointDir(file + "/dir").fit(pairs));
    }

    @Test
    void pathsOfASavedStageThatHoldNoSecretAreReadAsTheyWere() throws IOException {
        new AngularRegression()
                .setInitialModel("token=en/user:ann/m")
                .setCheckpointDir("hdfs://nn:8020/user/ann@x")
                .write()
                .save(path("stage"));
        AngularRegression read = AngularRegression.load(path("stage"));
        assertThat(read.getInitialModel()).isEqualTo("token=en/user:ann/m");
        assertThat(read.getCheckpointDir()).isEqualTo("hdfs://nn:8020/user/ann@x");
    }

    private static AngularRegression estimator() {
        return new AngularRegression().setFeaturesCol("x").setLabelCol("y");
    }

    private static void assertSaysNoSecret(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .extracting(Throwable::getMessage)
                .asString()
                .contains(Redaction.HIDDEN)
                .doesNotContainPattern(SECRET);
    }

    /** Runs commands in a JVM with Spark's event log and secrets in its settings. */
    private Shell.Outcome run(Path events, String[]... commands) throws Exception {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
        words.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.add("-Dlog4j2.configurationFile="
                + Path.of(System.getProperty("collimate.root", "."), "conf", "log4j2.properties")
                        .toAbsolutePath());
        Stream.of(
                        "master=local[2]",
                        "ui.enabled=false",
                        "driver.host=127.0.0.1",
                        "driver.bindAddress=127.0.0.1",
                        "eventLog.enabled=true",
                        "eventLog.compress=false",
                        "eventLog.rolling.enabled=false",
                        "eventLog.dir=" + events.toUri(),
                        "hadoop.fs.vault.impl=" + VaultFileSystem.class.getName(),
                        "hadoop.fs.s3a.secret.key=hushS3a",
                        "hadoop.fs.azure.account.key.a.dfs.core.windows.net=hushAzure",
                        "hadoop.fs.gs.auth.service.account.private.key=hushGs",
                        "sql.catalog.lake.uri=https://me:hushCatalog@host/")
                .forEach(setting -> words.add("-Dspark." + setting));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), CommandSequence.class.getName()));
        for (int i = 0; i < commands.length; i++) {
            words.addAll(i == 0 ? List.of() : List.of(CommandSequence.THEN));
            words.addAll(Arrays.asList(commands[i]));
        }
        return new Shell(Files.createTempDirectory(folder, "shell")).run(words.toArray(String[]::new));
    }

    private static String[] command(String start, String... more) {
        return Arguments.of(start, more);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String vault(String path) {
        return VaultFileSystem.SCHEME + "://me:hushUser@host" + path;
    }

    /** Where there are secrets: each with the file, which may be called by one, as its place was given so. */
    private Set<String> secretsInFiles() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : files(folder)) {
            String content = content(file);
            Matcher secret = SECRET.matcher(content);
            while (secret.find()) {
                String around = content.substring(
                        Math.max(0, secret.start() - 150), Math.min(content.length(), secret.end() + 20));
                found.add(folder.relativize(file) + ": …" + around);
            }
        }
        return found;
    }

    private static String text(Path root) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files(root)) {
            all.append(content(file));
        }
        return all.toString();
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        }
    }

    /** A character a byte. */
    private static String content(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
