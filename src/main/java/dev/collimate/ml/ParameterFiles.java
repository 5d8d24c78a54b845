package dev.collimate.ml;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.map.MapDescription;
import dev.collimate.map.Maps;
import dev.collimate.map.ParameterLayout;
import dev.collimate.map.VectorMap;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A map and its parameters as files in an open format: {@value #LAYOUT_FILE} describes the map and lists, with shape,
 * length and SHA-256 checksum, one NumPy .npy file (little-endian float64, C order) a parameter. Needs no Spark.
 *
 * <p>Nothing that a file declares is trusted: the map must be of a known kind, the shapes those that the map itself has,
 * lengths are compared before memory is taken, checksums after reading.
 */
final class ParameterFiles {
    static final String LAYOUT_FILE = "layout.json";

    private static final int LAYOUT_VERSION = 1;
    private static final int MAX_LAYOUT_BYTES = 1 << 20;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private ParameterFiles() {}

    /** Opens a new file of the folder for writing. */
    interface Target {
        OutputStream create(String name) throws IOException;
    }

    /** Opens a file of the folder for reading. */
    interface Source {
        InputStream open(String name) throws IOException;

        /** Length in bytes. */
        long length(String name) throws IOException;
    }

    /** A map and its parameters. */
    record Loaded(VectorMap map, double[] parameters) {}

    private record Entry(
            @JsonProperty("name") String name,
            @JsonProperty("shape") int[] shape,
            @JsonProperty("file") String file,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("sha256") String sha256) {}

    private record Layout(
            @JsonProperty("layoutVersion") int layoutVersion,
            @JsonProperty("map") MapDescription map,
            @JsonProperty("entries") List<Entry> entries) {}

    static void write(VectorMap map, double[] parameters, Target target) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (ParameterLayout.Entry entry : map.layout().entries()) {
            String file = fileName(entry);
            MessageDigest digest = sha256();
            try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(target.create(file)), digest)) {
                NpyFormat.write(out, parameters, entry.offset(), entry.rows(), entry.columns());
            }
            entries.add(new Entry(
                    entry.name(),
                    new int[] {entry.rows(), entry.columns()},
                    file,
                    NpyFormat.bytes(entry.rows(), entry.columns()),
                    HexFormat.of().formatHex(digest.digest())));
        }
        try (OutputStream out = target.create(LAYOUT_FILE)) {
            out.write(JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(new Layout(LAYOUT_VERSION, map.description(), entries)));
        }
    }

    /** @throws IOException in one line that names the file, if anything is missing, broken or not as declared */
    static Loaded read(Source source) throws IOException {
        Layout layout = readLayout(source);
        VectorMap map;
        try {
            map = Maps.create(layout.map());
        } catch (IllegalArgumentException e) {
            throw broken(LAYOUT_FILE, e.getMessage(), e);
        }
        List<ParameterLayout.Entry> expected = map.layout().entries();
        if (layout.entries().size() != expected.size()) {
            throw broken(
                    LAYOUT_FILE,
                    "it lists " + layout.entries().size() + " parameters, but the map has " + expected.size(),
                    null);
        }
        for (int i = 0; i < expected.size(); i++) {
            requireMatch(layout.entries().get(i), expected.get(i), source);
        }
        double[] parameters = new double[map.layout().size()];
        for (int i = 0; i < expected.size(); i++) {
            readEntry(layout.entries().get(i), expected.get(i), source, parameters);
        }
        requireFinite(parameters);
        return new Loaded(map, parameters);
    }

    private static void requireFinite(double[] parameters) throws IOException {
        for (double parameter : parameters) {
            if (!Double.isFinite(parameter)) {
                throw new IOException("the model has a parameter that is NaN or infinite; train it again");
            }
        }
    }

    private static Layout readLayout(Source source) throws IOException {
        long length = source.length(LAYOUT_FILE);
        if (length > MAX_LAYOUT_BYTES) {
            throw broken(
                    LAYOUT_FILE, "it has " + length + " bytes, at most " + MAX_LAYOUT_BYTES + " are allowed", null);
        }
        try (InputStream in = source.open(LAYOUT_FILE)) {
            Layout layout = JSON.readValue(in.readAllBytes(), Layout.class);
            if (layout == null || layout.map() == null || layout.entries() == null) {
                throw broken(LAYOUT_FILE, "it must have a map and entries", null);
            }
            if (layout.layoutVersion() != LAYOUT_VERSION) {
                throw broken(
                        LAYOUT_FILE,
                        "its layout version is " + layout.layoutVersion() + ", this program reads " + LAYOUT_VERSION,
                        null);
            }
            return layout;
        } catch (JsonProcessingException e) {
            throw broken(LAYOUT_FILE, "it is not valid: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireMatch(Entry found, ParameterLayout.Entry expected, Source source) throws IOException {
        boolean same = expected.name().equals(found.name())
                && found.shape() != null
                && found.shape().length == 2
                && found.shape()[0] == expected.rows()
                && found.shape()[1] == expected.columns()
                && fileName(expected).equals(found.file());
        if (!same) {
            throw broken(
                    LAYOUT_FILE,
                    "its entry for the map's parameter " + expected.name() + " must have the shape " + expected.rows()
                            + " x " + expected.columns() + " and the file " + fileName(expected),
                    null);
        }
        long bytes = NpyFormat.bytes(expected.rows(), expected.columns());
        long length = source.length(found.file());
        if (found.bytes() != bytes || length != bytes) {
            throw broken(
                    found.file(),
                    "it has " + length + " bytes (declared: " + found.bytes() + "), but " + expected.rows() + " x "
                            + expected.columns() + " elements take " + bytes,
                    null);
        }
    }

    private static void readEntry(Entry entry, ParameterLayout.Entry expected, Source source, double[] parameters)
            throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(new BufferedInputStream(source.open(entry.file())), digest)) {
            NpyFormat.read(in, parameters, expected.offset(), expected.rows(), expected.columns());
        } catch (IOException e) {
            throw broken(entry.file(), e.getMessage(), e);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
            throw broken(entry.file(), "its SHA-256 checksum is not the one in " + LAYOUT_FILE, null);
        }
    }

    private static String fileName(ParameterLayout.Entry entry) {
        return entry.name() + ".npy";
    }

    private static IOException broken(String file, String problem, Exception cause) {
        return new IOException(
                "parameters/" + file + " is broken: " + problem + "; restore the model from a copy", cause);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
