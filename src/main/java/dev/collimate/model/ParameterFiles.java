package dev.collimate.model;

import dev.collimate.map.ParameterLayout;
import dev.collimate.map.VectorMap;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder {@value #FOLDER} of a model directory: {@value #LAYOUT} and one NumPy file per parameter, which
 * {@code numpy.load} reads. Files are streamed; neither direction needs more memory than the flat vector itself.
 */
public final class ParameterFiles {
    /** Name of the folder in a model directory. */
    public static final String FOLDER = "parameters";
    /** Name of the file that says which map it is and which file holds which parameter. */
    public static final String LAYOUT = "layout.json";

    private ParameterFiles() {}

    /** Where files are written to. */
    @FunctionalInterface
    public interface Sink {
        /** A new file of the folder; the caller closes it. */
        OutputStream create(String name) throws IOException;
    }

    /**
     * Where files are read from. A missing file is a {@link FileNotFoundException} or a {@link
     * java.nio.file.NoSuchFileException}.
     */
    public interface Source {
        /** Bytes of a file of the folder. */
        long length(String name) throws IOException;

        /** A file of the folder; the caller closes it. */
        InputStream open(String name) throws IOException;

        /** The folder's name, for messages. */
        default String folder() {
            return FOLDER;
        }
    }

    /**
     * A map and its parameter values.
     *
     * @param parameters as many as the map's layout has; owned by whoever holds this
     */
    public record Content(VectorMap map, double[] parameters) {}

    /**
     * Writes all files, {@value #LAYOUT} last.
     *
     * @throws IllegalArgumentException if there are not as many parameters as the map has, or one is not finite in float32
     */
    public static void write(VectorMap map, double[] parameters, Sink sink) throws IOException {
        ParameterLayout layout = map.layout();
        requireParameters(layout, parameters);
        List<LayoutFile.Stored> stored = new ArrayList<>();
        for (ParameterLayout.Entry entry : layout.entries()) {
            MessageDigest digest = Sha256.digest();
            LayoutFile.Stored target = LayoutFile.Stored.of(entry, "");
            try (OutputStream out = new DigestOutputStream(sink.create(target.file()), digest)) {
                NpyFormat.write(parameters, entry.offset(), entry.size(), target.shape(), out);
            }
            stored.add(LayoutFile.Stored.of(entry, Sha256.hex(digest)));
        }
        try (OutputStream out = sink.create(LAYOUT)) {
            out.write(LayoutFile.of(map.description(), stored).toJson());
        }
    }

    /**
     * The SHA-256 checksum of {@value #LAYOUT}, which holds those of all other files: equal for equal maps with equal
     * parameters, and for no others.
     *
     * @return 64 hexadecimal digits
     * @throws IllegalArgumentException as {@link #write} does
     */
    public static String fingerprint(VectorMap map, double[] parameters) throws IOException {
        MessageDigest digest = Sha256.digest();
        write(
                map,
                parameters,
                name -> name.equals(LAYOUT)
                        ? new DigestOutputStream(OutputStream.nullOutputStream(), digest)
                        : OutputStream.nullOutputStream());
        return Sha256.hex(digest);
    }

    private static void requireParameters(ParameterLayout layout, double[] parameters) {
        if (parameters.length != layout.size()) {
            throw new IllegalArgumentException(
                    "the map has " + layout.size() + " parameters, but " + parameters.length + " were given");
        }
        for (ParameterLayout.Entry entry : layout.entries()) {
            for (int i = 0; i < entry.size(); i++) {
                double value = parameters[entry.offset() + i];
                if (!Float.isFinite((float) value)) {
                    throw new IllegalArgumentException("parameter " + entry.name() + " is " + value + " at row "
                            + i / entry.columns() + ", column " + i % entry.columns() + "; only "
                            + (Double.isFinite(value) ? "numbers of float32" : "finite parameters")
                            + " can be saved");
                }
            }
        }
    }
}
