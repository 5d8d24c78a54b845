package dev.collimate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands that the pages print: in blocks for a shell, after a {@code $} where a block shows output too, and in
 * running text.
 */
final class DocumentedCommands {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(.*)\\n((?s).*?)^```\\s*$");
    private static final Pattern INLINE = Pattern.compile("(?s)`((?:\\./submit\\.sh|mvn) [^`]+)`");
    /** A block without a language is one for a shell where it starts so. */
    private static final Pattern COMMAND = Pattern.compile("(?:[A-Z_]+=\\S+ )*(?:\\./submit\\.sh|mvn|git|cd) .*");

    private DocumentedCommands() {}

    /** A command as it stands on a page; lines that go on are one. */
    record Command(Path page, String line) {
        @Override
        public String toString() {
            return page + ": " + line;
        }
    }

    static List<Command> of(Path root) throws IOException {
        List<Command> all = new ArrayList<>();
        for (Path page : pages(root)) {
            String text = Files.readString(page);
            Path name = root.relativize(page);
            BLOCK.matcher(text)
                    .results()
                    .flatMap(block -> ofBlock(block).stream())
                    .forEach(line -> all.add(new Command(name, line)));
            INLINE.matcher(BLOCK.matcher(text).replaceAll(""))
                    .results()
                    .map(found -> found.group(1).replaceAll("\\s*\\n\\s*", " "))
                    .forEach(line -> all.add(new Command(name, line)));
        }
        return all;
    }

    private static List<Path> pages(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("src/site"))) {
            return Stream.concat(
                            Stream.of(root.resolve("README.md")),
                            files.filter(file -> file.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        }
    }

    private static List<String> ofBlock(MatchResult block) {
        String language = block.group(1).strip();
        List<String> lines =
                block.group(2).replaceAll("\\\\\\n\\s*", "").lines().toList();
        if (lines.stream().anyMatch(line -> line.startsWith("$ "))) {
            return lines.stream()
                    .filter(line -> line.startsWith("$ "))
                    .map(line -> line.substring(2))
                    .toList();
        }
        List<String> commands = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        boolean shell = List.of("sh", "bash", "shell", "console").contains(language)
                || language.isEmpty()
                        && !commands.isEmpty()
                        && COMMAND.matcher(commands.get(0)).matches();
        return shell ? commands : List.of();
    }
}
