package dev.collimate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's own sources, and the names in them. */
public final class Sources {
    private static final Path MAIN =
            Path.of(System.getProperty("collimate.root", "."), "src", "main", "java", "dev", "collimate");
    private static final Pattern COMMENT_OR_TEXT =
            Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.$]+)");
    private static final Pattern QUALIFIED =
            Pattern.compile("(?<![\\w.])(?:dev|org|com|me|net|io|picocli|scala|javax|jdk|sun)(?:\\.\\w+)+");

    /**
     * @param home package, below the project's own
     * @param name of the class
     * @param code without comments and texts
     * @param texts in it, with the quotes around them
     * @param lines of the whole file
     */
    public record Source(String home, String name, String code, List<String> texts, int lines) {
        /** Full names, but those of the JDK and of the source's own package statement. */
        List<String> names() {
            return Sources.names(code);
        }
    }

    private Sources() {}

    public static List<Source> main() throws IOException {
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("package-info.java"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file);
                sources.add(new Source(
                        MAIN.relativize(file).getParent().toString().replace('/', '.'),
                        file.getFileName().toString().replace(".java", ""),
                        code(text),
                        texts(text),
                        (int) text.lines().count()));
            }
        }
        return sources;
    }

    private static String code(String source) {
        return COMMENT_OR_TEXT.matcher(source).replaceAll(" ");
    }

    private static List<String> texts(String source) {
        return COMMENT_OR_TEXT
                .matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(found -> found.startsWith("\""))
                .toList();
    }

    static List<String> names(String source) {
        String code = code(source).replaceFirst("(?m)^package [\\w.]+;", "");
        return Stream.concat(
                        IMPORT.matcher(code).results().map(match -> match.group(1)),
                        QUALIFIED
                                .matcher(code.replaceAll("(?m)^import .*$", ""))
                                .results()
                                .map(match -> match.group()))
                .filter(name -> !name.startsWith("java."))
                .toList();
    }
}
