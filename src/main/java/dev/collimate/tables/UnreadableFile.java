package dev.collimate.tables;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The file that a failure to read many does not name. */
final class UnreadableFile {
    private UnreadableFile() {}

    /**
     * A file that cannot be read alone, found by halves: a reader takes many at once, and there may be a great many. Empty
     * where each half can be read by now.
     *
     * @param read throws what reading these files throws
     * @param unreadable whether that says that a file cannot be read; what does not is thrown on
     */
    static Optional<String> among(List<String> files, Consumer<List<String>> read, Predicate<Exception> unreadable) {
        if (files.isEmpty() || isRead(files, read, unreadable)) {
            return Optional.empty();
        }
        if (files.size() == 1) {
            return Optional.of(files.get(0));
        }
        int half = files.size() / 2;
        return among(files.subList(0, half), read, unreadable)
                .or(() -> among(files.subList(half, files.size()), read, unreadable));
    }

    private static boolean isRead(List<String> files, Consumer<List<String>> read, Predicate<Exception> unreadable) {
        try {
            read.accept(files);
            return true;
        } catch (Exception e) {
            // Of any type: Spark throws checked exceptions that Scala does not declare.
            if (unreadable.test(e)) {
                return false;
            }
            throw e;
        }
    }
}
