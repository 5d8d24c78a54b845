package dev.collimate.storage;

import dev.collimate.model.NpyFormat;
import dev.collimate.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A vector of doubles in a file of its own, in NumPy's format. */
final class ArrayFile {
    private ArrayFile() {}

    /** Writes a new file and reads it back. */
    static Manifest.Stored write(FileSystem files, Path file, double[] array) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (OutputStream out = new DigestOutputStream(files.create(file, false), digest)) {
            NpyFormat.write(array, 0, array.length, List.of(array.length), out);
        }
        Manifest.Stored stored = new Manifest.Stored(array.length, Sha256.hex(digest));
        read(files, file, stored, (chunk, length, position) -> {});
        return stored;
    }

    /**
     * @throws IOException if the file has not the length, before memory is taken, or not the checksum
     */
    static double[] read(FileSystem files, Path file, Manifest.Stored stored) throws IOException {
        requireLength(files, file, stored);
        double[] array = new double[stored.elements()];
        read(files, file, stored, (chunk, length, position) -> System.arraycopy(chunk, 0, array, position, length));
        return array;
    }

    static void requireLength(FileSystem files, Path file, Manifest.Stored stored) throws IOException {
        long expected = NpyFormat.byteLength(stored.elements());
        long found = files.getFileStatus(file).getLen();
        if (found != expected) {
            throw new IOException(file.getName() + " has " + found + " bytes, but was written with " + expected);
        }
    }

    private static void read(FileSystem files, Path file, Manifest.Stored stored, NpyFormat.ChunkTarget target)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(files.open(file), digest)) {
            NpyFormat.read(in, stored.elements(), List.of(stored.elements()), target);
        }
        if (!Sha256.hex(digest).equals(stored.sha256())) {
            throw new IOException(file.getName() + " has not the SHA-256 checksum that it was written with");
        }
    }
}
