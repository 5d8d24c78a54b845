package dev.collimate.tables;

import dev.collimate.storage.AtomicSave;
import dev.collimate.storage.Redaction;
import dev.collimate.storage.SavedKind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What lies at the path of an input, before Spark reads it: Spark passes over some files without a word. */
final class InputFiles {
    private static final Logger LOG = LoggerFactory.getLogger(InputFiles.class);

    /** What writers leave beside their files: to skip these loses nothing. */
    private static final Set<String> MARKS =
            Set.of("_SUCCESS", "_temporary", "_metadata", "_common_metadata", "_spark_metadata");

    /** Hadoop's name of the checksum of a file. */
    private static final Pattern CHECKSUM = Pattern.compile("\\.(.+)\\.crc");

    private static final int MOST_FOLDERS = 1000;

    private InputFiles() {}

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
            requireSeen(files, path, given);
            return literal(given);
        }
        FileStatus[] found;
        try {
            found = files.globStatus(path);
        } catch (IllegalArgumentException e) {
            throw named(e, given);
        }
        if (found == null || found.length == 0) {
            requireEntry(files, path);
            throw new IllegalArgumentException("the input " + Redaction.of(given)
                    + " does not exist; give a file, a folder of files or a pattern of them");
        }
        warnOfHidden(files, found, given);
        return given;
    }

    /** Below a local folder that this user may not enter, every file seems not to exist; other file systems say so. */
    private static void requireEntry(FileSystem files, Path path) throws IOException {
        if (!(files instanceof LocalFileSystem local)) {
            return;
        }
        Path folder = path.getParent();
        while (folder != null && !local.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder != null && !local.pathToFile(folder).canExecute()) {
            throw new AccessControlException(Redaction.of(folder.toString()) + " may not be entered");
        }
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
                        + nameIn((URISyntaxException) syntax) + " has; rename the file"));
    }

    /** The file of which Hadoop looked for the checksum, where it is that. */
    private static String nameIn(URISyntaxException failure) {
        Matcher checksum = CHECKSUM.matcher(failure.getInput());
        return checksum.matches() ? checksum.group(1) : failure.getInput();
    }

    private static IllegalArgumentException named(IllegalArgumentException failure, String given) {
        return badName(failure, given).orElse(failure);
    }

    /** What a pattern matches is read but for the hidden, unless there is nothing else. */
    private static void warnOfHidden(FileSystem files, FileStatus[] found, String given) throws IOException {
        if (Arrays.stream(found).allMatch(status -> isHidden(status.getPath().getName()))) {
            throw hidden(given, found[0].getPath());
        }
        warnOfHiddenBelow(files, found, given);
    }

    private static void requireSeen(FileSystem files, Path path, String given) throws IOException {
        FileStatus status = files.getFileStatus(path);
        if (status.isFile() && isHidden(path.getName())) {
            throw hidden(given, path);
        }
        if (status.isDirectory()) {
            warnOfHiddenBelow(files, children(files, path, given), given);
        }
    }

    private static IllegalArgumentException hidden(String given, Path path) {
        return new IllegalArgumentException(
                "the input " + Redaction.of(given) + " is hidden from Spark, which reads no file whose "
                        + "name starts with _ or . (" + path.getName() + "); rename it");
    }

    /** Looks into some folders only: to list them all, one by one, may take longer than to read them. */
    private static void warnOfHiddenBelow(FileSystem files, FileStatus[] found, String given) throws IOException {
        List<Path> hidden = new ArrayList<>();
        Deque<FileStatus> folders = new ArrayDeque<>();
        sort(found, hidden, folders);
        for (int looked = 0; looked < MOST_FOLDERS && !folders.isEmpty(); looked++) {
            sort(children(files, folders.poll().getPath(), given), hidden, folders);
        }
        for (Path path : hidden) {
            requireNotReplaced(files, path, given);
        }
        if (!hidden.isEmpty()) {
            LOG.warn(
                    "{}{} files or folders in {} are not read, as Spark skips names that start with _ or . or end in"
                            + " ._COPYING_; the first is {}",
                    folders.isEmpty() ? "" : "at least ",
                    hidden.size(),
                    Redaction.of(given),
                    hidden.get(0).getName());
        }
    }

    /** With its mark a folder has the old files alone, or the new ones. */
    private static void requireNotReplaced(FileSystem files, Path hidden, String given) throws IOException {
        if (AtomicSave.isNoteOfReplacement(hidden.getName())
                && !files.exists(new Path(hidden.getParent(), SavedKind.SUCCESS))) {
            throw new BadTableException("the input " + given + " is being replaced, or was when the run that did so was"
                    + " killed, so that it may hold rows of both; wait for that run, or write it again");
        }
    }

    private static FileStatus[] children(FileSystem files, Path folder, String given) throws IOException {
        try {
            return files.listStatus(folder);
        } catch (IllegalArgumentException e) {
            throw named(e, given);
        }
    }

    private static void sort(FileStatus[] found, List<Path> hidden, Deque<FileStatus> folders) {
        for (FileStatus status : found) {
            String name = status.getPath().getName();
            if (!isHidden(name)) {
                if (status.isDirectory()) {
                    folders.add(status);
                }
            } else if (!isMark(name)) {
                hidden.add(status.getPath());
            }
        }
    }

    /** Spark's own rule: folders of a partition may start with _. */
    static boolean isHidden(String name) {
        return name.startsWith("_") && !name.contains("=") || name.startsWith(".") || name.endsWith("._COPYING_");
    }

    private static boolean isMark(String name) {
        return MARKS.contains(name)
                || name.startsWith("_committed_")
                || name.startsWith("_started_")
                || name.endsWith(".crc");
    }
}
