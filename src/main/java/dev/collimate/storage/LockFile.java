package dev.collimate.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A small file of text that of many processes one creates, and any may read. */
record LockFile(FileSystem files, Path path) {
    private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";

    /**
     * Creates it with that content; false if it is there.
     *
     * @throws IOException if it is not there and cannot be written
     */
    boolean create(String content) throws IOException {
        boolean opened = false;
        try (OutputStream out = exclusive()) {
            opened = true;
            out.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            String found = read();
            if (content.equals(found)) {
                // The answer was lost.
                return true;
            }
            boolean half = opened && found != null && content.startsWith(found);
            if (half) {
                deleteAfter(e);
            }
            if (half || found == null && !isThereAlready(e)) {
                throw e;
            }
            return false;
        }
        return true;
    }

    private static boolean isThereAlready(IOException failure) {
        return failure instanceof FileAlreadyExistsException
                || failure instanceof org.apache.hadoop.fs.FileAlreadyExistsException;
    }

    private void deleteAfter(IOException failure) {
        try {
            delete();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Hadoop's local file system looks first and creates then. */
    private OutputStream exclusive() throws IOException {
        if (isLocal()) {
            return Files.newOutputStream(local(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(path);
        builder.overwrite(false);
        builder.opt(CONDITIONAL, true);
        return builder.build();
    }

    /** Its content, of one that is too long no more than tells so; null where it is not there. */
    String read() throws IOException {
        try (InputStream in = isLocal() ? Files.newInputStream(local()) : files.open(path)) {
            return new String(LockOwner.bytes(in), StandardCharsets.UTF_8);
        } catch (FileNotFoundException | NoSuchFileException e) {
            return null;
        }
    }

    /** Writes it, or writes it anew. */
    void write(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (isLocal()) {
            // Hadoop would leave a file of checksums beside it.
            Files.write(local(), bytes);
            return;
        }
        try (OutputStream out = files.create(path, true)) {
            out.write(bytes);
        }
    }

    void delete() throws IOException {
        files.delete(path, false);
    }

    private boolean isLocal() {
        return "file".equals(files.getUri().getScheme());
    }

    private java.nio.file.Path local() {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
