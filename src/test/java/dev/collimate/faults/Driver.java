package dev.collimate.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.condition.OS;

/**
 * A command in a JVM of its own, which is the driver and its executor.
 *
 * @param folder of what it writes
 * @param arguments the command and its options
 */
record Driver(Path folder, List<String> arguments, ArchivedClasses classes) {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final List<String> SETTINGS = List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1");

    /** Whether it is time. */
    interface Moment {
        boolean has() throws IOException;
    }

    /** How a run ended. */
    record Outcome(boolean killed, int exitCode, String out, String err) {
        /** The last line of a run that went well. */
        JsonNode result() throws IOException {
            assertThat(exitCode).as(err).isZero();
            List<String> lines = out.lines().toList();
            return new ObjectMapper().readTree(lines.get(lines.size() - 1));
        }
    }

    /**
     * The command train.
     *
     * @param folder in which model and checkpoints lie
     * @param options beside where these are
     */
    static Driver training(Path folder, List<String> options, ArchivedClasses classes) {
        Driver paths = new Driver(folder, List.of(), classes);
        List<String> arguments = new ArrayList<>(List.of("train"));
        arguments.addAll(options);
        arguments.addAll(List.of("--model", paths.model().toString(), "--mode", "overwrite"));
        arguments.addAll(List.of("--checkpoint-dir", paths.checkpoints().toString(), "--checkpoint-seconds", "0"));
        return new Driver(folder, arguments, classes);
    }

    Path model() {
        return folder.resolve("model");
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** Runs to the end. */
    Outcome run() throws IOException, InterruptedException {
        return run(() -> false);
    }

    /** Runs until the moment comes, at which the JVM is killed as by kill -9, or to the end. */
    Outcome run(Moment moment) throws IOException, InterruptedException {
        return run(moment, (process, err) -> process.destroyForcibly());
    }

    /** What ends a process, or asks it to end. */
    interface Ending {
        /** @param err what the process writes to standard error, its log too */
        void of(Process process, Path err) throws IOException, InterruptedException;
    }

    /** @param ending what is done to the JVM when the moment comes */
    Outcome run(Moment moment, Ending ending) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = new ProcessBuilder(command())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            boolean struck = false;
            while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > deadline) {
                    fail("a driver did not end in time: " + Files.readString(err));
                }
                if (!struck && moment.has()) {
                    ending.of(process, err);
                    struck = true;
                }
            }
            return new Outcome(struck, process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (OS.LINUX.isCurrentOs()) {
            // What a script runs in its background ignores SIGINT, and so does all that it starts.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(SETTINGS);
        command.add("-Dlog4j2.configurationFile="
                + Path.of(System.getProperty("collimate.root", "."), "conf", "log4j2.properties")
                        .toAbsolutePath());
        command.addAll(classes.options());
        command.add("dev.collimate.cli.Main");
        command.addAll(arguments);
        return command;
    }

    /** The files of the parameters by name, byte for byte. */
    Map<String, String> parameters() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(model().resolve("parameters"))) {
            for (Path path : paths.filter(path -> !path.getFileName().toString().startsWith("."))
                    .toList()) {
                files.put(path.getFileName().toString(), Arrays.toString(Files.readAllBytes(path)));
            }
        }
        assertThat(files).containsKey("layout.json").hasSizeGreaterThan(1);
        return files;
    }

    /** Names of the files of checkpoints so far. */
    List<String> checkpointFiles() throws IOException {
        if (!Files.exists(checkpoints())) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> fits = Files.list(checkpoints())) {
            for (Path fit : fits.toList()) {
                String[] files = fit.toFile().list();
                names.addAll(files == null ? List.of() : Arrays.asList(files));
            }
        }
        return names;
    }

    /** Names of the manifests that were written to their end. */
    Set<String> wholeManifests() throws IOException {
        Set<String> whole = new TreeSet<>();
        if (Files.exists(checkpoints())) {
            try (Stream<Path> all = Files.walk(checkpoints())) {
                for (Path file : all.filter(path -> path.toString().endsWith(".manifest"))
                        .toList()) {
                    if (Files.readString(file).matches("(?s).+\\n[0-9a-f]{64}\\n")) {
                        whole.add(file.getFileName().toString());
                    }
                }
            }
        }
        return whole;
    }

    /** Whether a model is being written beside the place where it is to stand. */
    boolean isSaving() {
        String[] names = folder.toFile().list();
        return names != null && Arrays.stream(names).anyMatch(name -> name.matches("\\.model-.*\\.new"));
    }
}
