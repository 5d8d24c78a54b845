package dev.collimate.tables;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The file that a failure to read many does not name. */
final class UnreadableFile {
    private UnreadableFile() {}

    /**
     * A file that cannot be read alone, found by halves: a reader takes many at once, and there may be a great many. Empty
     * where each half can be read by now.
     *
     * @param read throws what reading these files throws
     */
    static Optional<String> among(List<String> files, Consumer<List<String>> read) {
        if (files.isEmpty() || isRead(files, read)) {
            return Optional.empty();
        }
        if (files.size() == 1) {
            return Optional.of(files.get(0));
        }
        int half = files.size() / 2;
        return among(files.subList(0, half), read).or(() -> among(files.subList(half, files.size()), read));
    }

    private static boolean isRead(List<String> files, Consumer<List<String>> read) {
        try {
            read.accept(files);
            return true;
        } catch (Exception e) {
            // Spark throws checked exceptions that Scala does not declare.
            return false;
        }
    }
}
