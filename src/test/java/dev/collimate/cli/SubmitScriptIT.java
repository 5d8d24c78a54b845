package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.cluster.Shell;
import dev.collimate.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.package$;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** submit.sh with the packaged job, in a copy of the project with a space in its path, called from another folder. */
class SubmitScriptIT {
    private static final Path ROOT =
            Path.of(System.getProperty("collimate.root", ".")).toAbsolutePath();
    private static final Pattern LOG_LINE = Pattern.compile("\\d\\d:\\d\\d:\\d\\d (INFO|WARN|ERROR) .*");

    @TempDir
    private static Path temporary;

    private static Path project;
    private static Path elsewhere;

    @BeforeAll
    static void copyProject() throws IOException {
        project = Files.createDirectories(temporary.resolve("my project"));
        elsewhere = Files.createDirectories(temporary.resolve("else where"));
        for (String folder : List.of("conf", "src/sample", "src/main/sh")) {
            copy(ROOT.resolve(folder), project.resolve(folder));
        }
        Files.copy(ROOT.resolve("submit.sh"), project.resolve("submit.sh"), StandardCopyOption.COPY_ATTRIBUTES);
        copyPom();
        Files.createDirectories(project.resolve("target"));
        Files.copy(Path.of(System.getProperty("collimate.jar")), project.resolve("target/collimate.jar"));
        Files.createSymbolicLink(project.resolve("target/spark"), Path.of(System.getProperty("collimate.spark.home")));
    }

    /** Older than the jar, so that nothing is built, and of the Spark that is tested. */
    private static void copyPom() throws IOException {
        Path copy = project.resolve("pom.xml");
        Files.writeString(
                copy,
                Files.readString(ROOT.resolve("pom.xml"))
                        .replaceFirst(
                                "<spark.version>.*</spark.version>",
                                "<spark.version>" + package$.MODULE$.SPARK_VERSION() + "</spark.version>"));
        Files.setLastModifiedTime(copy, Files.getLastModifiedTime(ROOT.resolve("pom.xml")));
    }

    @AfterAll
    static void removeLink() throws IOException {
        Files.delete(project.resolve("target/spark"));
    }

    private static Shell shell() {
        return new Shell(elsewhere).with("SPARK_SUBMIT_OPTS", String.join(" ", StandaloneCluster.SHORT_LIVED));
    }

