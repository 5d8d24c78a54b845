package dev.collimate.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Files in memory, and a reader of the formats that takes nothing from the writers. */
final class MemoryFolder implements ParameterFiles.Sink, ParameterFiles.Source {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, byte[]> files = new TreeMap<>();

    /**
     * An array of a file.
     *
     * @param columns 1 of a vector
     */
    record Array(int rows, int columns, float[] values) {}

    @Override
    public OutputStream create(String name) {
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                files.put(name, toByteArray());
            }
        };
    }

    @Override
    public InputStream open(String name) throws IOException {
        return new ByteArrayInputStream(bytes(name));
    }

    @Override
    public long length(String name) throws IOException {
        return bytes(name).length;
    }

    Map<String, byte[]> files() {
        return files;
    }

    byte[] bytes(String name) throws IOException {
        if (!files.containsKey(name)) {
            throw new FileNotFoundException(name);
        }
        return files.get(name);
    }

    JsonNode json(String name) throws IOException {
        return JSON.readTree(bytes(name));
    }

    /** The header of a safetensors file. */
    JsonNode header(String name) throws IOException {
        return JSON.readTree(Arrays.copyOfRange(bytes(name), Long.BYTES, data(name)));
    }

    Map<String, Array> safetensors(String name) throws IOException {
        Map<String, Array> arrays = new TreeMap<>();
        header(name).properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (!entry.getKey().equals("__metadata__")) {
                int from = value.get("data_offsets").get(0).asInt();
                int until = value.get("data_offsets").get(1).asInt();
                JsonNode shape = value.get("shape");
                arrays.put(
                        entry.getKey(),
                        new Array(
                                shape.get(0).asInt(),
                                shape.size() == 1 ? 1 : shape.get(1).asInt(),
                                floats(files.get(name), data(name) + from, (until - from) / Float.BYTES)));
            }
        });
        return arrays;
    }

    /** Where the arrays of a safetensors file begin. */
    private int data(String name) {
        return Long.BYTES + (int) little(files.get(name)).getLong(0);
    }

    static float[] floats(byte[] bytes, int from, int count) {
        float[] values = new float[count];
        little(bytes)
                .position(from)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
