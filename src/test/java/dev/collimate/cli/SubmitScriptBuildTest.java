package dev.collimate.cli;

import static dev.collimate.cli.SubmitScriptProject.assertLastLine;
import static dev.collimate.cli.SubmitScriptProject.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When submit.sh builds, and which jar it submits. */
class SubmitScriptBuildTest {
    @TempDir
    private Path temporary;

    private SubmitScriptProject made;

    @BeforeEach
    void copyProject() throws IOException {
        made = SubmitScriptProject.in(temporary);
    }

    @Test
    void itBuildsOnceAndAgainWhenSourcesChange() throws Exception {
        String build = "mvn in " + made.project() + ": -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true ";
        assertThat(made.onSpark("train").err())
                .contains("(first use", build + "-Dspark.home=" + made.project() + "/target/spark.new package");
        assertThat(made.onSpark("train").err()).doesNotContain("mvn in");
        assertThat(made.project().resolve("target/spark.new")).doesNotExist();
        change("src/main/sh/host.sh");
        assertThat(made.onSpark("train").err()).doesNotContain("mvn in");
        change("src/main/A.java");
        assertThat(made.onSpark("train").err())
                .contains("(sources changed)", build + "-Dmdep.skip=true -Dmaven.clean.skip=true package");
        assertThat(made.project().resolve("target/spark/jars/b.jar")).exists();
        assertThat(made.onSpark("train").err()).doesNotContain("mvn in");
    }

    @Test
    void anotherPomBringsAnotherSparkAndTakesTheOldOneAway() throws Exception {
        made.onSpark("train");
        Path old = Files.createFile(made.project().resolve("target/spark/jars/old.jar"));
        change("pom.xml");
        assertThat(made.onSpark("train").err()).contains("-Dspark.home=");
        assertThat(old).doesNotExist();
        Files.createFile(old);
        assertThat(made.onSpark("train").err())
                .contains("(another version of Spark, or jars of several)", "-Dspark.home=");
        assertThat(old).doesNotExist();
        assertThat(made.onSpark("train").err()).doesNotContain("mvn in");
    }

    @Test
    void aSparkOfAnotherVersionThanThePomsIsReplaced() throws Exception {
        made.onSpark("train");
        Path jars = made.project().resolve("target/spark/jars");
        Files.move(jars.resolve("spark-core_2.13-4.1.0.jar"), jars.resolve("spark-core_2.13-4.2.0.jar"));
        Files.writeString(
                made.project().resolve("target/spark/jars.list"), "jars/spark-core_2.13-4.2.0.jar:jars/b.jar");
        assertThat(made.onSpark("train").err()).contains("(another version of Spark, or jars of several)");
        assertThat(jars.resolve("spark-core_2.13-4.1.0.jar")).exists();
    }

    @Test
    void whatAKilledBuildLeftOfASparkNeverTakesThePlaceOfAWholeOne() throws Exception {
        made.onSpark("train");
        Files.createDirectories(made.project().resolve("target/spark.new/jars"));
        change("src/main/A.java");
        assertThat(made.onSpark("train").err()).contains("(sources changed)");
        assertThat(made.project().resolve("target/spark/jars/b.jar")).exists();
    }

    @Test
    void aBuildThatWasKilledIsDoneAgainByTheNextCall() throws Exception {
        Path hold = Files.createFile(made.elsewhere().resolve(SubmitScriptProject.HOLD));
        CompletableFuture<Shell.Outcome> first = started(made.elsewhere());
        killBuild();
        assertThat(first.get(1, TimeUnit.MINUTES).exitCode()).isNotZero();
        Files.delete(hold);
        Shell.Outcome next = made.onSpark("train");
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(next.err()).contains("submit.sh: building ").doesNotContain("waiting");
        assertThat(made.project().resolve("target/spark/jars/b.jar")).exists();
        assertThat(made.onSpark("train").err()).doesNotContain("mvn in");
    }

    @Test
    void aFileThatIsMissingInTheCopyOfSparkBringsItAgain() throws Exception {
        made.onSpark("train");
        Path jar = made.project().resolve("target/spark/jars/b.jar");
        Files.delete(jar);
        assertThat(made.onSpark("train").err()).contains("(the last build did not end)");
        assertThat(jar).exists();
    }

