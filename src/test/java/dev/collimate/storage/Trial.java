package dev.collimate.storage;

import java.io.IOException;
import java.nio.file.Path;

/** A save that a file system may let fail, or kill. */
interface Trial {
    void run() throws IOException;

    /** Whether it fails, or is killed. */
    static boolean fails(Trial save) {
        try {
            save.run();
            return false;
        } catch (IOException | LyingFileSystem.Killed e) {
            return true;
        }
    }

    /** A local path as Hadoop has it. */
    static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toString());
    }
}
