package dev.collimate.cli;

import dev.collimate.ml.AtomicSave;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
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
final class OutputWriter {
    private static final String CSV = "csv";

    private final String path;
    private final String format;
    private final OutputMode mode;
    private final Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    OutputWriter(String path, String format, OutputMode mode, Map<String, String> options) {
        this.path = path;
        this.format = format;
        this.mode = mode;
        if (format.equals(CSV)) {
            this.options.put("header", "true");
        }
        this.options.putAll(options);
    }

    /** Checks, before any work is done, whether the output may be written. */
    void requireWritable(SparkSession spark) throws IOException {
        Path target = new Path(path);
        FileSystem files = target.getFileSystem(configuration(spark));
        AtomicSave.requireFree(files, target, mode != OutputMode.ERRORIFEXISTS);
    }

    /** @param delimiter between the numbers of a vector, where the format has no arrays */
    void write(Dataset<Row> rows, String delimiter) throws IOException {
        Dataset<Row> written = format.equals(CSV) ? withTextVectors(rows, delimiter) : rows;
        SparkSession spark = rows.sparkSession();
        Path target = new Path(path);
        if (mode == OutputMode.APPEND
                && target.getFileSystem(configuration(spark)).exists(target)) {
            requireSameColumns(spark, written.schema());
            written.write()
                    .format(format)
                    .options(options)
                    .mode(SaveMode.Append)
                    .save(path);
            return;
        }
        AtomicSave.save(path, configuration(spark), mode == OutputMode.OVERWRITE, (files, folder) -> written.write()
                .format(format)
                .options(options)
                .save(folder.toString()));
    }

    private void requireSameColumns(SparkSession spark, StructType columns) {
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

    private static Configuration configuration(SparkSession spark) {
        return spark.sparkContext().hadoopConfiguration();
    }
}
