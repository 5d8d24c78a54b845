package dev.collimate.fit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.storage.Generations;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of one fit as the content of a generation, with what it belongs to.
 *
 * @param keys of the fit
 * @param kernel of the products on the driver
 * @param dimension number of parameters
 */
record CheckpointContent(FitKeys keys, String kernel, int dimension) implements Generations.Reader<FitProgress> {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointContent.class);
    private static final Pattern SHOWN = Pattern.compile("\\P{Cntrl}{1,200}");
    private static final String KERNEL = "kernel";
    private static final String KEYS = "keys";
    private static final String PROGRESS = "progress";

    JsonNode write(FitProgress progress, Generations.ArraySink arrays) throws IOException {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        keys.values().forEach(content.putObject(KEYS)::put);
        content.put(KERNEL, kernel);
        return content.set(PROGRESS, new RecordWriter(arrays).write(progress));
    }

    /** A value of whoever wrote the file. */
    private static String shown(String found) {
        return SHOWN.matcher(found).matches() ? found : "none that a fit has";
    }

    @Override
    public FitProgress read(JsonNode content, Generations.ArraySource arrays) throws IOException {
        JsonNode known = content.path(KEYS);
        for (var key : keys.values().entrySet()) {
            String found = known.path(key.getKey()).asText();
            if (!found.equals(key.getValue())) {
                throw new IOException("it is of another fit, with " + key.getKey() + " " + shown(found)
                        + " in place of " + key.getValue());
            }
        }
        FitProgress progress = progress(content.path(PROGRESS), arrays, dimension);
        String written = content.path(KERNEL).asText();
        if (!written.equals(kernel)) {
            LOG.warn(
                    "the checkpoint was written by the kernel {}, but this run has {}: the last bits of the model may"
                            + " be others than those of a fit that was not stopped",
                    written,
                    kernel);
        }
        return progress;
    }

    /** @throws IOException if it is none of a fit of so many parameters */
    static FitProgress progress(JsonNode node, Generations.ArraySource arrays, int dimension) throws IOException {
        try {
            FitProgress progress = new RecordReader(arrays).read(node, FitProgress.class);
            StateShape.require(progress, dimension);
            return progress;
        } catch (RuntimeException e) {
            // What no reader refuses may still be no state: a missing part, say.
            throw new IOException("its content is not that of a fit", e);
        }
    }
}
