package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import dev.collimate.storage.HadoopSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The formats of files that hold vectors and nothing else but their names or positions. */
public final class VectorFiles {
    private static final String NPY = "npy";
    private static final String VEC = "vec";
    private static final Map<String, VectorCodec> VECS =
            Map.of("fvecs", new Float32Bytes(), "bvecs", new Uint8Bytes(), "ivecs", new Int32Bytes());

    private VectorFiles() {}

    /** Whether rows of this format are known by their position alone. */
    public static boolean isPositional(String format) {
        return format.equals(NPY) || VECS.containsKey(format);
    }

    static boolean isFormat(String format) {
        return isPositional(format) || format.equals(VEC);
    }

    /** The format of these that a file bears as the end of its name; empty for others. */
    public static Optional<String> formatOf(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return Set.of(NPY, VEC, "fvecs", "bvecs", "ivecs").stream()
                .filter(format -> name.endsWith("." + format) || format.equals(VEC) && name.endsWith(".vec.gz"))
                .findFirst();
    }

    /**
     * Reads files, in the order of their names.
     *
     * @param paths of files, folders or patterns, as {@link InputFiles#readable} gives them
     * @param vectorColumn what the column of vectors is called
     * @throws BadTableException if a file is damaged or of another format, or vectors of two files are not of one kind
     */
    static Dataset<Row> read(SparkSession spark, String format, List<String> paths, String vectorColumn)
            throws IOException {
        Configuration conf = HadoopSettings.of(spark);
        List<FileStatus> statuses = new ArrayList<>();
        for (String path : paths) {
            Path pattern = new Path(path);
            FileSystem files = pattern.getFileSystem(conf);
            for (FileStatus found : files.globStatus(pattern)) {
                statuses.addAll(
                        found.isFile()
                                ? List.of(found)
                                : Arrays.stream(files.listStatus(found.getPath()))
                                        .filter(file -> file.isFile() && isSeen(file))
                                        .toList());
            }
        }
        statuses.sort(Comparator.comparing(status -> status.getPath().toString()));
        if (statuses.isEmpty()) {
            throw new BadTableException("the input " + String.join(", ", paths) + " has no file");
        }
        return format.equals(VEC)
                ? words(spark, statuses, vectorColumn)
                : FixedWidthVectors.read(spark, headers(statuses, conf, format), vectorColumn);
    }

    private static Dataset<Row> words(SparkSession spark, List<FileStatus> files, String vectorColumn) {
        return files.stream()
                .map(file -> WordVectors.of(
                        spark.read().text(InputFiles.literal(file.getPath().toString())),
                        file.getPath().toString(),
                        vectorColumn))
                .reduce(Dataset::unionAll)
                .orElseThrow();
    }

    private static List<FixedWidthFile> headers(List<FileStatus> statuses, Configuration conf, String format)
            throws IOException {
        List<FixedWidthFile> files = new ArrayList<>();
        for (FileStatus status : statuses) {
            FixedWidthFile file =
                    format.equals(NPY) ? NpyHeader.read(status, conf) : VecsHeader.read(status, conf, VECS.get(format));
            if (file.rows() > 0) {
                files.add(file);
            }
        }
        for (FixedWidthFile file : files) {
            FixedWidthFile first = files.get(0);
            if (file.dim() != first.dim()
                    || file.codec().isDouble() != first.codec().isDouble()) {
                throw new BadTableException("the files have different vectors: those of " + first.path() + " are "
                        + first.dim() + " numbers of " + first.codec().name() + ", those of " + file.path() + " "
                        + file.dim() + " of " + file.codec().name() + "; read them apart");
            }
        }
        return files;
    }

    private static boolean isSeen(FileStatus file) {
        String name = file.getPath().getName();
        return !name.startsWith("_") && !name.startsWith(".");
    }
}
