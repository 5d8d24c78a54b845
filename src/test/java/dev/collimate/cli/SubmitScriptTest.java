package dev.collimate.cli;

import static dev.collimate.cli.SubmitScriptProject.assertLastLine;
import static dev.collimate.cli.SubmitScriptProject.assertOneLine;
import static dev.collimate.cli.SubmitScriptProject.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What submit.sh makes of its command line, of properties files and of the environment. */
class SubmitScriptTest {
    private static final String MASTERS =
            "the master must be local, local[N], local[*], spark://HOST:PORT, k8s://ADDRESS or yarn, but was ";

    @TempDir
    private Path temporary;

    private SubmitScriptProject made;

    @BeforeEach
    void copyProject() throws IOException {
        made = SubmitScriptProject.in(temporary);
    }

    @Test
    void argumentsReachSparkSubmitUnchangedAndInOrder() throws Exception {
        Shell.Outcome outcome = made.onSpark(
                "--master",
                "spark://host:1",
                "--conf=spark.app.name=a b",
                "-v",
                "-c",
                "x=*",
                "train",
                "--input",
                "my data/*",
                "");
        assertThat(outcome.out())
                .isEqualTo(lines(
                        "<--master>",
                        "<spark://host:1>",
                        "<--conf=spark.app.name=a b>",
                        "<-v>",
                        "<-c>",
                        "<x=*>",
                        "<--properties-file>",
                        "<" + made.project() + "/conf/spark-defaults.conf>",
                        "<--class>",
                        "<dev.collimate.cli.Main>",
                        "<" + made.project() + "/target/collimate.jar>",
                        "<train>",
                        "<--input>",
                        "<my data/*>",
                        "<>",
                        "home=" + made.project()));
    }

    @Test
    void theSettingsOfAnInstalledSparkOrOfTheUserWin() throws Exception {
        Files.createFile(made.elsewhere().resolve("mine.conf"));
        assertThat(made.onSpark("--properties-file", "mine.conf", "train").out())
                .contains("<mine.conf>")
                .doesNotContain("spark-defaults.conf");
        Files.createDirectories(made.sparkHome().resolve("conf"));
        Files.createFile(made.sparkHome().resolve("conf/spark-defaults.conf"));
        assertThat(made.onSpark("train").out()).doesNotContain("--properties-file");
    }

    @Test
    void aFolderOfSettingsThatIsNotThereIsSaid() throws Exception {
        Shell shell = made.sparkShell().with("SPARK_CONF_DIR", "/nowhere");
        Shell.Outcome outcome = made.run(shell, "train");
        assertThat(outcome.err()).startsWith("submit.sh: SPARK_CONF_DIR is /nowhere, which is not a folder");
        assertThat(outcome.out()).contains("<" + made.project() + "/conf/spark-defaults.conf>");
    }

