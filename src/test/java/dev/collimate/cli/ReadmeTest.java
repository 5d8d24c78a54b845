package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("collimate.root", "."));

    @Test
    void theTablesOfOptionsAreThoseOfTheCommands() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(readme).isEqualTo(OptionTables.withTables(readme));
    }

    @Test
    void everyCommandHasItsTable() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(OptionTables.commands().keySet())
                .allSatisfy(command -> assertThat(readme).contains("<!-- options: " + command + " -->"));
    }

    @Test
    void theTestCommandIsTheOneThatTheContinuousIntegrationRuns() throws IOException {
        String ci = Files.readString(ROOT.resolve(".ci/run"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("mvn -B verify");
        assertThat(ci).contains("mvn -B verify");
    }
}
