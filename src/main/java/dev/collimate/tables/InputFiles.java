package dev.collimate.tables;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What lies at the path of an input, before Spark reads it: Spark passes over some files without a word. */
final class InputFiles {
    private static final Logger LOG = LoggerFactory.getLogger(InputFiles.class);

    /** What writers leave beside their files: to skip these loses nothing. */
    private static final Set<String> MARKS =
            Set.of("_SUCCESS", "_temporary", "_metadata", "_common_metadata", "_spark_metadata");

    private final FileSystem files;
    private final Path path;
    private final String given;

    private InputFiles(FileSystem files, Path path, String given) {
        this.files = files;
        this.path = path;
        this.given = given;
    }

    /**
     * The path for Spark's reader, which takes it for a pattern: a file that bears the name as it is comes first.
     * Warns of files that are left out because of their names.
     *
     * @throws IllegalArgumentException if nothing is there, or Spark would pass over it
     */
    static String readable(String given, Configuration conf) throws IOException {
        Path path;
        try {
            path = new Path(given);
        } catch (IllegalArgumentException e) {
            throw named(e, given);
        }
        FileSystem files = path.getFileSystem(conf);
        if (files.exists(path)) {
            new InputFiles(files, path, given).requireSeen();
            return literal(given);
        }
        FileStatus[] found;
        try {
            found = files.globStatus(path);
        } catch (IllegalArgumentException e) {
            throw named(e, given);
        }
        if (found == null || found.length == 0) {
            throw new IllegalArgumentException(
                    "the input " + given + " does not exist; give a file, a folder of files or a pattern of them");
        }
        for (FileStatus status : found) {
            new InputFiles(files, status.getPath(), given).requireSeen();
        }
        return given;
    }

    /** A path that stands for itself where patterns are taken. */
    static String literal(String path) {
        return path.replaceAll("([\\[\\]{}*?\\\\])", "\\\\$1");
    }

    /** A sentence for a name that Hadoop cannot take; empty for other failures. */
    static Optional<IllegalArgumentException> badName(Throwable failure, String given) {
        return Throwables.causes(failure).stream()
                .filter(URISyntaxException.class::isInstance)
                .findFirst()
                .map(syntax -> new BadTableException("the input " + given
                        + " cannot be read: Hadoop takes no file name with a colon, as "
                        + ((URISyntaxException) syntax).getInput() + " has; rename the file"));
    }

    private static IllegalArgumentException named(IllegalArgumentException failure, String given) {
        return badName(failure, given).orElse(failure);
    }

    private void requireSeen() throws IOException {
        FileStatus status = files.getFileStatus(path);
        if (status.isFile() && isHidden(path.getName())) {
            throw new IllegalArgumentException(
                    "the input " + given + " is hidden from Spark, which reads no file whose "
                            + "name starts with _ or . (" + path.getName() + "); rename it");
        }
        List<Path> hidden = new ArrayList<>();
        if (status.isDirectory()) {
            try {
                collect(path, hidden);
            } catch (IllegalArgumentException e) {
                throw named(e, given);
            }
        }
        if (!hidden.isEmpty()) {
            LOG.warn(
                    "{} files or folders in {} are not read, as Spark skips names that start with _ or .; the first is {}",
                    hidden.size(),
                    given,
                    hidden.get(0).getName());
        }
    }

    private void collect(Path folder, List<Path> hidden) throws IOException {
        for (FileStatus status : files.listStatus(folder)) {
            String name = status.getPath().getName();
            if (isHidden(name)) {
                if (!isMark(name)) {
                    hidden.add(status.getPath());
                }
            } else if (status.isDirectory()) {
                collect(status.getPath(), hidden);
            }
        }
    }

    /** Spark's own rule: folders of a partition may start with _. */
    private static boolean isHidden(String name) {
        return name.startsWith("_") && !name.contains("=") || name.startsWith(".");
    }

    private static boolean isMark(String name) {
        return MARKS.contains(name)
                || name.startsWith("_committed_")
                || name.startsWith("_started_")
                || name.endsWith(".crc");
    }
}
