package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What submit.sh does by itself; programs that it calls are replaced by small scripts that tell how they were called. */
class SubmitScriptTest {
    private static final String PRINT_ARGUMENTS = "for a in \"$@\"; do echo \"<$a>\"; done";

    @TempDir
    private Path temporary;

    private Path project;
    private Path elsewhere;
    private Path programs;
    private Path sparkHome;

    @BeforeEach
    void copyProject() throws IOException {
        project = Files.createDirectories(temporary.resolve("my project"));
        elsewhere = Files.createDirectories(temporary.resolve("else where"));
        programs = Files.createDirectories(temporary.resolve("programs"));
        Files.copy(Path.of("submit.sh"), project.resolve("submit.sh"));
        Files.createDirectories(project.resolve("conf"));
        Files.createDirectories(project.resolve("src/main"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        sparkHome = temporary.resolve("a spark");
        Files.createDirectories(sparkHome.resolve("jars"));
        Files.createFile(sparkHome.resolve("jars/spark-core_2.13-4.1.0.jar"));
        script(sparkHome.resolve("bin/spark-submit"), PRINT_ARGUMENTS + "; echo \"home=$COLLIMATE_HOME\"");
        script(programs.resolve("mvn"), """
                if [ "$1" = -v ]; then echo 'Apache Maven 3.9.1 (x)'; exit; fi
                echo "mvn in $PWD: $*"
                mkdir -p target/spark/jars
                touch target/collimate.jar""");
    }

    @Test
    void argumentsReachSparkSubmitUnchangedAndInOrder() throws Exception {
        Shell.Outcome outcome = onSpark(
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
                        "<" + project + "/conf/spark-defaults.conf>",
                        "<--class>",
                        "<dev.collimate.cli.Main>",
                        "<" + project + "/target/collimate.jar>",
                        "<train>",
                        "<--input>",
                        "<my data/*>",
                        "<>",
                        "home=" + project));
    }

    @Test
    void theSettingsOfAnInstalledSparkOrOfTheUserWin() throws Exception {
        assertThat(onSpark("--properties-file", "mine.conf", "train").out())
                .contains("<mine.conf>")
                .doesNotContain("spark-defaults.conf");
        Files.createDirectories(sparkHome.resolve("conf"));
        Files.createFile(sparkHome.resolve("conf/spark-defaults.conf"));
        assertThat(onSpark("train").out()).doesNotContain("--properties-file");
    }

    @Test
    void aLinkToTheScriptWorksFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), project.resolve("submit.sh"));
        Shell.Outcome outcome = shell().with("SPARK_HOME", sparkHome.toString()).run(link.toString(), "train");
        assertThat(outcome.out()).contains("home=" + project + "\n");
    }

    @Test
    void itBuildsOnceAndAgainWhenSourcesChange() throws Exception {
        String build = "mvn in " + project + ": -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true package";
        assertThat(onSpark("train").err()).contains("(first use", build);
        assertThat(onSpark("train").err()).doesNotContain("mvn in");
        Path source = Files.writeString(project.resolve("src/main/A.java"), "class A {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(onSpark("train").err()).contains("(sources changed)", build);
    }

    @Test
    void aFailedBuildEndsIt() throws Exception {
        script(programs.resolve("mvn"), "[ \"$1\" = -v ] && echo 'Apache Maven 3.8.7' || exit 1");
        Shell.Outcome outcome = onSpark("train");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).endsWith("submit.sh: the build failed, see Maven's messages above\n");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void aGivenJarIsSubmittedWithoutABuild() throws Exception {
        Shell.Outcome outcome = shell().with("SPARK_HOME", sparkHome.toString())
                .with("COLLIMATE_JAR", "hdfs:///jobs/collimate.jar")
                .run(project.resolve("submit.sh").toString(), "train");
        assertThat(outcome.out()).contains("<hdfs:///jobs/collimate.jar>\n<train>");
        assertThat(outcome.err()).doesNotContain("mvn");
    }

    @Test
    void commandsOnRunningDriversNeedNoJob() throws Exception {
        assertThat(onSpark("--master", "spark://h:1", "--kill", "driver-1").out())
                .startsWith(lines("<--master>", "<spark://h:1>", "<--kill>", "<driver-1>"))
                .doesNotContain("--class");
    }

    @Test
    void anUnknownOptionBeforeTheCommandIsAnErrorOfUse() throws Exception {
        Shell.Outcome outcome = onSpark("--input=x", "train");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("submit.sh: --input is not a spark-submit option; use: ./submit.sh [spark-submit options]"
                        + " COMMAND [command options]\n");
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
                "spark://host",
                "spark://:x",
                "k8s://",
                "yarn2"
            })
    void aMasterThatSparkDoesNotKnowIsAnErrorOfUse(String master) throws Exception {
        for (List<String> option : List.of(List.of("--master", master), List.of("--conf", "spark.master=" + master))) {
            Shell.Outcome outcome = onSpark(option.get(0), option.get(1), "train");
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err())
                    .isEqualTo("submit.sh: the master must be local, local[N], local[*], spark://HOST:PORT,"
                            + " k8s://ADDRESS or yarn, but was " + master + "\n");
        }
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
        assertThat(onSpark("--master", master, "train").out()).startsWith(lines("<--master>", "<" + master + ">"));
    }

    @Test
    void anOptionWithoutItsValueIsAnErrorOfUse() throws Exception {
        Shell.Outcome outcome = onSpark("--master");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("submit.sh: the spark-submit option --master needs a value\n");
    }

    @Test
    void whatIsMissingOrTooOldIsNamedInOneLine() throws Exception {
        String script = project.resolve("submit.sh").toString();
        assertError(shell().with("JAVA_HOME", "/nowhere").run(script, "train"), "JAVA_HOME is /nowhere, but ");
        script(temporary.resolve("old java/bin/java"), "echo 'openjdk version \"11.0.2\" 2019' >&2");
        String oldJava = temporary.resolve("old java").toString();
        assertError(shell().with("JAVA_HOME", oldJava).run(script, "train"), oldJava + "/bin/java is of version 11; ");
        script(temporary.resolve("runtime/bin/java"), "echo 'openjdk version \"17.0.2\" 2022' >&2");
        String runtime = temporary.resolve("runtime").toString();
        assertError(shell().with("JAVA_HOME", runtime).run(script, "train"), runtime + "/bin/java belongs to a Java ");
        script(programs.resolve("mvn"), "echo 'Apache Maven 3.6.3 (x)'");
        assertError(shell().run(script, "train"), "Maven 3.6 is too old; ");
        Shell bare = shell().without("JAVA_HOME").with("PATH", bareTools());
        assertError(bare.run(script, "train"), "java not found; ");
        bare.with("JAVA_HOME", System.getProperty("java.home"));
        assertError(bare.run(script, "train"), "mvn not found; ");
    }

    @Test
    void aSparkHomeThatIsNoneIsNamedInOneLine() throws Exception {
        String script = project.resolve("submit.sh").toString();
        Files.createDirectories(project.resolve("target/spark/jars"));
        Files.createFile(project.resolve("target/collimate.jar"));
        assertError(
                shell().with("SPARK_HOME", elsewhere.toString()).run(script, "train"),
                "SPARK_HOME is " + elsewhere + ", but there is no bin/spark-submit in it; ");
        Files.move(
                sparkHome.resolve("jars/spark-core_2.13-4.1.0.jar"),
                sparkHome.resolve("jars/spark-core_2.12-3.5.1.jar"));
        assertError(onSpark("train"), "SPARK_HOME is " + sparkHome + ", which is not a Spark 4 ");
    }

    private static void assertError(Shell.Outcome outcome, String start) {
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("submit.sh: " + start);
        assertThat(outcome.err().lines()).hasSize(1);
    }

    private Shell.Outcome onSpark(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = project.resolve("submit.sh").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return shell().with("SPARK_HOME", sparkHome.toString()).run(command);
    }

    private Shell shell() {
        return new Shell(elsewhere).with("PATH", programs + ":" + System.getenv("PATH"));
    }

    /** A PATH with the usual tools but neither java nor mvn. */
    private String bareTools() throws IOException {
        Path tools = Files.createDirectories(temporary.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "find", "head", "ls", "readlink", "sed", "touch")) {
            Path program = Stream.of("/bin", "/usr/bin")
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            script(tools.resolve(tool), "exec " + program + " \"$@\"");
        }
        return tools.toString();
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
