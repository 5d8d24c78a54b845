package dev.collimate.tables;

import dev.collimate.cluster.WritingJobs;
import dev.collimate.data.Message;
import dev.collimate.rows.ClassicSpark;
import dev.collimate.rows.Columns;
import dev.collimate.rows.ReadFiles;
import dev.collimate.rows.ReadSources;
import dev.collimate.rows.TableName;
import dev.collimate.storage.Redaction;
import dev.collimate.storage.Undo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.CreateTableWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.functions;

/**
 * Writes rows to a table of the session's catalogs. Rows are counted before they are written, in the same data set: the
 * table would not tell them from those of others who write to it.
 *
 * <p>A table that exists keeps its columns, its provider and its partitions. It is overwritten only where its source
 * replaces all rows by one change of its own, as Delta Lake and Iceberg do: of others Spark deletes the old rows first.
 */
public final class TableOutput implements RowsOutput {
    private static final Set<String> CHANGE_COLUMNS = Set.of("mergeSchema", "overwriteSchema");

    private final SparkSession spark;
    private final TableSettings settings;

    public TableOutput(SparkSession spark, TableSettings settings) {
        this.spark = spark;
        this.settings = settings;
    }

    @Override
    public void requireWritable() {
        try {
            TableName name = TableName.of(spark, settings.name());
            Optional<Table> existing = name.load(spark);
            if (existing.isPresent()) {
                requireAllowed(name, existing.get());
            } else if (settings.mode() == OutputMode.APPEND) {
                // Says in Spark's own words that there is none.
                spark.table(settings.name());
            }
        } catch (Exception e) {
            // Spark throws checked exceptions that Scala does not declare.
            throw told(e);
        }
    }

    private void requireAllowed(TableName name, Table table) {
        if (settings.mode() == OutputMode.ERRORIFEXISTS) {
            throw new BadTableException(Message.of(
                    "%s already exists; choose another name, or append to it or overwrite it ({mode})", shown()));
        }
        if (settings.mode() == OutputMode.OVERWRITE && !(isVersioned(table) && name.isStaged(spark))) {
            throw new BadTableException(
                    shown() + " cannot be overwritten without risk: Spark deletes the rows of a table of "
                            + "provider " + provider(table).orElse("unknown")
                            + " before it writes new ones, and a failure would"
                            + " lose both; write a new table, then give it the name of this one with ALTER TABLE ... RENAME TO,"
                            + " or use a provider such as delta");
        }
        Optional<String> provider = provider(table);
        if (settings.provider().isPresent()
                && provider.isPresent()
                && !provider.get().equalsIgnoreCase(settings.provider().get())) {
            throw new BadTableException(Message.of(
                    "%s is of provider %s, not %s; leave {outputFormat} out",
                    shown(), provider.get(), settings.provider().get()));
        }
        List<String> partitions = Arrays.stream(table.partitioning())
                .map(transform -> Arrays.stream(transform.references())
                        .map(column -> String.join(".", column.fieldNames()))
                        .collect(Collectors.joining(",")))
                .toList();
        if (!settings.partitionBy().isEmpty() && !partitions.equals(settings.partitionBy())) {
            throw new BadTableException(Message.of(
                    "%s is partitioned by %s, not %s; leave {partitionBy} out",
                    shown(),
                    partitions.isEmpty() ? "nothing" : String.join(", ", partitions),
                    String.join(", ", settings.partitionBy())));
        }
    }

    /** Tables that Spark writes by their provider's files alone say nothing of what they can. */
    private static boolean isVersioned(Table table) {
        return !table.capabilities().isEmpty();
    }

    private static Optional<String> provider(Table table) {
        return Optional.ofNullable(table.properties().get(TableCatalog.PROP_PROVIDER));
    }

    @Override
    public void requireNotRead(Dataset<Row> input) {
        if (settings.mode() == OutputMode.ERRORIFEXISTS) {
            return;
        }
        try {
            TableName name = TableName.of(spark, settings.name());
            Optional<String> location =
                    name.load(spark).map(table -> table.properties().get(TableCatalog.PROP_LOCATION));
            ReadSources sources = ReadSources.of(input);
            boolean read = sources.tables().stream().anyMatch(name::isSame)
                    || location.isPresent()
                            && (isOf(sources, location.get()) || ReadFiles.anyIn(location.get(), input));
            if (read) {
                throw new BadTableException(
                        shown() + " is read and cannot be written in place: old and new vectors would be mixed, or a"
                                + " second run would map what the first one mapped; write a new table, look at it, then give"
                                + " it the name of the old one with ALTER TABLE ... RENAME TO");
            }
        } catch (Exception e) {
            throw told(e);
        }
    }

