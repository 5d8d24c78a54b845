package dev.collimate.tables;

import dev.collimate.cluster.WritingJobs;
import dev.collimate.data.Message;
import dev.collimate.rows.ClassicSpark;
import dev.collimate.rows.Columns;
import dev.collimate.storage.AppendSave;
import dev.collimate.storage.AtomicSave;
import dev.collimate.storage.Filling;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.Redaction;
import dev.collimate.storage.SaveSettings;
import dev.collimate.storage.SavedKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Writes a data set so that what was at the path before stays whole until the new is complete. */
public final class OutputWriter implements RowsOutput {
    private static final String CSV = CsvText.FORMAT;
    private static final String JSON = "json";

    private final SparkSession spark;
    private final String path;
    private final String delimiter;
    private final String format;
    private final OutputMode mode;
    private final String[] partitionBy;
    private final Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param delimiter between the numbers of a vector, where the format has no arrays; null for a blank */
    public OutputWriter(SparkSession spark, WriteSettings output, String delimiter) {
        this.spark = spark;
        this.delimiter = delimiter == null ? CsvText.DEFAULT_DELIMITER : delimiter;
        this.path = output.path();
        this.format = output.format();
        this.mode = output.mode();
        this.partitionBy = output.partitionBy().toArray(String[]::new);
        if (format.equals(CSV)) {
            this.options.putAll(CsvText.WRITE);
        }
        if (format.equals(JSON)) {
            // A null stays in its row, as it came.
            this.options.put("ignoreNullFields", "false");
        }
        this.options.putAll(output.options());
    }

    @Override
    public void requireWritable() throws IOException {
        mode.requireWritable(spark, path, SavedKind.DATA);
        requireNoSecretInEventLog(
                mode == OutputMode.APPEND ? new Path(path) : AtomicSave.folderOfNew(path, configuration()));
    }

    /** The plan of a write tells the folder, and Spark redacts it nowhere. */
    private void requireNoSecretInEventLog(Path told) {
        boolean logged = Boolean.parseBoolean(spark.conf().get("spark.eventLog.enabled", "false"));
        if (logged && Redaction.hidesInAddress(String.valueOf(told))) {
            throw new BadTableException(Message.of(
                    "cannot write %s: Spark's event log would hold what may be a secret in this address; give it by a"
                            + " setting of the file system, or switch the log off with {spark.eventLog.enabled=false}",
                    Redaction.of(path)));
        }
    }

    @Override
    public void requireNotRead(Dataset<Row> input) throws IOException {
        mode.requireNotRead(spark, path, input);
    }

    /** Rows are counted in the files of this run, before they take their place. */
    @Override
    public Written write(Dataset<Row> rows, Dataset<Row> counted, Optional<String> nullable) throws IOException {
        Dataset<Row> written = format.equals(CSV) ? CsvText.of(rows, delimiter) : rows;
        AtomicReference<Written> count = new AtomicReference<>();
        Filling filling = (files, folder) -> {
            WritingJobs.run(ClassicSpark.context(spark), () -> {
                written.write()
                        .format(format)
                        .options(options)
                        .mode(SaveMode.ErrorIfExists)
                        .partitionBy(partitionBy)
                        .save(folder.toString());
                return null;
            });
            count.set(count(written.schema(), nullable, files, folder));
        };
        if (mode == OutputMode.APPEND) {
            if (AppendSave.holdsData(path, configuration())) {
                requireSameColumns(written.schema());
            }
            AppendSave.save(path, configuration(), filling);
        } else {
            AtomicSave.save(
                    path, configuration(), new SaveSettings(SavedKind.DATA, mode == OutputMode.OVERWRITE, 0), filling);
        }
        return count.get();
    }

    /** Files are named one by one: Spark warns of a folder whose name is hidden. */
    private Written count(StructType schema, Optional<String> nullable, FileSystem files, Path folder)
            throws IOException {
        DataFrameReader reader = spark.read().format(format).options(options).schema(schema);
        // Text with line ends is written in quotes.
        reader = format.equals(CSV) ? reader.option("multiLine", true) : reader;
        String[] parts = parts(files, folder);
        if (parts.length == 0) {
            return new Written(0, 0);
        }
        // Other columns are not read, as they are not in count().
        Column isNull = nullable.map(column -> Columns.of(column).isNull()).orElse(functions.lit(false));
        Row counts = reader.load(parts)
                .agg(functions.count(functions.lit(1)), functions.count_if(isNull))
                .head();
        return new Written(counts.getLong(0), counts.getLong(1));
    }

    /** Those in folders of partitions as well; of these, columns that are folders' names are not counted. */
    private static String[] parts(FileSystem files, Path folder) throws IOException {
        List<String> parts = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> found = files.listFiles(folder, true);
        while (found.hasNext()) {
            Path file = found.next().getPath();
            if (file.getName().startsWith("part-")) {
                parts.add(InputFiles.literal(file.toString()));
            }
        }
        return parts.toArray(String[]::new);
    }

    private void requireSameColumns(StructType columns) {
        Dataset<Row> read = spark.read().format(format).options(options).load(path);
        List<String> partitions = ClassicSpark.partitionColumns(read);
        if (!partitions.isEmpty()) {
            throw new IllegalArgumentException("cannot append to " + Redaction.of(path)
                    + ": it has folders for values of " + String.join(", ", partitions)
                    + ", and Spark reads no file beside them; write to another folder");
        }
        StructType existing = read.schema();
        boolean typed = !format.equals(CSV);
        if (!describe(existing, typed).equals(describe(columns, typed))) {
            throw new IllegalArgumentException("cannot append to " + Redaction.of(path) + ": its columns are "
                    + describe(existing, typed) + ", but the new rows have " + describe(columns, typed));
        }
    }

    private static String describe(StructType columns, boolean typed) {
        return String.join(
                ", ",
                Arrays.stream(columns.fields())
                        .map(field ->
                                typed ? field.name() + " " + field.dataType().catalogString() : field.name())
                        .toList());
    }

    private Configuration configuration() {
        return HadoopSettings.of(spark);
    }
}
