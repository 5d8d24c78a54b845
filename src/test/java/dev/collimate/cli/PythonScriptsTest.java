package dev.collimate.cli;

import static dev.collimate.cli.SubmitScriptProject.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The profiles that need Python say so in one line, before anything else is built. */
class PythonScriptsTest {
    private static final Path ROOT = Path.of(System.getProperty("collimate.root", "."));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"require-python.sh", "run-tests.sh", "check-exports.sh"})
    void anOldPythonAndNoneAreToldInALine(String name) throws Exception {
        Path old = folder.resolve("old python");
        script(old, "exit 1");
        for (Path python : List.of(old, folder.resolve("absent"))) {
            Shell.Outcome outcome = new Shell(folder)
                    .with("PYTHON", python.toString())
                    .run(
                            "sh",
                            ROOT.resolve("python")
                                    .resolve(name)
                                    .toAbsolutePath()
                                    .toString(),
                            "out",
                            "",
                            "");
            assertThat(outcome.err())
                    .isEqualTo("require-python.sh: the profiles python and export need Python 3.10 or newer as "
                            + python + "; set PYTHON to one\n");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(folder.resolve("out")).doesNotExist();
        }
    }

    @Test
    void aPythonThatIsNewEnoughPasses() throws Exception {
        Path python = folder.resolve("python");
        script(python, "exit 0");
        Shell.Outcome outcome = new Shell(folder)
                .with("PYTHON", python.toString())
                .run(
                        "sh",
                        ROOT.resolve("python/require-python.sh")
                                .toAbsolutePath()
                                .toString());
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void bothProfilesLookBeforeTheyBuild() throws Exception {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        List<String> profiles = Pattern.compile("<profile>.*?</profile>", Pattern.DOTALL)
                .matcher(pom)
                .results()
                .map(MatchResult::group)
                .filter(profile -> profile.contains("/python/"))
                .toList();
        assertThat(profiles).hasSize(2).allSatisfy(profile -> assertThat(profile)
                .containsPattern("<phase>validate</phase>(?s:.{0,300})/python/require-python\\.sh<"));
    }
}
