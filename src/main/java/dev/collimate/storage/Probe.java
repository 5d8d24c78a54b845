package dev.collimate.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What is written to find out whether it can be, and then taken away: by whoever wrote it, or by another who finds it. */
final class Probe {
    private Probe() {}

    /** @throws IOException if it is still there; one that somebody else takes away at the same moment is gone as well */
    static void delete(FileSystem files, Path probe) throws IOException {
        try {
            files.delete(probe, false);
        } catch (FileNotFoundException e) {
            if (files.exists(probe)) {
                throw e;
            }
        }
    }
}
