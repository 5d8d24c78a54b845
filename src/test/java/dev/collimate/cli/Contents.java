package dev.collimate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What lies in folders, to be compared. */
final class Contents {
    private Contents() {}

    /** Names and hashes of all files below a folder. */
    static List<String> of(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> contents = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.add(root.relativize(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
            return contents;
        }
    }
}
