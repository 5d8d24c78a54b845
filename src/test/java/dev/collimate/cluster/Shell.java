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
import java.util.regex.Pattern;

/** Runs a program and keeps what it printed. */
public final class Shell {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Variables that submit.sh and Spark listen to. */
    private static final Pattern SETTING =
            Pattern.compile("SPARK_.*|COLLIMATE_.*|MASTER|DEPLOY_MODE|JVM_FOLDER|(JAVA_TOOL|JDK_JAVA)_OPTIONS");

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
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** Sets a variable of the program's environment, which has no settings of Spark or Collimate otherwise; empty: none. */
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
        builder.environment().keySet().removeIf(SETTING.asMatchPredicate());
        builder.environment().keySet().removeAll(absent);
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
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
