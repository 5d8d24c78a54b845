package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The README is short, and it and the pages that it leads to lead somewhere. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("collimate.root", "."));
    private static final Path README = ROOT.resolve("README.md");
    private static final int MOST_LINES = 200;
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("\\./submit\\.sh ([^\\n`#]*[^\\n`#\\s])");

    static List<Path> pages() throws IOException {
        return Stream.concat(Stream.of(README), sitePages()).toList();
    }

    private static Stream<Path> sitePages() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("src/site"))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    @Test
    void itHasAtMostTwoHundredLines() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void itLeadsToEveryPage() throws IOException {
        String readme = Files.readString(README);
        assertThat(sitePages()).isNotEmpty().allSatisfy(page -> assertThat(readme)
                .contains("](src/site/" + page.getFileName() + ")"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkInsideTheProjectLeadsToAFile(Path page) throws IOException {
        String text = CODE.matcher(Files.readString(page)).replaceAll("");
        assertThat(LINK.matcher(text).results().map(link -> link.group(1)).filter(link -> !link.startsWith("https://")))
                .allSatisfy(link -> assertThat(page.resolveSibling(link.replaceFirst("#.*", "")))
                        .exists());
    }

    /** What stands before the command is spark-submit's. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandThatIsShownExistsAndHasTheOptionsThatItIsGiven(Path page) throws IOException {
        Map<String, CommandLine> commands = OptionTables.commands();
        String oneLine = Files.readString(page).replaceAll("\\\\\\n\\s*", " ");
        for (MatchResult shown : COMMAND.matcher(oneLine).results().toList()) {
            List<String> words = List.of(shown.group(1).split("\\s+"));
            String name =
                    words.stream().filter(commands::containsKey).findFirst().orElse(words.get(0));
            assertThat(commands).as(shown.group()).containsKey(name);
            assertThat(words.subList(words.indexOf(name), words.size()))
                    .as(shown.group())
                    .filteredOn(word -> word.startsWith("--"))
                    .allSatisfy(option -> assertThat(
                                    commands.get(name).getCommandSpec().optionsMap())
                            .containsKey(option));
        }
    }

    @Test
    void theTestCommandIsTheOneThatTheContinuousIntegrationRuns() throws IOException {
        String ci = Files.readString(ROOT.resolve(".ci/run"));
        assertThat(Files.readString(README)).contains("mvn -B verify");
        assertThat(ci).contains("mvn -B verify");
    }
}
