package dev.collimate.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Folders whose names are values of a column, as in {@code day=01}. */
final class PartitionFolders {
    /** The option of Spark's readers that names the folder below which such folders count. */
    static final String BASE = "basePath";

    private static final String TYPES = "spark.sql.sources.partitionColumnTypeInference.enabled";

    /** A question mark begins the query of an address, which is no value. */
    private static final Pattern NAME = Pattern.compile("[^=?]+=.*");

    private PartitionFolders() {}

    /** What looks at files. */
    interface Reading<T, E extends Exception> {
        T read() throws E;
    }

    /**
     * Reads with the values in the names as text: Spark would take 01 for the number 1, and write it so. What the user has
     * set counts.
     */
    static <T, E extends Exception> T asText(SparkSession spark, Reading<T, E> reading) throws E {
        if (spark.conf().getAll().contains(TYPES)) {
            return reading.read();
        }
        spark.conf().set(TYPES, false);
        try {
            return reading.read();
        } finally {
            spark.conf().unset(TYPES);
        }
    }

    /**
     * The folder above those of partitions that are named themselves, whose values Spark would leave out; empty for none.
     *
     * @param paths of files, folders or patterns, as {@link InputFiles#readable} gives them
     * @throws BadTableException if they are not below one folder, or have files that Spark would leave out beside folders
     */
    static Optional<String> base(List<String> paths, Configuration conf) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String path : paths) {
            Path pattern = new Path(path);
            FileSystem files = pattern.getFileSystem(conf);
            for (FileStatus found : files.globStatus(pattern)) {
                if (found.isDirectory() && isSeen(found)) {
                    requireNothingBeside(files, found.getPath());
                    folders.add(found.getPath());
                } else if (isSeen(found)) {
                    folders.add(found.getPath().getParent());
                }
            }
        }
        Optional<Path> named =
                folders.stream().filter(PartitionFolders::isNamed).findFirst();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Path base = above(named.get());
        for (Path folder : folders) {
            if (!isNamed(folder) || !above(folder).equals(base)) {
                throw new BadTableException(
                        "the input names " + named.get() + ", which has a value of a column in its name," + " and "
                                + folder + ", which is no such folder of " + base + "; read them apart");
            }
        }
        return Optional.of(base.toString());
    }

    /** Where there are folders of partitions, Spark reads no file beside them, without a word. */
    private static void requireNothingBeside(FileSystem files, Path folder) throws IOException {
        List<FileStatus> seen = Arrays.stream(files.listStatus(folder))
                .filter(PartitionFolders::isSeen)
                .toList();
        Optional<FileStatus> partition = seen.stream()
                .filter(status -> status.isDirectory() && isNamed(status.getPath()))
                .findFirst();
        Optional<FileStatus> file = seen.stream().filter(FileStatus::isFile).findFirst();
        if (partition.isPresent() && file.isPresent()) {
            throw new BadTableException("the folder " + folder + " has files, such as "
                    + file.get().getPath().getName()
                    + ", beside folders of partitions, such as "
                    + partition.get().getPath().getName()
                    + ", and Spark would leave the files out; read them apart, as in " + folder + "/*=*");
        }
    }

    private static boolean isSeen(FileStatus status) {
        return !InputFiles.isHidden(status.getPath().getName());
    }

    private static boolean isNamed(Path folder) {
        return NAME.matcher(folder.getName()).matches();
    }

    private static Path above(Path folder) {
        Path above = folder;
        while (isNamed(above)) {
            above = above.getParent();
        }
        return above;
    }
}
