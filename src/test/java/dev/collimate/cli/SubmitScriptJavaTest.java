package dev.collimate.cli;

import static dev.collimate.cli.SubmitScriptProject.assertLastLine;
import static dev.collimate.cli.SubmitScriptProject.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.Shell;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which JDK submit.sh takes, and what it says where there is none, or no Maven. */
class SubmitScriptJavaTest {
    @TempDir
    private Path temporary;

    private SubmitScriptProject made;

    @BeforeEach
    void copyProject() throws IOException {
        made = SubmitScriptProject.in(temporary);
    }

    @ParameterizedTest
    @CsvSource({
        "4.0.5, 11, false",
        "4.0.5, 17, true",
        "4.1.4, 21, true",
        "4.1.4, 25, false",
        "4.2.1, 25, true",
        "4.3.0, 25, true",
        "4.3.0, 26, false"
    })
    void aJdkIsTakenWhereTheSparkAtHandRunsOnIt(String spark, int version, boolean runs) throws Exception {
        made.makeSpark(spark);
        made.onSpark("train");
        Path home = made.makeJava(temporary.resolve("mine"), version, true);
        Shell shell = made.sparkShell().with("JAVA_HOME", home.toString()).with("PATH", made.bareTools());
        Shell.Outcome outcome = made.run(shell, "train");
        if (runs) {
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.err().lines()).hasSize(1);
        } else {
            String newest = spark.startsWith("4.0") || spark.startsWith("4.1") ? "21" : "25";
            assertLastLine(
                    outcome,
                    1,
                    home + "/bin/java is of version " + version + "; Spark " + spark + " runs on JDK 17 to " + newest
                            + ": install one, or set JAVA_HOME to it");
        }
    }

    @Test
    void anotherJdkOfTheMachineIsUsedAndSaid() throws Exception {
        made.makeJava(made.jvmFolder().resolve("a-11"), 11, true);
        Path fit = made.makeJava(made.jvmFolder().resolve("b-21"), 21, true);
        script(made.sparkHome().resolve("bin/spark-submit"), "echo \"on $JAVA_HOME\"");
        Path old = made.makeJava(temporary.resolve("old"), 11, true);
        Shell shell = made.sparkShell()
                .with("JAVA_HOME", old.toString())
                .with("COLLIMATE_JAR", made.elsewhere().resolve("job.jar").toString())
                .with("PATH", made.bareTools());
        Shell.Outcome outcome = made.run(shell, "train");
        assertThat(outcome.out()).isEqualTo("on " + fit + "\n");
        assertThat(outcome.err())
                .endsWith("submit.sh: " + old + "/bin/java is of version 11; Spark 4.1.0 runs on JDK 17 to 21, so "
                        + fit + " is used\n");
        assertThat(made.run(shell.with("JAVA_HOME", ""), "train").err()).contains("submit.sh: java not found; ");
    }

    @Test
    void aBuildLooksForAJdkWithCompiler() throws Exception {
        Path runtime = made.makeJava(temporary.resolve("runtime"), 17, false);
        Path fit = made.makeJava(made.jvmFolder().resolve("b-21"), 21, true);
        Shell shell = made.sparkShell().with("JAVA_HOME", runtime.toString());
        Path tools = Path.of(made.bareTools());
        script(tools.resolve("mvn"), "exec '" + made.programs() + "/mvn' \"$@\"");
        shell.with("PATH", tools.toString());
        assertThat(made.run(shell, "train").err())
                .contains(runtime + "/bin/java belongs to a Java without compiler, so " + fit + " is used");
    }

    @Test
    void whatIsMissingOrTooOldIsNamedInOneLine() throws Exception {
        Shell shell = made.sparkShell();
        assertLastLine(made.run(shell.with("JAVA_HOME", "/nowhere"), "train"), 1, "JAVA_HOME is /nowhere, but ");
        shell.with("JAVA_HOME", "").with("PATH", made.bareTools());
        assertLastLine(made.run(shell, "train"), 1, "java not found; Spark 4.1.0 runs on JDK 17 to 21: install one");
        Path runtime = made.makeJava(temporary.resolve("runtime"), 17, false);
        shell.with("JAVA_HOME", runtime.toString());
        assertLastLine(made.run(shell, "train"), 1, "mvn not found; ");
        Path tools = Path.of(made.bareTools());
        script(tools.resolve("mvn"), "echo 'Apache Maven 3.6.3 (x)'");
        assertLastLine(made.run(shell, "train"), 1, runtime + "/bin/java belongs to a Java without compiler; install");
        made.makeJava(runtime, 17, true);
        assertLastLine(made.run(shell, "train"), 1, "Maven 3.6 is too old; ");
    }
}
