package dev.collimate.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.map.MapDescription;
import dev.collimate.map.ParameterLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of {@code parameters/layout.json}: which map it is and which file holds which of its parameters.
 *
 * @param parameters in the order of the map's layout
 */
record LayoutFile(MapDescription map, List<Stored> parameters) {
    /** The only version there is so far; raised when a reader of the old one would go wrong. */
    static final int VERSION = 1;

    private static final String VERSION_KEY = "layoutVersion";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * One parameter's file.
     *
     * @param shape rows and columns; of an intercept its length alone
     * @param bytes length of the file
     * @param sha256 of the file, 64 hexadecimal digits
     */
    record Stored(String name, List<Integer> shape, String file, long bytes, String sha256) {
        /** How {@code entry} is stored. */
        static Stored of(ParameterLayout.Entry entry, String sha256) {
            List<Integer> shape = entry.intercept() ? List.of(entry.columns()) : List.of(entry.rows(), entry.columns());
            return new Stored(entry.name(), shape, entry.name() + ".npy", NpyFormat.byteLength(entry.size()), sha256);
        }
    }

    byte[] toJson() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put(VERSION_KEY, VERSION);
        ObjectNode described = root.putObject("map");
        described.put("name", map.name());
        described.put("inputDim", map.inputDim());
        described.put("outputDim", map.outputDim());
        described.put("fitIntercept", map.fitIntercept());
        if (map.rank() != 0) {
            described.put("rank", map.rank());
        }
        if (!map.layers().isEmpty()) {
            map.layers().forEach(described.putArray("layers")::add);
        }
        if (map.activation() != null) {
            described.put("activation", map.activation());
        }
        described.put("residual", map.residual());
        ArrayNode list = root.putArray("parameters");
        for (Stored parameter : parameters) {
            ObjectNode item = list.addObject();
            item.put("name", parameter.name());
            parameter.shape().forEach(item.putArray("shape")::add);
            item.put("file", parameter.file());
            item.put("bytes", parameter.bytes());
            item.put("sha256", parameter.sha256());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    /** @throws IOException saying what is wrong, to be put behind the file's name */
    static LayoutFile parse(byte[] json) throws IOException {
        StrictObject root = new StrictObject(tree(json), "");
        int version = root.integer(VERSION_KEY);
        if (version != VERSION) {
            throw new IOException("has layout version " + version + ", but this release reads version " + VERSION
                    + "; load the model with the release that saved it");
        }
        StrictObject map = root.object("map");
        MapDescription description = new MapDescription(
                map.text("name"),
                map.integer("inputDim"),
                map.integer("outputDim"),
                map.truth("fitIntercept"),
                map.has("rank") ? map.integer("rank") : 0,
                map.has("layers") ? map.integers("layers") : List.of(),
                map.has("activation") ? map.text("activation") : null,
                map.truth("residual"));
        map.requireNothingElse();
        List<Stored> parameters = new ArrayList<>();
        for (StrictObject item : root.objects("parameters")) {
            parameters.add(new Stored(
                    item.text("name"),
                    item.integers("shape"),
                    item.text("file"),
                    item.wholeNumber("bytes"),
                    item.text("sha256")));
            item.requireNothingElse();
        }
        root.requireNothingElse();
        return new LayoutFile(description, parameters);
    }

    private static JsonNode tree(byte[] json) throws IOException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException("is not valid JSON; restore the model from a copy", e);
        }
    }
}
