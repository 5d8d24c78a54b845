package dev.collimate.tables;

import dev.collimate.data.Message;
import dev.collimate.rows.ClassicSpark;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.Redaction;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads data sets through Spark's own readers. */
public final class InputReader {
    private static final String JSON = "json";
    private static final String TEXT = "text";
    private static final Logger LOG = LoggerFactory.getLogger(InputReader.class);
    private static final String LINE_SEP = "lineSep";
    private static final String MERGE_SCHEMA = "mergeSchema";

    /** Formats whose files name their columns; unless told to merge, Spark looks at one file and drops what others have. */
    private static final Set<String> MERGED = Set.of("parquet", "orc");

    private static final Set<String> FILE_FORMATS = Set.of("parquet", "orc", JSON, CsvText.FORMAT, "avro", TEXT);
    private static final Set<String> SILENT_LOSS = Set.of("ignoreCorruptFiles", "ignoreMissingFiles");

    private final SparkSession spark;
    private final ReadSettings settings;

    public InputReader(SparkSession spark, ReadSettings settings) {
        this.spark = spark;
        this.settings = settings;
    }

    /**
     * Reads the rows of {@code source}.
     *
     * @throws IllegalArgumentException in one line if nothing can be read there
     */
    public Dataset<Row> read(TableSource source) throws IOException {
        return read(source, "vector");
    }

    /**
     * As {@link #read(TableSource)}.
     *
     * @param vectorColumn what the column of vectors is called where files have no names of columns
     */
    public Dataset<Row> read(TableSource source, String vectorColumn) throws IOException {
        refuseSilentLoss();
        boolean vectorFiles = VectorFiles.isFormat(settings.format());
        List<String> paths = new ArrayList<>();
        for (String path : source.paths()) {
            paths.add(
                    vectorFiles || FILE_FORMATS.contains(settings.format())
                            ? InputFiles.readable(path, HadoopSettings.of(spark))
                            : path);
        }
        try {
            return PartitionFolders.asText(spark, () -> {
                InputReader based = withBase(paths);
                Dataset<Row> rows = based.read(source, paths, vectorColumn);
                // A column of the files counts, as it does where Spark is given their folder alone.
                return based != this && ClassicSpark.foldersHideColumns(rows)
                        ? read(source, paths, vectorColumn)
                        : rows;
            });
        } catch (Exception e) {
            // Spark throws checked exceptions that Scala does not declare, so a narrower catch does not compile.
            throw unreadable(source, e);
        }
    }

    private InputReader withBase(List<String> paths) throws IOException {
        Map<String, String> options = readerOptions();
        // Text is lines, and has no other columns.
        if (!FILE_FORMATS.contains(settings.format())
                || settings.format().equals(TEXT)
                || options.containsKey(PartitionFolders.BASE)
                || Boolean.parseBoolean(options.get("recursiveFileLookup"))) {
            return this;
        }
        return PartitionFolders.base(paths, HadoopSettings.of(spark))
                .map(base -> new InputReader(spark, settings.with(PartitionFolders.BASE, base)))
                .orElse(this);
    }

    private Dataset<Row> read(TableSource source, List<String> paths, String vectorColumn) throws IOException {
        if (source.query() != null) {
            return spark.sql(source.query());
        }
        if (source.table() != null) {
            return spark.read().options(settings.options()).table(source.table());
        }
        return VectorFiles.isFormat(settings.format()) && !paths.isEmpty()
                ? VectorFiles.read(spark, settings.format(), paths, vectorColumn)
                : read(source.toString(), paths.toArray(String[]::new));
    }

    private Dataset<Row> read(String name, String[] paths) {
        Dataset<Row> rows = load(paths);
        if (settings.format().equals(JSON)) {
            requireJsonLines(rows.schema(), name);
        }
        return settings.format().equals(CsvText.FORMAT) ? withTextsAsTheyAre(rows, name, paths) : rows;
    }

    private Dataset<Row> load(String[] paths) {
        try {
            return reader().load(paths);
        } catch (Exception e) {
            if (MERGED.contains(settings.format()) && SparkErrors.isMergeConflict(e)) {
                return reader().schema(widest(paths)).load(paths);
            }
            if (MERGED.contains(settings.format()) && SparkErrors.isOfAnUnnamedFile(e)) {
                requireEachReadable(paths, e);
            }
            throw e;
        }
    }

