package dev.collimate.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder of immutable generations of one state. A generation is files under final names that nothing had before, each
 * read back and compared with its checksum, and then its manifest: without it, it is not there. Nothing is renamed, and
 * nothing is written twice, so the protocol is the same where renames are not atomic. An array that the generation before
 * held too is not written again. The newest two generations are kept; of an older one the manifest goes first.
 *
 * <p>There is one writer at a time. Not safe for several threads.
 */
public final class Generations {
    private static final int KEPT = 2;
    private static final String MANIFEST = ".manifest";
    private static final Pattern NAME = Pattern.compile("(\\d{6,9})(-\\d{3,9}\\.npy|\\.manifest)");

    private final FileSystem files;
    private final Path folder;
    private final TreeMap<Integer, Manifest> whole = new TreeMap<>();
    private final IdentityHashMap<Object, String> names = new IdentityHashMap<>();
    private int last;

    /** Where arrays go. */
    public interface ArraySink {
        /**
         * Stores an array.
         *
         * @param identity what holds the array, and the same numbers for as long as it lives
         * @return the name to read it by
         */
        String store(Object identity, double[] array) throws IOException;
    }

    /** Where arrays come from. */
    public interface ArraySource {
        double[] read(String name) throws IOException;
    }

    /** What becomes a generation. */
    public interface Content {
        JsonNode write(ArraySink arrays) throws IOException;
    }

    /** What a generation becomes. */
    public interface Reader<T> {
        /** @throws IOException if it is no such content */
        T read(JsonNode content, ArraySource arrays) throws IOException;
    }

    /** @param folder which need not exist */
    public Generations(FileSystem files, Path folder) throws IOException {
        this.files = files;
        this.folder = folder;
        for (FileStatus entry : entries()) {
            Matcher name = NAME.matcher(entry.getPath().getName());
            if (name.matches()) {
                last = Math.max(last, Integer.parseInt(name.group(1)));
            }
        }
    }

    /**
     * The newest generation that is whole.
     *
     * @param damaged hears of each newer one that is not, by its number, and why
     */
    public <T> Optional<T> newest(Reader<T> reader, BiConsumer<Integer, IOException> damaged) throws IOException {
        Optional<T> found = Optional.empty();
        for (int number : written()) {
            if (whole.size() == KEPT) {
                break;
            }
            try {
                Manifest manifest = manifest(number);
                if (found.isEmpty()) {
                    found = Optional.of(reader.read(manifest.content(), name -> array(manifest, name)));
                } else {
                    requireFiles(manifest);
                }
                whole.put(number, manifest);
            } catch (IOException | FSError e) {
                if (found.isEmpty()) {
                    names.clear();
                    damaged.accept(number, e instanceof IOException failure ? failure : new IOException(e));
                }
            }
        }
        return found;
    }

    /** Writes the next generation, after which the oldest goes; if it fails, those before stay and its files go. */
    public void write(Content content) throws IOException {
        if (!whole.isEmpty()) {
            // A run that is killed before it takes the oldest away leaves one more, and so does the next.
            sweep();
        }
        int number = ++last;
        files.mkdirs(folder);
        Map<String, Manifest.Stored> arrays = new LinkedHashMap<>();
        IdentityHashMap<Object, String> now = new IdentityHashMap<>();
        try {
            JsonNode json = content.write((identity, array) -> {
                String name = now.get(identity);
                if (name == null) {
                    name = store(number, arrays, identity, array);
                    now.put(identity, name);
                }
                return name;
            });
            Manifest manifest = new Manifest(number, arrays, json);
            Path path = manifestPath(number);
            try (OutputStream out = files.create(path, false)) {
                out.write(manifest.toBytes());
            }
            manifest(number);
            whole.put(number, manifest);
        } catch (IOException | RuntimeException | FSError e) {
            try {
                sweep();
            } catch (IOException | RuntimeException | FSError second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        names.clear();
        names.putAll(now);
        while (whole.size() > KEPT) {
            whole.pollFirstEntry();
        }
        sweep();
    }

    private String store(int number, Map<String, Manifest.Stored> arrays, Object identity, double[] array)
            throws IOException {
        String known = names.get(identity);
        if (known != null) {
            arrays.put(known, whole.lastEntry().getValue().arrays().get(known));
            return known;
        }
        String name = String.format(Locale.ROOT, "%06d-%03d.npy", number, arrays.size());
        arrays.put(name, ArrayFile.write(files, new Path(folder, name), array));
        return name;
    }

    private double[] array(Manifest manifest, String name) throws IOException {
        Manifest.Stored stored = manifest.arrays().get(name);
        if (stored == null) {
            throw new IOException("its content names a file that its manifest does not list");
        }
        double[] array = ArrayFile.read(files, new Path(folder, name), stored);
        names.put(array, name);
        return array;
    }

    private void requireFiles(Manifest manifest) throws IOException {
        for (Map.Entry<String, Manifest.Stored> file : manifest.arrays().entrySet()) {
            ArrayFile.requireLength(files, new Path(folder, file.getKey()), file.getValue());
        }
    }

    private Manifest manifest(int number) throws IOException {
        byte[] bytes;
        try (InputStream in = files.open(manifestPath(number))) {
            bytes = in.readNBytes(Manifest.MOST_BYTES + 1);
        }
        return Manifest.parse(bytes, number);
    }

    private Path manifestPath(int number) {
        return new Path(folder, String.format(Locale.ROOT, "%06d", number) + MANIFEST);
    }

    /** Numbers of all manifests, the newest first. */
    private List<Integer> written() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (FileStatus entry : entries()) {
            Matcher name = NAME.matcher(entry.getPath().getName());
            if (name.matches() && name.group(2).equals(MANIFEST)) {
                numbers.add(Integer.parseInt(name.group(1)));
            }
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers;
    }

    /** Deletes what belongs to no generation that is kept: manifests first. */
    private void sweep() throws IOException {
        List<Path> manifests = new ArrayList<>();
        List<Path> arrays = new ArrayList<>();
        for (FileStatus entry : entries()) {
            Path path = entry.getPath();
            Matcher name = NAME.matcher(path.getName());
            if (!name.matches()) {
                continue;
            }
            if (name.group(2).equals(MANIFEST)) {
                if (!whole.containsKey(Integer.parseInt(name.group(1)))) {
                    manifests.add(path);
                }
            } else if (whole.values().stream()
                    .noneMatch(manifest -> manifest.arrays().containsKey(path.getName()))) {
                arrays.add(path);
            }
        }
        manifests.addAll(arrays);
        for (Path path : manifests) {
            files.delete(path, false);
        }
    }

    private FileStatus[] entries() throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
