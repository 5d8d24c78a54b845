package dev.collimate;

import dev.collimate.cluster.Shell;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A JVM of its own with this one's class path, for what a JVM does once. */
public final class ChildJvm {
    private final Shell shell;
    private final List<String> options = new ArrayList<>();
    private final List<String> starter = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");

    /** @param folder the working folder */
    public ChildJvm(Path folder) {
        shell = new Shell(folder);
        options.add("-Dlog4j2.configurationFile="
                + Path.of(System.getProperty("collimate.root", "."), "conf", "log4j2.properties")
                        .toAbsolutePath());
    }

    public ChildJvm option(String... option) {
        options.addAll(List.of(option));
        return this;
    }

    /** Starts the JVM by another command, which is given that of the JVM as its last arguments. */
    public ChildJvm by(String... command) {
        starter.addAll(List.of(command));
        return this;
    }

    public ChildJvm environment(String variable, String value) {
        shell.with(variable, value);
        return this;
    }

    /** Puts {@code folder} in front of the class path. */
    public ChildJvm first(Path folder) {
        classPath = folder + File.pathSeparator + classPath;
        return this;
    }

    /** Leaves out the entries of the class path whose file name {@code unwanted} accepts. */
    public ChildJvm without(Predicate<String> unwanted) {
        classPath = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !unwanted.test(Path.of(entry).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** Runs the main method of {@code program} to its end. */
    public Shell.Outcome run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        return shell.run(command.toArray(String[]::new));
    }
}
