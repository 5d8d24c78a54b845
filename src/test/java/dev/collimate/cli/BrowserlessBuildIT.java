package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** .ci/run where no browser can be had: it fails, and leaves the browser's tests out only where that is asked for. */
class BrowserlessBuildIT {
    private static final Path SCRIPT =
            Path.of(System.getProperty("collimate.root", ".")).toAbsolutePath().resolve(".ci/run");

    @TempDir
    private Path folder;

    /** No program but these is found. */
    @BeforeEach
    void programs() throws IOException {
        program("apt-get", "exit 100");
        program("mvn", "echo mvn \"$@\"");
        program("dirname", "echo \"${1%/*}\"");
    }

    private void program(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + content + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Shell shell() {
        return new Shell(folder).with("PATH", folder.toString());
    }

    @Test
    void itFailsBeforeAnythingIsBuilt() throws Exception {
        Shell.Outcome outcome = shell().run("/bin/sh", SCRIPT.toString());
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).doesNotContain("mvn ");
        assertThat(outcome.err())
                .contains(
                        "WARNING: chromium cannot be installed here",
                        "ERROR: set COLLIMATE_CI_NO_BROWSER=1 to go on without");
    }

    @Test
    void itGoesOnWithoutWhereThatIsAskedFor() throws Exception {
        Shell.Outcome outcome = shell().with("COLLIMATE_CI_NO_BROWSER", "1").run("/bin/sh", SCRIPT.toString());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("WARNING: chromium cannot be installed here");
        assertThat(outcome.out()).contains("mvn -B verify -P cluster,python -D").doesNotContain("browser");
    }
}