    private static boolean isOf(ReadSources sources, String folder) {
        return sources.locations().stream()
                .anyMatch(location -> withoutEnd(location).equals(withoutEnd(folder)));
    }

    /** Those of other sources need not be paths. */
    private static String withoutEnd(String folder) {
        return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    @Override
    public Written write(Dataset<Row> rows, Dataset<Row> counted, Optional<String> nullable) {
        Column isNull = nullable.map(column -> Columns.of(column).isNull()).orElse(functions.lit(false));
        Row counts = counted.agg(functions.count(functions.lit(1)), functions.count_if(isNull))
                .head();
        try {
            writeTo(TableName.of(spark, settings.name()), rows);
        } catch (Exception e) {
            throw told(e);
        }
        return new Written(counts.getLong(0), counts.getLong(1));
    }

    private void writeTo(TableName name, Dataset<Row> rows) throws Exception {
        Optional<Table> existing = name.load(spark);
        UnfinishedTable unfinished = UnfinishedTable.of(spark, name, existing.isPresent());
        Undo.onFailure(
                () -> WritingJobs.run(ClassicSpark.context(spark), () -> {
                    write(existing, rows);
                    return null;
                }),
                unfinished::clear);
    }

    private void write(Optional<Table> existing, Dataset<Row> rows) throws Exception {
        if (existing.isEmpty() || settings.mode() == OutputMode.ERRORIFEXISTS) {
            create(rows);
            return;
        }
        requireSameColumns(existing.get(), rows);
        if (settings.mode() == OutputMode.OVERWRITE) {
            rows.writeTo(settings.name()).options(settings.options()).overwrite(functions.lit(true));
        } else {
            append(existing.get(), rows);
        }
    }

    private void create(Dataset<Row> rows) throws Exception {
        CreateTableWriter<Row> writer = rows.writeTo(settings.name());
        if (settings.provider().isPresent()) {
            writer = writer.using(settings.provider().get());
        }
        writer = writer.options(settings.options());
        if (!settings.partitionBy().isEmpty()) {
            Column[] columns = settings.partitionBy().stream().map(Columns::of).toArray(Column[]::new);
            writer = writer.partitionedBy(columns[0], Arrays.copyOfRange(columns, 1, columns.length));
        }
        writer.create();
    }

    private void append(Table existing, Dataset<Row> rows) throws Exception {
        if (isVersioned(existing)) {
            rows.writeTo(settings.name()).options(settings.options()).append();
            return;
        }
        // Goes by the places of columns.
        Column[] columns = Arrays.stream(existing.columns())
                .map(column -> Columns.of(column.name()))
                .toArray(Column[]::new);
        rows.select(columns).write().options(settings.options()).insertInto(settings.name());
    }

    /** Sources fill a column that is not given with nulls, without a word. */
    private void requireSameColumns(Table table, Dataset<Row> rows) {
        Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.putAll(settings.options());
        if (CHANGE_COLUMNS.stream().anyMatch(name -> Boolean.parseBoolean(options.get(name)))) {
            return;
        }
        List<String> present =
                Arrays.stream(table.columns()).map(column -> column.name()).toList();
        if (!sorted(present).equals(sorted(Arrays.asList(rows.columns())))) {
            throw new BadTableException("cannot write " + shown() + ": its columns are " + String.join(", ", present)
                    + ", but the new rows have " + String.join(", ", rows.columns()));
        }
    }

    private static List<String> sorted(List<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private String shown() {
        return "the table " + Redaction.of(settings.name());
    }

    /** What is thrown to the user: what is already said for him, else in Spark's words. */
    private BadTableException told(Exception failure) {
        return BadTableException.in(failure)
                .orElseGet(() -> new BadTableException(
                        Message.of("cannot write %s: %s", shown(), SparkErrors.reason(failure)), failure));
    }
}
