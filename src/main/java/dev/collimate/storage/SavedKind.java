package dev.collimate.storage;

import dev.collimate.model.Export;
import dev.collimate.model.ParametersFolder;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What a directory holds, told by the marks that Spark and this program leave in it. */
public enum SavedKind {
    /** Rows: Spark ends a folder of them with {@code _SUCCESS}. */
    DATA("folder of data that Spark wrote (it has no _SUCCESS)", SavedKind.SUCCESS),
    /** A stage of Spark ML, with its {@code metadata}. */
    STAGE("model directory (it has no metadata)", ParametersFolder.METADATA) {
        @Override
        boolean marked(FileSystem files, Path directory) throws IOException {
            Path part = new Path(directory, mark());
            return files.exists(new Path(part.getParent(), SUCCESS)) || files.exists(part);
        }
    },
    /** A fitted map in a format of another program. */
    EXPORT("exported map (it has no " + Export.MANIFEST + ")", Export.MANIFEST),
    /** One file, which nothing marks, so that none is replaced. */
    FILE("file of this program", null) {
        @Override
        boolean marked(FileSystem files, Path directory) {
            return false;
        }

        @Override
        String whereTaken(boolean byFolder) {
            return byFolder
                    ? " is a folder; name a file"
                    : " already exists, and no file is written over; name another file";
        }
    };

    /** The empty file by which Spark says that a folder is complete. */
    public static final String SUCCESS = "_SUCCESS";

    private final String description;
    private final String mark;

    SavedKind(String description, String mark) {
        this.description = description;
        this.mark = mark;
    }

    /** The file that is there, if all is. */
    String mark() {
        return mark;
    }

    /** Whether it is a directory whose files mean the same one by one, but for the mark. */
    boolean isOfFiles() {
        return this == DATA || this == EXPORT;
    }

    boolean marked(FileSystem files, Path directory) throws IOException {
        return files.exists(new Path(directory, mark));
    }

    /**
     * What is said, and what to do, where something is at the path that it is to be written to.
     *
     * @param byFolder whether it is a folder
     */
    String whereTaken(boolean byFolder) {
        return " already exists; choose another path, or overwrite it (mode 'overwrite', write().overwrite())";
    }

    /**
     * Refuses to replace what nobody wrote here. A directory that is empty, or holds no more than unfinished work of
     * this program, has nothing to lose.
     *
     * @throws NotReplaceableException if {@code directory} bears no mark of this kind
     */
    void requireMarks(FileSystem files, Path directory) throws IOException {
        FileStatus[] entries = files.listStatus(directory);
        boolean nothingToLose = Arrays.stream(entries)
                .allMatch(entry -> StagingName.isOne(entry.getPath().getName()));
        if (!nothingToLose && !marked(files, directory)) {
            throw new NotReplaceableException(directory, "exists and is no " + description, "choose another path");
        }
    }
}