    /** Spark reads the footers of all files, and does not say which of them is damaged in every way. */
    private void requireEachReadable(String[] paths, Exception failure) {
        String[] files = reader().schema(new StructType()).load(paths).inputFiles();
        UnreadableFile.among(sorted(files), some -> reader().load(escaped(some)), SparkErrors::isOfAnUnnamedFile)
                .ifPresent(file -> {
                    throw new BadTableException(SparkConditions.unreadable(file), failure);
                });
    }

    private DataFrameReader reader() {
        return spark.read().format(settings.format()).options(readerOptions());
    }

    /** Spark merges the columns of files, but no two types of one column. */
    private StructType widest(String[] paths) {
        String[] files = reader().option(MERGE_SCHEMA, "false").load(paths).inputFiles();
        LOG.info("columns of {} files differ in type: the schema of each is read", files.length);
        return new FileSchemas(sorted(files), file -> reader().load(escaped(List.of(file)))
                        .schema())
                .widest();
    }

    /**
     * Spark takes the columns of the first file for those of all, by their places, which is refused where headers differ.
     * Rows are read anew where it would take carriage returns out of texts.
     */
    private Dataset<Row> withTextsAsTheyAre(Dataset<Row> rows, String name, String[] paths) {
        Map<String, String> options = readerOptions();
        boolean headers = Boolean.parseBoolean(options.get("header"));
        boolean endsMatter = !options.containsKey(LINE_SEP) && Boolean.parseBoolean(options.get("multiLine"));
        String[] files = headers || endsMatter ? rows.inputFiles() : new String[0];
        FirstRecords records = FirstRecords.of(spark, sorted(files), options.get("comment"));
        if (headers) {
            new FileSchemas(records.filesByHeader(), file -> reader().load(escaped(List.of(file)))
                            .schema())
                    .requireSameNames();
        }
        if (!endsMatter || !records.anyEndsInCarriageReturn()) {
            return rows;
        }
        if (!records.allEndInCarriageReturn()) {
            LOG.warn(
                    "some files in {} end records with carriage return and line feed, others with line feed alone: line"
                            + " ends inside texts of the former become line feeds",
                    Redaction.of(name));
            return rows;
        }
        return reader().option(LINE_SEP, FirstRecords.CARRIAGE_RETURN_LINE_FEED).load(paths);
    }

    private static List<String> sorted(String[] files) {
        return Arrays.stream(files).sorted().toList();
    }

    /** The addresses of files, as Spark tells them, for a reader that takes them for patterns. */
    private static String[] escaped(List<String> addresses) {
        return addresses.stream()
                .map(address -> InputFiles.literal(new Path(URI.create(address)).toString()))
                .toArray(String[]::new);
    }

    private static void requireJsonLines(StructType schema, String path) {
        if (Arrays.equals(schema.fieldNames(), new String[] {"_corrupt_record"})) {
            throw new BadTableException(Message.of(
                    "the input %s has no line that is a JSON object; if a file is one JSON array or its objects run over"
                            + " lines, read it with {option} multiLine=true",
                    path));
        }
    }

    private IllegalArgumentException unreadable(TableSource source, Exception failure) {
        Optional<BadTableException> told = BadTableException.in(failure);
        if (told.isPresent()) {
            return told.get();
        }
        Optional<IllegalArgumentException> name = InputFiles.badName(failure, source.toString());
        if (name.isPresent()) {
            return name.get();
        }
        Message reason = SparkErrors.reason(failure);
        if (source.table() != null || source.query() != null) {
            return new BadTableException(Message.of("cannot read %s: %s", source, reason), failure);
        }
        // Where the format is right, another one is no way out.
        boolean right = SparkErrors.isOfData(failure) || settings.format().equals("jdbc");
        String advice = right ? "" : "; {format} names another format";
        return new BadTableException(
                Message.of("cannot read %s as %s: %s" + advice, source, settings.format(), reason), failure);
    }

    private Map<String, String> readerOptions() {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (settings.format().equals(CsvText.FORMAT)) {
            all.putAll(CsvText.READ);
        }
        if (MERGED.contains(settings.format())) {
            all.put(MERGE_SCHEMA, "true");
        }
        all.putAll(settings.options());
        return all;
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
                throw new BadTableException(Message.of(
                        "%s is true, so Spark would leave out files without a word; set it to false%s",
                        setting, Message.of(", or accept that with {allowIncompleteInput}")));
            }
        }
    }
}
