package dev.collimate.fit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.storage.Generations;
import java.io.IOException;
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
    private static final String KERNEL = "kernel";
    private static final String KEYS = "keys";
    private static final String PROGRESS = "progress";

    JsonNode write(FitProgress progress, Generations.ArraySink arrays) throws IOException {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        keys.values().forEach(content.putObject(KEYS)::put);
        content.put(KERNEL, kernel);
        return content.set(PROGRESS, new RecordWriter(arrays).write(progress));
    }

    @Override
    public FitProgress read(JsonNode content, Generations.ArraySource arrays) throws IOException {
        JsonNode known = content.path(KEYS);
        for (var key : keys.values().entrySet()) {
            if (!known.path(key.getKey()).asText().equals(key.getValue())) {
                throw new IOException("it is of a fit of another " + key.getKey());
            }
        }
        FitProgress progress;
        try {
            progress = new RecordReader(arrays).read(content.path(PROGRESS), FitProgress.class);
            StateShape.require(progress, dimension);
        } catch (RuntimeException e) {
            // What no reader refuses may still be no state: a missing part, say.
            throw new IOException("its content is not that of a fit", e);
        }
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
}
