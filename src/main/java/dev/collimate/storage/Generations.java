package dev.collimate.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of immutable generations of one state. A generation is files under final names that nothing had before, each
 * read back and compared with its checksum, and then its manifest: without it, it is not there. Nothing is renamed, and
 * nothing is written twice, so the protocol is the same where renames are not atomic. An array that the generation before
 * held too is not written again. The newest two generations are kept; of an older one the manifest goes first.
 *
 * <p>There is one writer at a time. Not safe for several threads.
 */
public final class Generations {
    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
    private static final int KEPT = 2;

    /** Whole ones that may stand there before another is written: one more than is kept, where it could not go yet. */
    private static final int MOST = KEPT + 1;

    private final GenerationFiles files;
    private final TreeMap<Integer, Manifest> whole = new TreeMap<>();
    private final IdentityHashMap<Object, String> names = new IdentityHashMap<>();
    private int last;
    private boolean roomIsMade;

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
        this.files = new GenerationFiles(files, folder);
        last = this.files.last();
    }

    /**
     * The newest generation that is whole.
     *
     * @param damaged hears of each newer one that is not, by its number, and why
     */
    public <T> Optional<T> newest(Reader<T> reader, BiConsumer<Integer, IOException> damaged) throws IOException {
        Optional<T> found = Optional.empty();
        List<Integer> manifests = files.manifests();
        if (last > 0 && (manifests.isEmpty() || manifests.get(0) < last)) {
            damaged.accept(last, new IOException("it has no manifest, as of a write that did not end"));
        }
        for (int number : manifests) {
            if (whole.size() == KEPT) {
                break;
            }
            try {
                Manifest manifest = files.manifest(number);
                if (found.isEmpty()) {
                    found = Optional.of(reader.read(manifest.content(), name -> array(manifest, name)));
                } else {
                    files.requireArrays(manifest);
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

    /**
     * Writes the next generation, after which the oldest goes; if it fails, those before stay and its files go.
     *
     * @throws IOException also where old ones cannot be taken away: there are never more than three, and one being written
     */
    public void write(Content content) throws IOException {
        int number = ++last;
        files.createFolder();
        makeRoom();
        requireRoom();
        IdentityHashMap<Object, String> now = new IdentityHashMap<>();
        Undo.onFailure(() -> write(number, content, now), () -> files.sweep(kept()));
        names.clear();
        names.putAll(now);
        while (whole.size() > KEPT) {
            whole.pollFirstEntry();
        }
        try {
            files.sweep(whole.values());
        } catch (IOException | FSError e) {
            LOG.warn("an old generation in {} cannot be taken away: {}", files.name(), Redaction.of(e.getMessage()));
        }
    }

    private void requireRoom() throws IOException {
        if (whole.isEmpty() || files.manifests().size() < MOST) {
            return;
        }
        files.sweep(whole.values());
        int left = files.manifests().size();
        if (left >= MOST) {
            throw new IOException("it holds " + left + " generations, and old ones cannot be taken away");
        }
    }

    private void write(int number, Content content, IdentityHashMap<Object, String> now) throws IOException {
        Map<String, Manifest.Stored> arrays = new LinkedHashMap<>();
        JsonNode json = content.write((identity, array) -> {
            String name = now.get(identity);
            if (name == null) {
                name = store(number, arrays, identity, array);
                now.put(identity, name);
            }
            return name;
        });
        Manifest manifest = new Manifest(number, arrays, json);
        files.write(manifest);
        whole.put(number, manifest);
    }

    /**
     * Takes away, before the first write or in place of it, what runs left that were killed while they wrote, one after the
     * other: that none of them came to take it away itself must not fill the disk.
     */
    public void makeRoom() {
        if (roomIsMade) {
            return;
        }
        roomIsMade = true;
        try {
            files.sweep(kept());
        } catch (IOException | FSError e) {
            LOG.debug("what killed runs left in {} stays until a generation is written", files.name(), e);
        }
    }

    /**
     * What is not taken away: the generations that were read or written; before there is one, each whose manifest was written
     * to its end, as what cannot be read now may be read by another run.
     *
     * @throws IOException if a whole manifest is none of this version's, so that nobody knows what it needs
     */
    private Collection<Manifest> kept() throws IOException {
        if (!whole.isEmpty()) {
            return whole.values();
        }
        List<Manifest> found = new ArrayList<>();
        for (int number : files.manifests()) {
            byte[] bytes = files.manifestBytes(number);
            if (Manifest.isWhole(bytes)) {
                found.add(Manifest.parse(bytes, number));
            }
        }
        return found;
    }

    private String store(int number, Map<String, Manifest.Stored> arrays, Object identity, double[] array)
            throws IOException {
        String known = names.get(identity);
        if (known != null) {
            arrays.put(known, whole.lastEntry().getValue().arrays().get(known));
            return known;
        }
        String name = String.format(Locale.ROOT, "%06d-%03d.npy", number, arrays.size());
        arrays.put(name, files.writeArray(name, array));
        return name;
    }

    private double[] array(Manifest manifest, String name) throws IOException {
        Manifest.Stored stored = manifest.arrays().get(name);
        if (stored == null) {
            throw new IOException("its content names a file that its manifest does not list");
        }
        double[] array = files.readArray(name, stored);
        names.put(array, name);
        return array;
    }
}
