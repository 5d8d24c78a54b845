package dev.collimate.model;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file of an export, whose length is known before it is written.
 *
 * @param name its path in the folder
 */
record ExportFile(String name, long bytes, Body body) {
    /** What stands in the file. */
    @FunctionalInterface
    interface Body {
        /** Writes all of it; the stream stays open. */
        void writeTo(OutputStream out) throws IOException;
    }

    static ExportFile of(String name, byte[] content) {
        return new ExportFile(name, content.length, out -> out.write(content));
    }
}
