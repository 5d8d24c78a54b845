package dev.collimate.model;

import dev.collimate.map.Maps;
import dev.collimate.map.ParameterLayout;
import dev.collimate.map.VectorMap;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;

/** The reading side of {@link ParameterFiles}: a layout file that fits its map, and the files it lists. */
public final class ParameterReader {
    private static final int MAX_LAYOUT_BYTES = 1 << 20;
    private static final String REMEDY = "; restore the model from a copy";

    private final ParameterFiles.Source source;
    private final String folder;
    private final VectorMap map;
    private final List<LayoutFile.Stored> stored;

    private ParameterReader(
            ParameterFiles.Source source, String folder, VectorMap map, List<LayoutFile.Stored> stored) {
        this.source = source;
        this.folder = folder;
        this.map = map;
        this.stored = stored;
    }

    /**
     * Reads all files. Nothing in them is trusted: the map is built from its description, never from a class name;
     * names, shapes and lengths must be what that map asks for before memory is taken; checksums must agree and every
     * value must be finite in float32.
     *
     * @param location of the model directory, for messages
     * @throws IOException if a file is missing, broken or does not fit the map, in one line that names it
     */
    public static ParameterFiles.Content read(ParameterFiles.Source source, String location) throws IOException {
        ParameterReader reader = open(source, location);
        return new ParameterFiles.Content(reader.map(), reader.values());
    }

    /** Checks all that {@link #read} checks without keeping the values: whether what was written can be read. */
    public static void verify(ParameterFiles.Source source, String location) throws IOException {
        open(source, location).check();
    }

    /** Reads the layout file and checks it, and every file's length, against the map that it describes. */
    public static ParameterReader open(ParameterFiles.Source source, String location) throws IOException {
        String folder = location + "/" + source.folder() + "/";
        LayoutFile file = readLayout(source, location, folder + ParameterFiles.LAYOUT);
        VectorMap map;
        try {
            map = Maps.create(file.map());
        } catch (IllegalArgumentException e) {
            throw new IOException(folder + ParameterFiles.LAYOUT + " describes no map: " + e.getMessage(), e);
        }
        ParameterReader reader = new ParameterReader(source, folder, map, file.parameters());
        reader.requireNames();
        for (int i = 0; i < reader.stored.size(); i++) {
            reader.requireFit(map.layout().entries().get(i), reader.stored.get(i));
        }
        return reader;
    }

    /**
     * {@link ParameterFiles#fingerprint} of what is stored, from its layout file alone.
     *
     * @throws IOException if there is none
     */
    public static String fingerprint(ParameterFiles.Source source, String location) throws IOException {
        MessageDigest digest = Sha256.digest();
        digest.update(layoutBytes(source, location));
        return Sha256.hex(digest);
    }

    VectorMap map() {
        return map;
    }

    double[] values() throws IOException {
        double[] values = new double[map.layout().size()];
        for (int i = 0; i < stored.size(); i++) {
            int offset = map.layout().entries().get(i).offset();
            read(i, (chunk, length, position) -> System.arraycopy(chunk, 0, values, offset + position, length));
        }
        return values;
    }

    void check() throws IOException {
        for (int i = 0; i < stored.size(); i++) {
            read(i, (chunk, length, position) -> {});
        }
    }

    private static byte[] layoutBytes(ParameterFiles.Source source, String location) throws IOException {
        try (InputStream in = source.open(ParameterFiles.LAYOUT)) {
            return in.readNBytes(MAX_LAYOUT_BYTES + 1);
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw new IOException(
                    location + " is not a complete model directory: it has no " + source.folder() + "/"
                            + ParameterFiles.LAYOUT,
                    e);
        }
    }

    private static LayoutFile readLayout(ParameterFiles.Source source, String location, String file)
            throws IOException {
        byte[] json = layoutBytes(source, location);
        if (json.length > MAX_LAYOUT_BYTES) {
            throw new IOException(file + " has more than the " + MAX_LAYOUT_BYTES + " bytes that are allowed" + REMEDY);
        }
        try {
            return LayoutFile.parse(json);
        } catch (IOException e) {
            throw new IOException(file + " " + e.getMessage(), e);
        }
    }

    private void requireNames() throws IOException {
        List<String> expected =
                map.layout().entries().stream().map(ParameterLayout.Entry::name).toList();
        List<String> found = stored.stream().map(LayoutFile.Stored::name).toList();
        if (!found.equals(expected)) {
            throw new IOException(folder + ParameterFiles.LAYOUT + " lists the parameters " + found + ", but the map "
                    + map.name() + " has " + expected + REMEDY);
        }
    }

    private void requireFit(ParameterLayout.Entry entry, LayoutFile.Stored found) throws IOException {
        LayoutFile.Stored expected = LayoutFile.Stored.of(entry, found.sha256());
        require(entry, "shape", expected.shape(), found.shape());
        require(entry, "file", expected.file(), found.file());
        require(entry, "bytes", expected.bytes(), found.bytes());
        long actual;
        try {
            actual = source.length(found.file());
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw new IOException(folder + found.file() + " is missing" + REMEDY, e);
        }
        if (actual != expected.bytes()) {
            throw new IOException(folder + found.file() + " has " + actual + " bytes, but its shape " + found.shape()
                    + " takes " + expected.bytes() + REMEDY);
        }
    }

    private void require(ParameterLayout.Entry entry, String key, Object expected, Object found) throws IOException {
        if (!found.equals(expected)) {
            throw new IOException(folder + ParameterFiles.LAYOUT + " gives the parameter " + entry.name() + " the "
                    + key + " " + found + ", but the map that it describes asks for " + expected + REMEDY);
        }
    }

    private void read(int index, NpyFormat.ChunkTarget target) throws IOException {
        LayoutFile.Stored file = stored.get(index);
        MessageDigest digest = Sha256.digest();
        FiniteCheck finite = new FiniteCheck(target);
        try (InputStream in = new DigestInputStream(source.open(file.file()), digest)) {
            NpyFormat.read(in, map.layout().entries().get(index).size(), file.shape(), finite);
        } catch (IOException e) {
            throw new IOException(folder + file.file() + " cannot be read: " + e.getMessage() + REMEDY, e);
        }
        String found = Sha256.hex(digest);
        if (!found.equals(file.sha256())) {
            throw new IOException(folder + file.file() + " has the SHA-256 checksum " + found + ", but was saved with "
                    + file.sha256() + REMEDY);
        }
        if (finite.firstBad >= 0) {
            throw new IOException(folder + file.file() + " holds " + finite.badValue + " as its element "
                    + finite.firstBad + "; parameters must be "
                    + (Double.isFinite(finite.badValue) ? "numbers of float32" : "finite")
                    + ", so train the model again");
        }
    }

    /**
     * Passes values on and keeps the place of the first that is not finite in float32, in which predictions are computed, to
     * be told once the checksum is known.
     */
    private static final class FiniteCheck implements NpyFormat.ChunkTarget {
        private final NpyFormat.ChunkTarget target;
        private int firstBad = -1;
        private double badValue;

        FiniteCheck(NpyFormat.ChunkTarget target) {
            this.target = target;
        }

        @Override
        public void accept(double[] chunk, int length, int position) throws IOException {
            for (int i = 0; i < length && firstBad < 0; i++) {
                if (!Float.isFinite((float) chunk[i])) {
                    firstBad = position + i;
                    badValue = chunk[i];
                }
            }
            target.accept(chunk, length, position);
        }
    }
}
