package dev.collimate.model;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Writes a fitted map for other programs: the files of an {@link ExportFormat}, and {@value #MANIFEST} last. */
public final class Export {
    /** Name of the file that says what was exported, and which files belong to it. */
    public static final String MANIFEST = "export.json";

    private Export() {}

    /**
     * Writes all files.
     *
     * @param origin of the model; told in the manifest, and in files of formats that take texts
     * @return the content of the manifest
     * @throws IllegalArgumentException if the format cannot hold the map, or float32 one of its parameters; it says what can
     */
    public static ExportManifest write(
            ExportFormat format, ParameterFiles.Content content, ExportManifest.Origin origin, ParameterFiles.Sink sink)
            throws IOException {
        List<ExportManifest.File> files = new ArrayList<>();
        format.write(
                content,
                ExportManifest.facts(content.map().description(), origin),
                name -> new Recorded(name, sink.create(name), Sha256.digest(), files));
        ExportManifest manifest = new ExportManifest(
                ExportManifest.VERSION,
                format.toString(),
                "float32",
                content.map().description(),
                origin,
                List.copyOf(files));
        try (OutputStream out = sink.create(MANIFEST)) {
            out.write(manifest.toJson());
        }
        return manifest;
    }

    /**
     * Bytes of all files but the manifest: what they say when they are written to nowhere, for a format may hold a map in
     * more numbers than its parameters are.
     *
     * @throws IllegalArgumentException as {@link #write} does
     */
    public static long bytes(ExportFormat format, ParameterFiles.Content content, ExportManifest.Origin origin)
            throws IOException {
        return write(format, content, origin, name -> OutputStream.nullOutputStream()).files().stream()
                .mapToLong(ExportManifest.File::bytes)
                .sum();
    }

    /**
     * Reads all files back.
     *
     * @throws IOException if one is not as it was written
     */
    public static void verify(ExportManifest manifest, ParameterFiles.Source source) throws IOException {
        for (ExportManifest.File file : manifest.files()) {
            MessageDigest digest = Sha256.digest();
            long bytes;
            try (InputStream in = new DigestInputStream(source.open(file.file()), digest)) {
                bytes = in.transferTo(OutputStream.nullOutputStream());
            }
            String found = Sha256.hex(digest);
            if (bytes != file.bytes() || !found.equals(file.sha256())) {
                throw new IOException(file.file() + " has " + bytes + " bytes and the SHA-256 checksum " + found
                        + " when read back, but was written with " + file.bytes() + " and " + file.sha256()
                        + "; the disk or file system lost data, so export again");
            }
        }
    }

    /** A file that is listed, with its length and checksum, when it is closed. */
    private static final class Recorded extends FilterOutputStream {
        private final String name;
        private final MessageDigest digest;
        private final List<ExportManifest.File> files;
        private long bytes;
        private boolean closed;

        Recorded(String name, OutputStream target, MessageDigest digest, List<ExportManifest.File> files) {
            super(new DigestOutputStream(target, digest));
            this.name = name;
            this.digest = digest;
            this.files = files;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] values, int offset, int length) throws IOException {
            out.write(values, offset, length);
            bytes += length;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                super.close();
                files.add(new ExportManifest.File(name, bytes, Sha256.hex(digest)));
            }
        }
    }
}
