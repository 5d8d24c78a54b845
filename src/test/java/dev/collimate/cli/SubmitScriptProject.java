package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the project that holds submit.sh and its parts alone. Java, Maven and an installed Spark are small scripts
 * that print how they were called; Maven's makes a jar and a Spark, which take as long as {@code HOLD} exists.
 */
record SubmitScriptProject(Path temporary, Path project, Path elsewhere, Path programs, Path sparkHome) {
    /** What a finished jar of the job holds: a name that only shading gives, and the end of an archive without entries. */
    static final String JAR = "dev/collimate/shaded/picocli/CommandLine.class PK\5\6" + "\0".repeat(18);

    /** The file in {@link #elsewhere} that holds Maven up; its pauses do not hold the lock of the build, which is file 9. */
    static final String HOLD = "hold";

    private static final List<String> TOOLS = List.of(
            "bash",
            "cp",
            "dirname",
            "find",
            "flock",
            "grep",
            "head",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "tail",
            "touch",
            "tr");

    private static final String PRINT_ARGUMENTS = "for a in \"$@\"; do echo \"<$a>\"; done";

    private static final String JAVA = """
            case "$*" in
                -version) echo 'openjdk version "%s.0.2" 2024' >&2 ;;
                *ResolveOptions*) shift 5; printf '%%s\\0' "$@" --seed 1 ;;
                *HostName*) ;;
                *) echo "java $*" ;;
            esac""";

    private static final String MAVEN = """
            if [ "$1" = -v ]; then echo 'Apache Maven 3.9.1 (x)'; exit; fi
            echo "mvn in $PWD: $*"
            spark= clean=yes
            for a in "$@"; do case $a in -Dspark.home=*) spark=${a#*=} ;; -Dmaven.clean.skip=true) clean= ;; esac; done
            [ -z "$clean" ] || rm -rf "${spark:-target/spark}/jars"
            mkdir -p target
            echo plain > target/collimate.jar
            if [ -n "$spark" ]; then
                mkdir -p "$spark/jars"
                touch "$spark/jars/spark-core_2.13-4.1.0.jar"
            fi
            touch '%1$s/builds'
            while [ -e '%1$s/hold' ]; do sleep 0.05 9>&-; done
            [ -z "$spark" ] || { touch "$spark/jars/b.jar"; printf 'jars/spark-core_2.13-4.1.0.jar:jars/b.jar' > "$spark/jars.list"; }
            cp '%1$s/job.jar' target/collimate.jar""";

    static SubmitScriptProject in(Path temporary) throws IOException {
        SubmitScriptProject made = new SubmitScriptProject(
                temporary,
                Files.createDirectories(temporary.resolve("my project")),
                Files.createDirectories(temporary.resolve("else where")),
                Files.createDirectories(temporary.resolve("programs")),
                temporary.resolve("a spark"));
        made.copyScript();
        made.makeSpark("4.1.0");
        Files.writeString(made.elsewhere.resolve("job.jar"), JAR, StandardCharsets.ISO_8859_1);
        script(made.programs.resolve("mvn"), MAVEN.formatted(made.elsewhere));
        made.makeJava(made.temporary.resolve("jdk"), 17, true);
        for (String program : List.of("java", "javac")) {
            script(made.programs.resolve(program), "exec '" + temporary + "/jdk/bin/" + program + "' \"$@\"");
        }
        return made;
    }

    private void copyScript() throws IOException {
        Files.copy(Path.of("submit.sh"), project.resolve("submit.sh"), StandardCopyOption.COPY_ATTRIBUTES);
        Path parts = Files.createDirectories(project.resolve("src/main/sh"));
        try (Stream<Path> files = Files.list(Path.of("src/main/sh"))) {
            for (Path file : files.toList()) {
                Files.copy(file, parts.resolve(file.getFileName()));
            }
        }
        Files.createDirectories(project.resolve("conf"));
        Files.writeString(project.resolve("pom.xml"), "<project>\n<spark.version>4.1.0</spark.version>\n</project>\n");
    }

    /** Makes the installed Spark one of this version. */
    void makeSpark(String version) throws IOException {
        Path jars = Files.createDirectories(sparkHome.resolve("jars"));
        try (Stream<Path> old = Files.list(jars)) {
            for (Path jar : old.toList()) {
                Files.delete(jar);
            }
        }
        Files.createFile(jars.resolve("spark-core_2.13-" + version + ".jar"));
        script(sparkHome.resolve("bin/spark-submit"), PRINT_ARGUMENTS + "; echo \"home=$COLLIMATE_HOME\"");
    }

    /** Makes a Java of this version; returns its home. */
    Path makeJava(Path home, int version, boolean compiler) throws IOException {
        script(home.resolve("bin/java"), JAVA.formatted(version));
        if (compiler) {
            script(home.resolve("bin/javac"), "exit 1");
        }
        return home;
    }

    Path jvmFolder() {
        return temporary.resolve("jvm");
    }

    String script() {
        return project.resolve("submit.sh").toString();
    }

    /** Java and Maven are found, other JDKs are not. */
    Shell shell() {
        return shell(elsewhere);
    }

    private Shell shell(Path folder) {
        return new Shell(folder)
                .with("PATH", programs + ":" + System.getenv("PATH"))
                .with("JAVA_HOME", "")
                .with("JVM_FOLDER", jvmFolder().toString());
    }

    /** As {@link #shell}, with the installed Spark. */
    Shell sparkShell() {
        return sparkShell(elsewhere);
    }

    /** @param folder the working folder */
    Shell sparkShell(Path folder) {
        return shell(folder).with("SPARK_HOME", sparkHome.toString());
    }

    Shell.Outcome onSpark(String... arguments) throws IOException, InterruptedException {
        return run(sparkShell(), arguments);
    }

    Shell.Outcome run(Shell shell, String... arguments) throws IOException, InterruptedException {
        return shell.run(
                Stream.concat(Stream.of(script()), Stream.of(arguments)).toArray(String[]::new));
    }

    /** A PATH with the usual tools but neither java nor mvn. */
    String bareTools() throws IOException {
        Path tools = Files.createDirectories(temporary.resolve("tools"));
        for (String tool : TOOLS) {
            Path program = Stream.of("/bin", "/usr/bin")
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            script(tools.resolve(tool), "exec " + program + " \"$@\"");
        }
        return tools.toString();
    }

    static void assertOneLine(Shell.Outcome outcome, int exitCode, String start) {
        assertThat(outcome.err()).startsWith("submit.sh: " + start).doesNotContain("\tat ");
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.out()).isEmpty();
    }

    /** An error after the line that says which Spark is used. */
    static void assertLastLine(Shell.Outcome outcome, int exitCode, String start) {
        assertThat(outcome.err()).startsWith("submit.sh: Spark ").doesNotContain("\tat ");
        List<String> lines = outcome.err().lines().toList();
        assertThat(lines.get(lines.size() - 1)).startsWith("submit.sh: " + start);
        assertThat(lines).allMatch(line -> line.startsWith("submit.sh: "));
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.out()).isEmpty();
    }

    static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
