package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StopReasonsPageTest {
    private static final Path SOURCES = Path.of(System.getProperty("collimate.root", "."), "src", "main", "java");
    private static final Pattern REASON = Pattern.compile("StopReason\\s*\\.(?:done|failed)\\(\\s*\"(\\w+)\"");

    /** Reasons are made where a fit ends, so the sources themselves are the list of them. */
    @Test
    void everyReasonForWhichAFitEndsIsInThePageAndNoOther() throws IOException {
        Set<String> made = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                REASON.matcher(Files.readString(file)).results().forEach(found -> made.add(found.group(1)));
            }
        }
        assertThat(ResultsPage.stopReasons()).isEqualTo(made).isNotEmpty();
    }
}
