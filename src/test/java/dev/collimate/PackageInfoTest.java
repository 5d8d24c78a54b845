package dev.collimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package says what lives in it, what it may use, and what of it is public API. */
class PackageInfoTest {
    private static final Path SOURCES =
            Path.of(System.getProperty("collimate.root", "."), "src", "main", "java", "dev", "collimate");
    private static final Pattern PUBLIC_API =
            Pattern.compile("<p>Public API: (none; all is interior|.+; all else is interior)\\. \\*/");
    private static final Pattern NAME = Pattern.compile("\\{@code (\\w+)}");

    static Iterable<String> packages() {
        return House.packages();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void itsMayUseSentenceIsTheTables(String home) throws IOException {
        assertThat(text(home)).contains(" <p>" + House.mayUse(home) + " <p>Public API: ");
    }

    @ParameterizedTest
    @MethodSource("packages")
    void whatItCallsPublicApiIsPublic(String home) throws Exception {
        Matcher sentence = PUBLIC_API.matcher(text(home));
        assertThat(sentence.find()).isTrue();
        for (MatchResult name : NAME.matcher(sentence.group(1)).results().toList()) {
            Class<?> type = Class.forName(
                    "dev.collimate." + home + "." + name.group(1),
                    false,
                    getClass().getClassLoader());
            assertThat(type.getModifiers()).matches(Modifier::isPublic, "public");
        }
    }

    /** On one line, without the stars of the comment. */
    private static String text(String home) throws IOException {
        return Files.readString(SOURCES.resolve(home.replace('.', '/')).resolve("package-info.java"))
                .replaceAll("(?m)^ \\*(?!/)", "")
                .replaceAll("\\s+", " ");
    }
}
