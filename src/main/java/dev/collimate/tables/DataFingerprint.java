package dev.collimate.tables;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
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
        String[] files = tables.stream()
                .flatMap(table -> Arrays.stream(table.inputFiles()))
                .distinct()
                .toArray(String[]::new);
        if (files.length == 0 || files.length > MOST_FILES) {
            return files.length == 0 ? "no files" : String.format(Locale.ROOT, "%,d files", files.length);
        }
        List<String> entries = new ArrayList<>();
        long bytes = 0;
        try {
            for (String file : files) {
                Path path = new Path(file);
                long length =
                        path.getFileSystem(configuration).getFileStatus(path).getLen();
                entries.add(path.getName() + " " + length);
                bytes += length;
            }
        } catch (IOException e) {
            return String.format(Locale.ROOT, "%,d files, whose lengths are not to be had", files.length);
        }
        String[] sorted = entries.stream().sorted().toArray(String[]::new);
        return String.format(
                Locale.ROOT,
                "%,d files, %,d bytes, SHA-256 of names and lengths %s",
                sorted.length,
                bytes,
                sha256(String.join("\n", Arrays.asList(sorted))).substring(0, DIGITS));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