    /** A JVM that takes host names from a file alone, as a machine does whose name is in no list. */
    private static Shell nameless() throws IOException {
        Path file = Files.createTempFile(temporary, "hosts", ".txt");
        Files.writeString(file, "127.0.0.1 localhost\n");
        return shell().with("SPARK_LOCAL_IP", "").with("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + file);
    }

    @Test
    void executorsElsewhereNeedAnAddressOfThisMachine() throws Exception {
        Shell.Outcome outcome = submit(nameless(), "--master", "spark://h:7077", "train");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .endsWith(
                        "submit.sh: the name of this machine leads to no address: set SPARK_LOCAL_IP to an address of this"
                                + " machine that the executors reach, or mend its name\n");
    }

    @Test
    void optionsForADriverInAnImageAreCheckedHere() throws Exception {
        Shell shell = shell().with("COLLIMATE_JAR", "local:///opt/collimate/collimate.jar");
        String[] cluster = {"--master", "k8s://https://127.0.0.1:1", "--deploy-mode", "cluster"};
        Shell.Outcome help = submit(shell, cluster[0], cluster[1], cluster[2], cluster[3], "train", "--help");
        assertThat(help.exitCode()).as(help.err()).isZero();
        assertThat(help.out()).startsWith("Usage: collimate train");
        Shell.Outcome wrong = submit(shell, cluster[0], cluster[1], cluster[2], cluster[3], "train", "--max-itr", "3");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(told(wrong)).singleElement().asString().contains("did you mean --max-iter?");
    }

    @Test
    void trainFitsTheSampleAndDoesSoAgainThoughTheNameOfTheMachineLeadsNowhere() throws Exception {
        Shell.Outcome first = submit("train");
        assertThat(first.exitCode()).as(first.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(first.lastLine());
        assertThat(result.get("model").asText()).isEqualTo(project + "/target/model");
        assertThat(result.get("validation").get("meanAngleDegrees").asDouble()).isLessThan(28.55);
        assertThat(first.out()).contains("mean vector", "least squares");
        assertThat(first.err())
                .contains(
                        "submit.sh: Spark fetched by Maven",
                        "train runs on the sample",
                        "INFO Progress: pass 2: loss 0.1");
        assertThat(project.resolve("target/model/metadata/part-00000")).exists();

        Shell.Outcome again = submit(nameless(), "--master", "local[1]", "train", "--max-iter", "0");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err())
                .contains(
                        "submit.sh: the name of this machine leads to no address: Spark binds to the loopback address");
        assertThat(new ObjectMapper()
                        .readTree(again.lastLine())
                        .get("iterations")
                        .asInt())
                .isZero();
    }

    @Test
    @Tag("long")
    void doctorLooksAtTheSampleAndRetrievalWritesAPageOfWhatIsFound() throws Exception {
        Shell.Outcome doctor = submit("doctor", "--estimate", "false");
        assertThat(doctor.exitCode()).as(doctor.err()).isZero();
        assertThat(doctor.out()).contains("  ok    rows  ", "Recommended: ./submit.sh train --input ");
        assertThat(new ObjectMapper().readTree(doctor.lastLine()).get("rows").asInt())
                .isEqualTo(4000);

        String model = elsewhere.resolve("turned").toString();
        Shell.Outcome train = submit(
                "train",
                "--input",
                project.resolve("src/sample/train").toString(),
                "--map",
                "orthogonal",
                "--model",
                model);
        assertThat(train.exitCode()).as(train.err()).isZero();
        Path page = elsewhere.resolve("my page.html");
        Shell.Outcome found = submit(
                "retrieval",
                "--model",
                model,
                "--input",
                project.resolve("src/sample/test").toString(),
                "--k",
                "1,10",
                "--report",
                page.toString());
        assertThat(found.exitCode()).as(found.err()).isZero();
        assertThat(found.out())
                .contains("Search results that survive: 500 queries", "do nothing: x asks x", "the model");
        JsonNode result = new ObjectMapper().readTree(found.lastLine());
        assertThat(result.get("report").asText()).isEqualTo(page.toString());
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("recall@10 of the model is ");
    }

    @Test
    void badRowsEndInOneLineBesideTheLog() throws Exception {
        Path rows = Files.writeString(elsewhere.resolve("bad rows.csv"), "x,y\n1 2,1 0\n3 secret,0 1\n");
        Shell.Outcome outcome =
                submit("evaluate", "--format", "csv", "--input", rows.toString(), "--prediction-col", "x");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(told(outcome)).hasSize(1);
        assertThat(told(outcome).get(0))
                .startsWith(
                        "collimate: 1 of 2 rows cannot be used (1: a vector has an element that is null, or text that is no number)");
        assertThat(outcome.err()).doesNotContain("secret");
    }

    @Test
    void wrongUseEndsWithItsOwnExitCode() throws Exception {
        Shell.Outcome outcome = submit("train", "--max-itr", "3");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(told(outcome)).hasSize(1);
        assertThat(told(outcome).get(0)).startsWith("collimate: unknown option '--max-itr'; did you mean --max-iter?");
    }

    @Test
    void helpIsPrintedWithoutAJob() throws Exception {
        Shell.Outcome outcome = submit("predict", "--help");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("Usage: collimate predict");
        assertThat(told(outcome)).isEmpty();
    }

    private static Shell.Outcome submit(String... arguments) throws IOException, InterruptedException {
        return submit(shell(), arguments);
    }

    private static Shell.Outcome submit(Shell shell, String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of(project.resolve("submit.sh").toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return shell.run(command);
    }

    /** The lines on stderr that are neither log nor remarks of submit.sh and of Java. */
    private static List<String> told(Shell.Outcome outcome) {
        return outcome.err()
                .lines()
                .filter(line -> !LOG_LINE.matcher(line).matches())
                .filter(line -> !line.startsWith("submit.sh: ") && !line.startsWith("WARNING: Using incubator modules"))
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
