package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command that the pages print, by a shell, through submit.sh up to spark-submit, whose place a script takes; the
 * command's own options go through the job's parser.
 */
class DocumentedCommandsTest {
    private static final Path ROOT =
            Path.of(System.getProperty("collimate.root", ".")).toAbsolutePath().normalize();

    /** What submit.sh hands to spark-submit after its own options. */
    private static final Pattern PROGRAM = Pattern.compile("(?s)<dev\\.collimate\\.cli\\.Main>\\n<[^>]*>\\n(.*)home=");

    private static final Pattern PROFILES = Pattern.compile("-P ?([\\w,-]+)");
    private static final Pattern ID = Pattern.compile("<profile>\\s*<id>([\\w-]+)</id>");

    /** Programs of other machines, and those that would change this one. */
    private static final List<String> STAND_INS =
            List.of("docker", "kubectl", "hdfs", "git", "pip", "python", "python3");

    @TempDir
    private Path temporary;

    static Stream<DocumentedCommands.Command> commands() throws IOException {
        return DocumentedCommands.of(ROOT).stream().distinct();
    }

    @Test
    void thePagesPrintCommandsForEachKindOfMaster() throws IOException {
        assertThat(commands().map(DocumentedCommands.Command::line))
                .anyMatch(line -> line.startsWith("./submit.sh train"))
                .anyMatch(line -> line.contains("--master spark://"))
                .anyMatch(line -> line.contains("--master yarn"))
                .anyMatch(line -> line.contains("--master k8s://"))
                .anyMatch(line -> line.startsWith("mvn "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aPrintedCommandRuns(DocumentedCommands.Command command) throws Exception {
        SubmitScriptProject made = SubmitScriptProject.in(temporary);
        for (String program : STAND_INS) {
            SubmitScriptProject.script(made.programs().resolve(program), "exit 0");
        }
        Shell shell = new Shell(made.project())
                .with("PATH", made.programs() + ":" + System.getenv("PATH"))
                .with("JAVA_HOME", "")
                .with("SPARK_HOME", made.sparkHome().toString());
        Shell.Outcome outcome = shell.run("bash", "-ec", command.line());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        Matcher program = PROGRAM.matcher(outcome.out());
        if (program.find()) {
            // Files of options are the reader's own.
            String[] arguments = program.group(1)
                    .lines()
                    .map(line -> line.substring(1, line.length() - 1))
                    .filter(argument -> !argument.startsWith("--config"))
                    .toArray(String[]::new);
            PrintStream none = new PrintStream(new ByteArrayOutputStream());
            Environment surroundings = new Environment(
                    none, none, Optional.of(ROOT), OptionalInt.empty(), new OwnSession(Main.class.getName()));
            assertThat(new Collimate(surroundings).resolved(arguments)).isNotEmpty();
        } else if (command.line().contains("submit.sh") && !command.line().contains("--help")) {
            assertThat(command.line()).as("a command that reaches no job").containsPattern("--(kill|status|version)");
        }
        assertThat(ID.matcher(Files.readString(ROOT.resolve("pom.xml")))
                        .results()
                        .map(found -> found.group(1)))
                .containsAll(PROFILES.matcher(command.line().startsWith("mvn") ? command.line() : "")
                        .results()
                        .flatMap(found -> Stream.of(found.group(1).split(",")))
                        .toList());
    }
}
