package dev.collimate.storage;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where other file systems begin. Linux lists them, bind mounts too; elsewhere a store differs from its parent's. */
final class MountPoints {
    private static final Path LISTED = Path.of("/proc/self/mountinfo");
    /** Of what the JVM turns paths into names with. */
    private static final Charset FILE_NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));

    private static final int FIELD = 4;
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private MountPoints() {}

    /**
     * A mount point that is {@code directory} or lies below it; {@code directory} is a real path that exists. Names are
     * compared byte for byte: a machine may have mount points that no path of this JVM can name.
     */
    static Optional<String> within(Path directory) throws IOException {
        if (Files.isReadable(LISTED)) {
            String itself = new String(directory.toString().getBytes(FILE_NAMES), StandardCharsets.ISO_8859_1);
            return listed(Files.readAllLines(LISTED, StandardCharsets.ISO_8859_1)).stream()
                    .filter(point -> point.equals(itself) || point.startsWith(itself + "/"))
                    .findFirst()
                    .map(point -> new String(point.getBytes(StandardCharsets.ISO_8859_1), FILE_NAMES));
        }
        Path parent = directory.getParent();
        boolean other = parent == null || !Files.getFileStore(directory).equals(Files.getFileStore(parent));
        return other ? Optional.of(directory.toString()) : Optional.empty();
    }

    /**
     * The mount points that lines of mountinfo name, a character for a byte; blanks and the like stand in them as octal
     * numbers.
     */
    static List<String> listed(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length > FIELD)
                .map(fields -> OCTAL.matcher(fields[FIELD])
                        .replaceAll(number ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(number.group(1), 8)))))
                .toList();
    }
}
