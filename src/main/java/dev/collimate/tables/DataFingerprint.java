package dev.collimate.tables;

import dev.collimate.model.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What tells the files of a data set from others, without reading them: their names and lengths, not where they lie. */
public final class DataFingerprint {
    private static final int DIGITS = 16;
    private static final int MOST_FILES = 10_000;

    private DataFingerprint() {}

    /** In words; data that are no files, or too many, have none. */
    public static String of(List<Dataset<Row>> tables, Configuration configuration) {
        return of(tables.stream().flatMap(table -> Arrays.stream(table.inputFiles())), configuration);
    }

    /** @param addresses of files, percent-encoded as Spark has them; one that comes twice counts once */
    static String of(Stream<String> addresses, Configuration configuration) {
        List<Path> files = addresses
                .distinct()
                .map(address -> new Path(URI.create(address)))
                .toList();
        if (files.isEmpty() || files.size() > MOST_FILES) {
            return files.isEmpty() ? "no files" : String.format(Locale.ROOT, "%,d files", files.size());
        }
        Map<Path, List<Path>> folders =
                files.stream().collect(Collectors.groupingBy(Path::getParent, LinkedHashMap::new, Collectors.toList()));
        List<String> entries = new ArrayList<>();
        long bytes = 0;
        try {
            for (Map.Entry<Path, List<Path>> folder : folders.entrySet()) {
                Map<String, Long> lengths = lengths(folder.getKey(), folder.getValue(), configuration);
                for (Path file : folder.getValue()) {
                    Long length = lengths.get(file.getName());
                    if (length == null) {
                        throw new FileNotFoundException(file.toString());
                    }
                    entries.add(file.getName() + " " + length);
                    bytes += length;
                }
            }
        } catch (IOException e) {
            return String.format(Locale.ROOT, "%,d files, whose lengths are not to be had", files.size());
        }
        String sorted = entries.stream().sorted().collect(Collectors.joining("\n"));
        return String.format(
                Locale.ROOT,
                "%,d files, %,d bytes, SHA-256 of names and lengths %s",
                entries.size(),
                bytes,
                Sha256.of(sorted.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS));
    }

    /** By name, in one listing where there is more than one file: to ask for each is slow on an object store. */
    private static Map<String, Long> lengths(Path folder, List<Path> files, Configuration configuration)
            throws IOException {
        FileSystem system = folder.getFileSystem(configuration);
        FileStatus[] found =
                files.size() == 1 ? new FileStatus[] {system.getFileStatus(files.get(0))} : system.listStatus(folder);
        Map<String, Long> lengths = new HashMap<>();
        for (FileStatus status : found) {
            lengths.put(status.getPath().getName(), status.getLen());
        }
        return lengths;
    }
}
