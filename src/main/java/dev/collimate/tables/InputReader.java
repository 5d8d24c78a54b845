package dev.collimate.tables;

import dev.collimate.storage.HadoopSettings;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads data sets through Spark's own readers. */
public final class InputReader {
    private static final String CSV = "csv";
    private static final Set<String> FILE_FORMATS = Set.of("parquet", "orc", "json", CSV, "avro", "text");
    private static final Set<String> SILENT_LOSS = Set.of("ignoreCorruptFiles", "ignoreMissingFiles");

    private final SparkSession spark;
    private final ReadSettings settings;

    public InputReader(SparkSession spark, ReadSettings settings) {
        this.spark = spark;
        this.settings = settings;
    }

    /**
     * Reads the rows at {@code path}.
     *
     * @throws IllegalArgumentException in one line if nothing can be read there
     */
    public Dataset<Row> read(String path) throws IOException {
        refuseSilentLoss();
        if (FILE_FORMATS.contains(settings.format())) {
            requireExists(path);
        }
        try {
            return spark.read()
                    .format(settings.format())
                    .options(readerOptions())
                    .load(path);
        } catch (Exception e) {
            // Spark throws checked exceptions that Scala does not declare, so a narrower catch does not compile.
            throw new IllegalArgumentException(
                    "cannot read " + path + " as " + settings.format() + ": " + SparkErrors.reason(e)
                            + "; --format names another format",
                    e);
        }
    }

    private Map<String, String> readerOptions() {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (settings.format().equals(CSV)) {
            all.put("header", "true");
        }
        all.putAll(settings.options());
        return all;
    }

    private void requireExists(String path) throws IOException {
        Path pattern = new Path(path);
        FileStatus[] found = pattern.getFileSystem(HadoopSettings.of(spark)).globStatus(pattern);
        if (found == null || found.length == 0) {
            throw new IllegalArgumentException(
                    "the input " + path + " does not exist; give a file, a folder of files or a pattern of them");
        }
    }

    private void refuseSilentLoss() {
        if (settings.allowIncompleteInput()) {
            return;
        }
        Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(settings.options());
        for (String name : SILENT_LOSS) {
            String setting = "spark.sql.files." + name;
            if (Boolean.parseBoolean(given.getOrDefault(name, spark.conf().get(setting, "false")))) {
                throw new IllegalArgumentException(setting + " is true, so Spark would leave out files without a word;"
                        + " set it to false, or accept that with --allow-incomplete-input");
            }
        }
    }
}
