package dev.collimate.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Writes a file so that its path never holds half of one: to a temporary sibling first, then by rename over it. */
public final class AtomicFile {
    private final FileSystem files;
    private final Path path;
    private final Configuration configuration;

    private AtomicFile(FileSystem files, Path path, Configuration configuration) {
        this.files = files;
        this.path = path;
        this.configuration = configuration;
    }

    /** @throws IOException if the file system of the path cannot be reached */
    public static AtomicFile at(String target, Configuration configuration) throws IOException {
        Path path = new Path(target);
        FileSystem files = path.getFileSystem(configuration);
        return new AtomicFile(files, files.makeQualified(path), configuration);
    }

    /**
     * Checks, before any work, whether {@link #write} can write; writes an empty sibling to find out, and deletes it.
     *
     * @throws IOException in one line, with what to do
     */
    public void requireWritable() throws IOException {
        String shown = Redaction.of(path.toString());
        requireFileInFolder(shown);
        if (!isLocal()) {
            requireRename(shown);
        }
        try {
            Path probe = sibling();
            write(probe, new byte[0]);
            delete(probe);
        } catch (IOException e) {
            throw new IOException(
                    "cannot write " + shown + ": no file can be made in its folder: " + Destination.reason(e)
                            + "; name another file",
                    e);
        }
    }

    /** A device would be replaced by a file of its name, which the next program takes for the device. */
    private void requireFileInFolder(String shown) throws IOException {
        Path folder = path.getParent();
        if (folder == null) {
            throw new IOException(
                    "cannot write " + shown + ": it is the root of a file system; name a file in one of its folders");
        }
        if (!files.exists(folder) || !files.getFileStatus(folder).isDirectory()) {
            throw new IOException("cannot write " + shown + ": there is no folder " + Redaction.of(folder.toString())
                    + "; make it, or name another file");
        }
        if (files.exists(path) && files.getFileStatus(path).isDirectory()) {
            throw new IOException("cannot write " + shown + ": it is a folder; name a file");
        }
        if (isLocal() && Files.exists(local(path)) && !Files.isRegularFile(local(path))) {
            throw new IOException("cannot write " + shown + ": it is a device, a pipe or a socket; name a file");
        }
    }

    /** @throws IOException if the file system has no rename that replaces */
    private void requireRename(String shown) throws IOException {
        try {
            FileContext.getFileContext(path.toUri(), configuration);
        } catch (UnsupportedFileSystemException e) {
            throw new IOException(
                    "cannot write " + shown + ": its file system cannot replace a file, as Hadoop's setting"
                            + " fs.AbstractFileSystem." + files.getUri().getScheme()
                            + ".impl is missing; set it, or name a file on another",
                    e);
        }
    }

    /**
     * Replaces what is at the path.
     *
     * @throws IOException if it cannot; what was there before is whole then
     */
    public void write(byte[] content) throws IOException {
        Path temporary = sibling();
        try {
            write(temporary, content);
            if (isLocal()) {
                Files.move(local(temporary), local(path), StandardCopyOption.ATOMIC_MOVE);
            } else {
                FileContext.getFileContext(path.toUri(), configuration)
                        .rename(temporary, path, Options.Rename.OVERWRITE);
            }
        } catch (IOException | RuntimeException e) {
            deleteAfter(e, temporary);
            throw e;
        }
    }

    private void write(Path target, byte[] content) throws IOException {
        if (isLocal()) {
            // Hadoop would leave a file of checksums beside it.
            Files.write(local(target), content);
        } else {
            try (OutputStream out = files.create(target, true)) {
                out.write(content);
            }
        }
    }

    private void delete(Path target) throws IOException {
        if (isLocal()) {
            Files.deleteIfExists(local(target));
        } else {
            files.delete(target, false);
        }
    }

    private void deleteAfter(Exception failure, Path target) {
        try {
            delete(target);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private Path sibling() {
        return new Path(path.getParent(), StagingName.unique(path.getName()) + StagingName.NEW);
    }

    private boolean isLocal() {
        return "file".equals(files.getUri().getScheme());
    }

    private static java.nio.file.Path local(Path target) {
        return java.nio.file.Path.of(target.toUri().getPath());
    }
}