    @Test
    void ofTwoCallsAtOnceOneBuildsAndTheOtherWaitsAndSaysSo() throws Exception {
        Path hold = Files.createFile(made.elsewhere().resolve(SubmitScriptProject.HOLD));
        CompletableFuture<Shell.Outcome> first = started(made.elsewhere());
        Path other = Files.createDirectories(temporary.resolve("other"));
        CompletableFuture<Shell.Outcome> second = run(other);
        awaitText(other, "another submit.sh builds ");
        Files.delete(hold);
        for (CompletableFuture<Shell.Outcome> call : List.of(first, second)) {
            Shell.Outcome outcome = call.get(1, TimeUnit.MINUTES);
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.out()).contains("<train>");
        }
        assertThat(first.join().err()).contains("mvn in").doesNotContain("waiting");
        assertThat(second.join().err()).contains("; waiting for it\n").doesNotContain("mvn in");
    }

    @Test
    void aFailedBuildEndsIt() throws Exception {
        script(made.programs().resolve("mvn"), "[ \"$1\" = -v ] && echo 'Apache Maven 3.8.7' || exit 1");
        assertLastLine(made.onSpark("train"), 1, "the build failed, see Maven's messages above");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.jar", "folder", "text.txt", "file:///no%20jar", "local:/missing.jar", ""})
    void whatIsNoJarOfTheJobIsToldInOneLine(String jar) throws Exception {
        Files.createDirectories(made.elsewhere().resolve("folder"));
        Files.writeString(made.elsewhere().resolve("text.txt"), "dev/collimate/shaded/picocli/CommandLine.class");
        Shell shell = made.sparkShell();
        if (jar.isEmpty()) {
            // Cut off in the middle.
            Files.writeString(made.elsewhere().resolve("cut.jar"), SubmitScriptProject.JAR.substring(0, 55));
        }
        String address = jar.isEmpty() ? "cut.jar" : jar;
        assertLastLine(
                made.run(shell.with("COLLIMATE_JAR", address), "train"),
                1,
                "COLLIMATE_JAR is " + address + ", which is not a jar of Collimate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job.jar", "file:job.jar", "hdfs:///jobs/collimate.jar", "s3a://b/collimate.jar"})
    void aGivenJarIsSubmittedWithoutABuild(String jar) throws Exception {
        String address =
                jar.replace("file:", "file://" + made.elsewhere().toString().replace(" ", "%20") + "/");
        Shell shell = made.sparkShell().with("COLLIMATE_JAR", address);
        Shell.Outcome outcome = made.run(shell, "train");
        assertThat(outcome.out()).contains("<" + address + ">\n<train>");
        assertThat(outcome.err()).doesNotContain("mvn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"local:///opt/collimate/collimate.jar", "hdfs:///jobs/collimate.jar", "s3a://b/collimate.jar"})
    void aJarThatIsNotHereHasItsOptionsCheckedByTheOneThatIsBuilt(String jar) throws Exception {
        Shell shell = made.sparkShell().with("COLLIMATE_JAR", jar);
        Shell.Outcome job =
                made.run(shell, "--master", "k8s://https://h:1", "--deploy-mode", "cluster", "train", "--input", "x");
        assertThat(job.exitCode()).as(job.err()).isZero();
        assertThat(job.out()).contains("<" + jar + ">\n<train>\n<--input>\n<x>\n<--seed>\n<1>\n");
        assertThat(job.err()).contains(jar + " cannot be opened from here");
        Shell.Outcome help =
                made.run(shell, "--master", "k8s://https://h:1", "--deploy-mode", "cluster", "train", "--help");
        assertThat(help.out())
                .isEqualTo(
                        "java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp " + made.project() + "/target/collimate.jar:"
                                + made.sparkHome() + "/jars/* dev.collimate.cli.Main train --help\n");
    }

    private void change(String file) throws IOException {
        Path source = made.project().resolve(file);
        if (Files.notExists(source)) {
            Files.writeString(source, "class A {}");
        }
        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    }

    private CompletableFuture<Shell.Outcome> run(Path folder) {
        Shell shell = made.sparkShell(folder);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return made.run(shell, "train");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A call whose build has begun. */
    private CompletableFuture<Shell.Outcome> started(Path folder) throws Exception {
        CompletableFuture<Shell.Outcome> call = run(folder);
        await(() -> Files.exists(made.elsewhere().resolve("builds")));
        return call;
    }

    /** Ends the one submit.sh of this project, and all that it started, as kill -9 does. */
    private void killBuild() {
        List<ProcessHandle> all = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .arguments()
                        .map(List::of)
                        .orElse(List.of())
                        .contains(made.script()))
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .toList();
        assertThat(all).isNotEmpty();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static void awaitText(Path folder, String text) throws Exception {
        await(() -> {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    if (Files.readString(file).contains(text)) {
                        return true;
                    }
                }
                return false;
            }
        });
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        Instant deadline = Instant.now().plusSeconds(60);
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
