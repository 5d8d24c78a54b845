package dev.collimate.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where other file systems begin. Linux lists them, bind mounts too; elsewhere a store differs from its parent's. */
final class MountPoints {
    private static final Path LISTED = Path.of("/proc/self/mountinfo");
    private static final int FIELD = 4;
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private MountPoints() {}

    /** A mount point that is {@code directory} or lies below it; {@code directory} is a real path that exists. */
    static Optional<Path> within(Path directory) throws IOException {
        if (Files.isReadable(LISTED)) {
            return listed(Files.readAllLines(LISTED)).stream()
                    .filter(point -> point.startsWith(directory))
                    .findFirst();
        }
        Path parent = directory.getParent();
        boolean other = parent == null || !Files.getFileStore(directory).equals(Files.getFileStore(parent));
        return other ? Optional.of(directory) : Optional.empty();
    }

    /** The mount points that lines of mountinfo name; blanks and the like stand in them as octal numbers. */
    static List<Path> listed(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length > FIELD)
                .map(fields -> Path.of(OCTAL.matcher(fields[FIELD])
                        .replaceAll(number ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(number.group(1), 8))))))
                .toList();
    }
}
