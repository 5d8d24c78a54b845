package dev.collimate.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;

/** Rows of one text on a file system that may be a bad one, and what a reader finds of them. */
final class StoredRows {
    private StoredRows() {}

    static void save(FileSystem files, Path target, String text, boolean overwrite) throws IOException {
        FileByFileSave.save(
                destination(files, target),
                new SaveSettings(SavedKind.DATA, overwrite, 0),
                (to, directory) -> fill(to, directory, text));
    }

    /** A file that each run calls the same, others that bear the run's name, and the mark. */
    static void fill(FileSystem files, org.apache.hadoop.fs.Path directory, String text) throws IOException {
        for (Map.Entry<String, String> file : rows(text).entrySet()) {
            put(files, directory, file.getKey(), file.getValue());
        }
        put(files, directory, SavedKind.SUCCESS, "");
    }

    static Map<String, String> rows(String text) {
        return new TreeMap<>(Map.of("ids.txt", text, "part-0-" + text, text, "lang=en/part-1-" + text, text));
    }

    static void put(FileSystem files, org.apache.hadoop.fs.Path directory, String name, String text)
            throws IOException {
        try (OutputStream out = files.create(new org.apache.hadoop.fs.Path(directory + "/" + name), true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The texts of the files that a reader sees, by their names. */
    static Map<String, String> content(Path target) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.walk(target)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = target.relativize(file).toString();
                if (!name.startsWith(".") && !name.startsWith("_")) {
                    texts.put(name, Files.readString(file));
                }
            }
        }
        return texts;
    }

    static boolean isMarked(Path target) {
        return Files.exists(target.resolve(SavedKind.SUCCESS));
    }

    static List<String> hidden(Path target) {
        return Stream.of(target.toFile().list())
                .filter(name -> name.startsWith(".") || name.startsWith("_"))
                .toList();
    }

    static Destination destination(FileSystem files, Path target) {
        return new Destination(files, Trial.hadoop(target));
    }
}
