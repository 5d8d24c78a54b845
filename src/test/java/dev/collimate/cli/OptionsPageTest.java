package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of options says what the commands take. */
class OptionsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("collimate.root", "."), "src", "site", "options.md");

    @Test
    void theTablesOfOptionsAreThoseOfTheCommands() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).isEqualTo(OptionTables.withTables(page));
    }

    @Test
    void everyCommandHasItsTable() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(OptionTables.commands().keySet())
                .allSatisfy(command -> assertThat(page).contains("<!-- options: " + command + " -->"));
    }
}
