package dev.collimate.tables;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * How the records of a CSV file end. Spark finds that out by itself, but where it finds a carriage return and a line feed
 * it also takes the carriage returns out of what stands in quotes; only told of them it lets texts be.
 */
enum RecordEnds {
    LINE_FEED,
    CARRIAGE_RETURN_LINE_FEED,
    /** No end in what was looked at. */
    UNKNOWN;

    private static final int MOST_BYTES = 1 << 20;

    /** Looks for the end of the first record of {@code file}, at most a MiB far; fields stand in {@code "}. */
    static RecordEnds of(Path file, Configuration conf) throws IOException {
        CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(file);
        try (InputStream bytes = file.getFileSystem(conf).open(file);
                InputStream text = new BufferedInputStream(codec == null ? bytes : codec.createInputStream(bytes))) {
            return of(text);
        }
    }

    private static RecordEnds of(InputStream text) throws IOException {
        boolean quoted = false;
        int last = 0;
        for (int i = 0; i < MOST_BYTES; i++) {
            int next = text.read();
            if (next < 0) {
                return UNKNOWN;
            }
            if (next == '"') {
                quoted = !quoted;
            } else if (next == '\n' && !quoted) {
                return last == '\r' ? CARRIAGE_RETURN_LINE_FEED : LINE_FEED;
            }
            last = next;
        }
        return UNKNOWN;
    }
}
