package dev.collimate.tables;

import dev.collimate.storage.HadoopSettings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The first records of CSV files as they stand, line end included, byte for character: whether the files have one header,
 * and how their records end. Spark finds the ends out by itself, but where it finds a carriage return and a line feed it
 * also takes the carriage returns out of what stands in quotes; only told of them it lets texts be.
 */
final class FirstRecords {
    static final String CARRIAGE_RETURN_LINE_FEED = "\r\n";

    private static final Pattern LINE_END = Pattern.compile("\\r?\\n$");
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_TASKS = 64;

    private final Map<String, String> firstFiles;

    private FirstRecords(Map<String, String> firstFiles) {
        this.firstFiles = firstFiles;
    }

    /**
     * Looks at most a MiB into each of {@code files}, in one job; fields may stand in {@code "}.
     *
     * @param comment what lines start with that Spark passes over, as it does over blank ones; null for none
     */
    static FirstRecords of(SparkSession spark, List<String> files, String comment) {
        SerializableConfiguration conf = new SerializableConfiguration(HadoopSettings.of(spark));
        Map<String, String> found = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(files, Math.max(1, Math.min(files.size(), MOST_TASKS)))
                .keyBy(file -> firstRecord(new Path(URI.create(file)), conf.value(), comment))
                .reduceByKey(FirstRecords::first)
                .collectAsMap();
        return new FirstRecords(found);
    }

    /** A file of each different header, in the order of their names. */
    List<String> filesByHeader() {
        Map<String, String> files = new TreeMap<>();
        firstFiles.forEach(
                (record, file) -> files.merge(LINE_END.matcher(record).replaceFirst(""), file, FirstRecords::first));
        return files.values().stream().sorted().toList();
    }

    /** Whether a record ends in a carriage return and a line feed. */
    boolean anyEndsInCarriageReturn() {
        return firstFiles.keySet().stream().anyMatch(record -> record.endsWith(CARRIAGE_RETURN_LINE_FEED));
    }

    /** Whether all do whose ends were found. */
    boolean allEndInCarriageReturn() {
        return firstFiles.keySet().stream()
                .filter(record -> record.endsWith("\n"))
                .allMatch(record -> record.endsWith(CARRIAGE_RETURN_LINE_FEED));
    }

    private static String first(String a, String b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String firstRecord(Path file, Configuration conf, String comment) throws IOException {
        CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(file);
        try (InputStream bytes = file.getFileSystem(conf).open(file);
                InputStream text = new BufferedInputStream(codec == null ? bytes : codec.createInputStream(bytes))) {
            String record = nextRecord(text);
            while (record.endsWith("\n") && (record.isBlank() || comment != null && record.startsWith(comment))) {
                record = nextRecord(text);
            }
            return record;
        }
    }

    private static String nextRecord(InputStream text) throws IOException {
        StringBuilder record = new StringBuilder();
        boolean quoted = false;
        int next = 0;
        while ((next != '\n' || quoted) && record.length() < MOST_BYTES) {
            next = text.read();
            if (next < 0) {
                break;
            }
            record.append((char) next);
            quoted ^= next == '"';
        }
        return record.toString();
    }
}
