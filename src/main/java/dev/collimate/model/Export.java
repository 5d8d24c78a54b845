package dev.collimate.model;

import dev.collimate.map.MapDescription;
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

    private final ExportFormat format;
    private final MapDescription map;
    private final ExportManifest.Origin origin;
    private final List<ExportFile> files;

    private Export(ExportFormat format, MapDescription map, ExportManifest.Origin origin, List<ExportFile> files) {
        this.format = format;
        this.map = map;
        this.origin = origin;
        this.files = files;
    }

    /**
     * A map in a format; nothing is written yet.
     *
     * @param origin of the model; told in the manifest, and in files of formats that take texts
     * @throws IllegalArgumentException if the format cannot hold the map; it says what can
     */
    public static Export of(ExportFormat format, ParameterFiles.Content content, ExportManifest.Origin origin)
            throws IOException {
        MapDescription map = content.map().description();
        return new Export(format, map, origin, format.files(content, ExportManifest.facts(map, origin)));
    }

    /** Bytes of all files but the manifest. */
    public long bytes() {
        return files.stream().mapToLong(ExportFile::bytes).sum();
    }

    /**
     * Writes all files.
     *
     * @return the content of the manifest
     * @throws IllegalArgumentException if float32 cannot hold a parameter
     */
    public ExportManifest write(ParameterFiles.Sink sink) throws IOException {
        List<ExportManifest.File> written = new ArrayList<>();
        for (ExportFile file : files) {
            MessageDigest digest = Sha256.digest();
            try (OutputStream out = new DigestOutputStream(sink.create(file.name()), digest)) {
                file.body().writeTo(out);
            }
            written.add(new ExportManifest.File(file.name(), file.bytes(), Sha256.hex(digest)));
        }
        ExportManifest manifest = new ExportManifest(
                ExportManifest.VERSION, format.toString(), "float32", map, origin, List.copyOf(written));
        try (OutputStream out = sink.create(MANIFEST)) {
            out.write(manifest.toJson());
        }
        return manifest;
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
}
