package dev.collimate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends a fit after a step, in one line, and what was done is kept. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(900)
@Tag("long")
class SignalIT {
    private static final Pattern PASS_LINE = Pattern.compile(" pass (\\d+): loss ");

    /** More than are taken before a signal comes. */
    private static final int LONG_STEPS = 5;

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    private static ArchivedClasses classes;

    @BeforeAll
    static void generate() throws IOException {
        classes = ArchivedClasses.in(data);
        CommandRun.of(
                        "generate",
                        "--rows",
                        "20000",
                        "--input-dim",
                        "48",
                        "--output-dim",
                        "32",
                        "--output",
                        data.resolve("pairs").toString())
                .result();
    }

    @Test
    void sigtermEndsTheFitAfterAStepAndTheSameCommandGoesOn() throws Exception {
        assertEndsAfterAStep("TERM", 143);
    }

    @Test
    @Tag("cluster")
    void sigintDoesSoToo() throws Exception {
        assertEndsAfterAStep("INT", 130);
    }

    private void assertEndsAfterAStep(String signal, int exitCode) throws Exception {
        Driver driver = driver("--solver", "gd", "--init-mode", "random", "--max-iter", "100000", "--tol", "0");
        Driver.Outcome stopped = driver.run(afterAGeneration(driver), send(signal));
        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(exitCode);
        assertThat(stopped.out()).isEmpty();
        assertThat(line(stopped))
                .matches("collimate: stopped by SIG" + signal
                        + " after pass \\d+, step \\d+; the same command goes on from there");
        assertThat(driver.model()).doesNotExist();
        Driver.Outcome again = driver.run(afterAGeneration(driver), send(signal));
        int pass = requireGoesOn(stopped, again);
        assertThat(PASS_LINE.matcher(again.err()).results().map(line -> Integer.parseInt(line.group(1))))
                .startsWith(pass + 1)
                .isSorted();
    }

    /** Asserts that a run went on where another was stopped, and gives the number of that pass. */
    private static int requireGoesOn(Driver.Outcome stopped, Driver.Outcome again) {
        Matcher told = Pattern.compile(" after (pass (\\d+), step \\d+); the same command")
                .matcher(line(stopped));
        assertThat(told.find()).as(stopped.err()).isTrue();
        assertThat(again.err()).contains("the fit goes on after " + told.group(1) + ", from the checkpoint in ");
        return Integer.parseInt(told.group(2));
    }

    @Test
    @Tag("cluster")
    void theBestModelSoFarIsSavedIfAsked() throws Exception {
        Driver driver = driver(
                "--save-on-interrupt", "--solver", "gd", "--init-mode", "random", "--max-iter", "100000", "--tol", "0");
        Driver.Outcome stopped = driver.run(afterAGeneration(driver), send("TERM"));
        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(143);
        assertThat(line(stopped)).contains("; the best model so far is in " + driver.model());
        CommandRun.of(
                        "evaluate",
                        "--input",
                        data.resolve("pairs").toString(),
                        "--model",
                        driver.model().toString())
                .result();
    }

    @Test
    @Tag("cluster")
    void aStepThatTakesTooLongIsCancelledAndTheStateBeforeItGoesOnToTheSameBits() throws Exception {
        Driver undisturbed = ofLongSteps(1, LONG_STEPS);
        undisturbed.run().result();
        Driver driver = ofLongSteps(1, LONG_STEPS);
        Set<String> written = new TreeSet<>();
        Driver.Outcome stopped = driver.run(afterAGeneration(driver), (process, err) -> {
            // The last one may be there by its name alone.
            while (written.size() < 2) {
                written.addAll(driver.wholeManifests());
            }
            send("TERM").of(process, err);
        });
        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(143);
        // Of the step that ran nothing was kept.
        assertThat(driver.wholeManifests()).isEqualTo(written);
        Driver.Outcome again = driver.run();
        int pass = requireGoesOn(stopped, again);
        assertThat(again.result().get("resumedFromPass").asInt()).isEqualTo(pass);
        assertThat(driver.parameters()).isEqualTo(undisturbed.parameters());
    }

    @Test
    @Tag("cluster")
    void aSecondSignalEndsAtOnce() throws Exception {
        Driver driver = ofLongSteps(600, 100000);
        Driver.Outcome stopped = driver.run(afterAGeneration(driver), (process, err) -> {
            send("INT").of(process, err);
            // The JVM merges signals that are sent while one is being handled.
            while (!Files.readString(err).contains("a second signal ends it at once")) {
                assertThat(process.waitFor(10, TimeUnit.MILLISECONDS))
                        .as(Files.readString(err))
                        .isFalse();
            }
            send("INT").of(process, err);
        });
        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(130);
        assertThat(stopped.err()).doesNotContain("collimate: ");
    }

    /** An epoch of batches that each are a job takes longer than a second. */
    private Driver ofLongSteps(int interruptSeconds, int steps) throws IOException {
        return driver(
                "--interrupt-seconds",
                Integer.toString(interruptSeconds),
                "--solver",
                "adam",
                "--batch-fraction",
                "0.005",
                "--block-size",
                "64",
                "--max-iter",
                Integer.toString(steps),
                "--tol",
                "0");
    }

    private static Driver.Moment afterAGeneration(Driver driver) throws IOException {
        List<String> before = driver.checkpointFiles();
        return () -> driver.checkpointFiles().stream()
                        .filter(name -> name.endsWith(".manifest") && !name.startsWith("."))
                        .filter(name -> !before.contains(name))
                        .count()
                > 1;
    }

    static Driver.Ending send(String signal) {
        return (process, err) -> {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start();
            assertThat(kill.waitFor()).isZero();
        };
    }

    static String line(Driver.Outcome outcome) {
        List<String> lines = outcome.err()
                .lines()
                .filter(line -> line.startsWith("collimate: "))
                .toList();
        assertThat(lines).as(outcome.err()).hasSize(1);
        assertThat(outcome.err()).doesNotContain("\tat ");
        return lines.get(0);
    }

    private Driver driver(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--input", data.resolve("pairs").toString()));
        return Driver.training(Files.createTempDirectory(folder, "run"), arguments, classes);
    }
}
