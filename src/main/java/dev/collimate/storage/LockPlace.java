package dev.collimate.storage;

import java.io.IOException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a lock in a folder.
 *
 * @param name of the lock, with which those of all its files begin
 */
record LockPlace(FileSystem files, Path folder, String name) {

    LockFile lock() {
        return file(name);
    }

    /** Held by who takes the lock of a dead owner away. */
    LockFile claim() {
        return file(name + "-claim");
    }

    LockFile beat(LockOwner owner) {
        return file(beatName(owner));
    }

    private String beats() {
        return name + "-beat-";
    }

    private String beatName(LockOwner owner) {
        return beats() + owner.name();
    }

    String shown() {
        return Redaction.of(folder.toString());
    }

    private LockFile file(String name) {
        return new LockFile(files, new Path(folder, name));
    }

    /** What stays says nothing of anybody who has the lock. */
    void deleteQuietly(LockFile file) {
        try {
            file.delete();
        } catch (IOException | RuntimeException | FSError e) {
            return;
        }
    }

    /** Takes away the signs of those who lost the lock. */
    void deleteOtherBeats(LockOwner owner) {
        FileStatus[] entries;
        try {
            entries = files.listStatus(folder);
        } catch (IOException | RuntimeException | FSError e) {
            return;
        }
        for (FileStatus entry : entries) {
            String found = entry.getPath().getName();
            if (found.startsWith(beats()) && !found.equals(beatName(owner))) {
                deleteQuietly(file(found));
            }
        }
    }
}
