package dev.collimate.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * src/site/benchmarks.md, whose sections the benchmarks write themselves: each replaces what stands between its own two marks and
 * leaves the rest alone.
 */
public final class BenchmarksFile {
    private final Path file;

    private BenchmarksFile(Path file) {
        this.file = file;
    }

    /** The project's own. */
    public static BenchmarksFile ofProject() {
        return new BenchmarksFile(Path.of(System.getProperty("collimate.root", "."), "src", "site", "benchmarks.md"));
    }

    /** Another page with such sections. */
    public static BenchmarksFile of(Path file) {
        return new BenchmarksFile(file);
    }

    /**
     * Replaces a section.
     *
     * @throws IllegalStateException if the file has no such section
     */
    public void replace(String section, String content) throws IOException {
        String start = mark(section, "start");
        String end = mark(section, "end");
        String text = Files.readString(file);
        int from = text.indexOf(start);
        int until = text.indexOf(end);
        if (from < 0 || until < from) {
            throw new IllegalStateException(file.getFileName() + " must have the lines '" + start + "' and '" + end
                    + "' around the section " + section);
        }
        Files.writeString(
                file, text.substring(0, from + start.length()) + "\n" + content.strip() + "\n" + text.substring(until));
    }

    /** Writes the numbers behind a picture, as a file of comma-separated values. */
    public void writeFigures(String name, String lines) throws IOException {
        Path folder = Files.createDirectories(file.resolveSibling("figures"));
        Files.writeString(folder.resolve(name), lines);
    }

    private static String mark(String section, String side) {
        return "<!-- " + section + ": " + side + " -->";
    }
}
