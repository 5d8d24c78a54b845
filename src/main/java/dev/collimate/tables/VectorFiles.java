package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import dev.collimate.storage.HadoopSettings;
import java.io.EOFException;
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
    private static final String BIN = "bin";
    private static final Map<String, VectorCodec> VECS =
            Map.of("fvecs", new Float32Bytes(), "bvecs", new Uint8Bytes(), "ivecs", new Int32Bytes());

    private VectorFiles() {}

    /** Whether rows of this format are known by their position alone. */
    public static boolean isPositional(String format) {
        return format.equals(NPY) || VECS.containsKey(format);
    }

    /** Whether files of this format are read here, without a reader of Spark's and its options. */
    public static boolean isFormat(String format) {
        return isPositional(format) || format.equals(VEC) || format.equals(BIN);
    }

    /** The format of these that a file bears as the end of its name; empty for others. */
    private static Optional<String> formatOf(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return Set.of(NPY, VEC, BIN, "fvecs", "bvecs", "ivecs").stream()
                .filter(format -> name.endsWith("." + format) || format.equals(VEC) && name.endsWith(".vec.gz"))
                .findFirst();
    }

    /**
     * The format of files: what is given, else that of these whose ending the first of them bears, else {@code otherwise}.
     *
     * @param given null for none
     */
    public static String formatOf(List<String> paths, String given, String otherwise) {
        if (given != null) {
            return given;
        }
        return paths.stream().findFirst().flatMap(VectorFiles::formatOf).orElse(otherwise);
    }

    /** Whether the ends of the names say that the files are not of one format. */
    public static boolean differ(List<String> paths) {
        return paths.stream().map(VectorFiles::formatOf).distinct().count() > 1;
    }

    /**
     * Reads files in the order of {@code paths}, those of one folder or pattern in that of their names. Hidden ones are
     * left out, unless they are named.
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
            for (FileStatus found : sorted(files.globStatus(pattern))) {
                String name = found.getPath().getName();
                if (!InputFiles.isHidden(name) || pattern.getName().equals(InputFiles.literal(name))) {
                    statuses.addAll(found.isFile() ? List.of(found) : filesIn(files, found.getPath()));
                }
            }
        }
        if (statuses.isEmpty()) {
            throw new BadTableException("the input " + String.join(", ", paths) + " has no file");
        }
        if (format.equals(BIN)) {
            return BinaryWordVectors.read(spark, statuses, vectorColumn);
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
            FixedWidthFile file = header(status, conf, format);
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

    private static FixedWidthFile header(FileStatus status, Configuration conf, String format) throws IOException {
        try {
            return format.equals(NPY) ? NpyHeader.read(status, conf) : VecsHeader.read(status, conf, VECS.get(format));
        } catch (EOFException e) {
            throw FixedWidthFile.cutShort(status.getPath().toString(), e);
        }
    }

    /** The files of a folder but for the hidden; what a sub-folder has is never left out without a word. */
    private static List<FileStatus> filesIn(FileSystem files, Path folder) throws IOException {
        List<FileStatus> seen = sorted(files.listStatus(folder)).stream()
                .filter(status -> !InputFiles.isHidden(status.getPath().getName()))
                .toList();
        for (FileStatus status : seen) {
            if (status.isDirectory()) {
                throw new BadTableException("the folder " + folder + " has the sub-folder "
                        + status.getPath().getName()
                        + ", which is not read; name it with a further path or a pattern such"
                        + " as " + folder + "/*/*");
            }
        }
        return seen;
    }

    private static List<FileStatus> sorted(FileStatus[] statuses) {
        return Arrays.stream(statuses)
                .sorted(Comparator.comparing(status -> status.getPath().toString()))
                .toList();
    }
}