    @Test
    void aLinkToTheScriptWorksFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(
                temporary.resolve("link"), made.project().resolve("submit.sh"));
        Shell.Outcome outcome = made.sparkShell().run(link.toString(), "train");
        assertThat(outcome.out()).contains("home=" + made.project() + "\n");
    }

    @Test
    void commandsOnRunningDriversNeedNoJob() throws Exception {
        Shell.Outcome outcome = made.onSpark("--master", "spark://h:1", "--kill", "driver-1");
        assertThat(outcome.out())
                .startsWith(lines("<--master>", "<spark://h:1>", "<--kill>", "<driver-1>"))
                .doesNotContain("--class");
        assertThat(outcome.err()).doesNotContain("mvn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--input=x | --input is not a spark-submit option; use: ./submit.sh [spark-submit options] COMMAND",
                "--master | the spark-submit option --master needs a value",
                "--conf spark.app.name | --conf needs KEY=VALUE, but was spark.app.name",
                "--conf spark.hadoop.fs.s3a.secret.key:hush | --conf needs KEY=VALUE, but was spark.hadoop.fs.s3a.secret.key",
                "--driver-memory 4gig | --driver-memory must be a size such as 800m or 4g, but was 4gig",
                "--executor-memory=0 | --executor-memory must be a size such as 800m or 4g, but was 0",
                "--conf spark.executor.memory=x | spark.executor.memory must be a size such as 800m or 4g, but was x",
                "--num-executors 0 | --num-executors must be a whole number of at least 1, but was 0",
                "--executor-cores 1.5 | --executor-cores must be a whole number of at least 1, but was 1.5",
                "--properties-file nowhere | --properties-file is nowhere, which is not a file that can be read",
                "--jars hdfs:/a.jar,b.jar | --jars names b.jar, which does not exist",
                "--files file:/a%20b#c | --files names /a b, which does not exist",
                "--class a.B | --class cannot be chosen: submit.sh runs dev.collimate.cli.Main",
                "--remote sc://h:15002 | --remote names a Spark Connect server, which runs no programs: name a master",
                "--conf spark.remote=sc://h | spark.remote names a Spark Connect server, which runs no programs",
            })
    void aWrongOptionIsToldInOneLine(String options, String line) throws Exception {
        String[] arguments =
                Stream.concat(Stream.of(options.split(" ")), Stream.of("train")).toArray(String[]::new);
        assertOneLine(made.onSpark(line.endsWith("needs a value") ? new String[] {options} : arguments), 2, line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "",
                "local[x]",
                "local[0]",
                "local[2,]",
                "Local",
                "local-cluster[x]",
                "spark://host",
                "spark://:x",
                "k8s://",
                "yarn2"
            })
    void aMasterThatSparkDoesNotKnowIsAnErrorOfUse(String master) throws Exception {
        for (List<String> option : List.of(List.of("--master", master), List.of("--conf", "spark.master=" + master))) {
            assertLastLine(made.onSpark(option.get(0), option.get(1), "train"), 2, MASTERS + master);
        }
    }

    @Test
    void aWrongMasterOfAFileOrOfTheEnvironmentIsToldWithItsPlace() throws Exception {
        Path file = Files.writeString(made.elsewhere().resolve("mine.conf"), "# x\n spark.master  =  spork\\://h:1 \n");
        assertLastLine(
                made.onSpark("--properties-file", file.toString(), "train"),
                2,
                MASTERS + "spork://h:1 (spark.master in " + file + ")");
        Shell shell = made.sparkShell().with("MASTER", "local(2)");
        assertLastLine(made.run(shell, "train"), 2, MASTERS + "local(2) (MASTER in the environment)");
        assertThat(made.run(shell, "--master", "yarn", "train").out()).contains("<yarn>");
        shell.with("SPARK_CONF_DIR", made.elsewhere().toString());
        Files.writeString(made.elsewhere().resolve("spark-defaults.conf"), "spark.master nowhere\n");
        assertLastLine(made.run(shell, "train"), 2, MASTERS + "nowhere (spark.master in ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local",
                "local[2]",
                "local[*]",
                "local[*,3]",
                "local[2, 4]",
                "local-cluster[2,1,512]",
                "spark://a:1,b:2",
                "k8s://https://h:443",
                "yarn"
            })
    void aMasterThatSparkKnowsReachesIt(String master) throws Exception {
        assertThat(made.onSpark("--master", master, "train").out()).startsWith(lines("<--master>", "<" + master + ">"));
    }

    @Test
    void aDriverInAClusterNeedsTheMasterOfOne() throws Exception {
        String error = "--deploy-mode cluster needs the master of a cluster, but it is ";
        assertLastLine(made.onSpark("--deploy-mode", "cluster", "train"), 2, error + "local[*]: ");
        assertLastLine(
                made.onSpark("--master", "local[2]", "--conf", "spark.submit.deployMode=cluster", "train"),
                2,
                error + "local[2]: ");
        assertLastLine(
                made.onSpark("--deploy-mode", "custer", "train"),
                2,
                "--deploy-mode must be client or cluster, but was custer");
        Shell shell = made.sparkShell().with("DEPLOY_MODE", "cluster");
        assertThat(made.run(shell, "--master", "yarn", "train").out()).contains("<train>\n<--seed>\n<1>");
        assertThat(made.run(shell, "--master", "yarn", "--deploy-mode", "client", "train")
                        .out())
                .doesNotContain("--seed");
    }

    @Test
    void aSparkHomeThatIsNoneIsNamedInOneLine() throws Exception {
        assertOneLine(
                made.run(made.shell().with("SPARK_HOME", made.elsewhere().toString()), "train"),
                1,
                "SPARK_HOME is " + made.elsewhere() + ", but there is no bin/spark-submit in it; ");
        Path jars = made.sparkHome().resolve("jars");
        Files.move(jars.resolve("spark-core_2.13-4.1.0.jar"), jars.resolve("spark-core_2.12-3.5.1.jar"));
        assertOneLine(made.onSpark("train"), 1, "SPARK_HOME is " + made.sparkHome() + ", which is not a Spark 4 ");
    }
}
