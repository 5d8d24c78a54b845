package dev.collimate.tables;

import dev.collimate.storage.AtomicSave;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes a data set so that what was at the path before stays whole until the new is complete. */
public final class OutputWriter {
    private static final String CSV = "csv";

    private final SparkSession spark;
    private final String path;
    private final String format;
    private final OutputMode mode;
    private final Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public OutputWriter(SparkSession spark, WriteSettings output) {
        this.spark = spark;
        this.path = output.path();
        this.format = output.format();
        this.mode = output.mode();
        if (format.equals(CSV)) {
            this.options.put("header", "true");
        }
        this.options.putAll(output.options());
    }

    /** Checks, before any work is done, whether the output may be written. */
    public void requireWritable() throws IOException {
        mode.requireWritable(spark, path);
    }

    /**
     * Writes all rows or, if it fails, none.
     *
     * @param delimiter between the numbers of a vector, where the format has no arrays
     * @return the number of rows written, as counted in the files: tasks may run twice, what they tell on the way is
     *     no exact count. What others append to the same path meanwhile is counted too
     */
    public long write(Dataset<Row> rows, String delimiter) throws IOException {
        Dataset<Row> written = format.equals(CSV) ? withTextVectors(rows, delimiter) : rows;
        Path target = new Path(path);
        if (mode == OutputMode.APPEND && target.getFileSystem(configuration()).exists(target)) {
            requireSameColumns(written.schema());
            long before = count(written.schema());
            save(written, SaveMode.Append, path);
            return count(written.schema()) - before;
        }
        AtomicSave.save(
                path,
                configuration(),
                mode == OutputMode.OVERWRITE,
                (files, folder) -> save(written, SaveMode.ErrorIfExists, folder.toString()));
        return count(written.schema());
    }

    private void save(Dataset<Row> rows, SaveMode saveMode, String folder) {
        rows.write().format(format).options(options).mode(saveMode).save(folder);
    }

    private long count(StructType schema) {
        DataFrameReader reader = spark.read().format(format).options(options).schema(schema);
        // Text with line ends is written in quotes.
        return (format.equals(CSV) ? reader.option("multiLine", true) : reader)
                .load(path)
                .count();
    }

    private void requireSameColumns(StructType columns) {
        StructType existing =
                spark.read().format(format).options(options).load(path).schema();
        boolean typed = !format.equals(CSV);
        if (!describe(existing, typed).equals(describe(columns, typed))) {
            throw new IllegalArgumentException("cannot append to " + path + ": its columns are "
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

    private static Dataset<Row> withTextVectors(Dataset<Row> rows, String delimiter) {
        Column[] columns = Arrays.stream(rows.schema().fields())
                .map(field -> asText(field, delimiter).as(field.name()))
                .toArray(Column[]::new);
        return rows.select(columns);
    }

    private static Column asText(StructField field, String delimiter) {
        Column column = Columns.of(field.name());
        DataType type = field.dataType();
        if (type.equals(SQLDataTypes.VectorType())) {
            column = functions.vector_to_array(column, "float64");
        } else if (!(type instanceof ArrayType)) {
            return column;
        }
        return org.apache.spark.sql.functions.array_join(
                column.cast(DataTypes.createArrayType(DataTypes.StringType)), delimiter);
    }

    private Configuration configuration() {
        return spark.sparkContext().hadoopConfiguration();
    }
}
