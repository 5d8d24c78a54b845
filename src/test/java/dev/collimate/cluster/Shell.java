package dev.collimate.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Runs a program and keeps what it printed. */
public final class Shell {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();
    private final Set<String> absent = new TreeSet<>();

    /** How a program ended. */
    public record Outcome(int exitCode, String out, String err) {
        public String lastLine() {
            List<String> lines = out.lines().toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        }
    }

    /** @param folder the working folder */
    public Shell(Path folder) {
        this.folder = folder;
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    }

    /** Sets a variable of the program's environment, which has no settings of Spark or Collimate otherwise. */
    public Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Takes a variable of this program's environment away. */
    public Shell without(String variable) {
        absent.add(variable);
        return this;
    }

    /** Runs to the end. A program that takes too long is ended with all that it started. */
    public Outcome run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_") || name.startsWith("COLLIMATE_"));
        builder.environment().keySet().removeAll(absent);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        String.join(" ", command) + " did not end within " + PATIENCE + ":\n" + Files.readString(err));
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
