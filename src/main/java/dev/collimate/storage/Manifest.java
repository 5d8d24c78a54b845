package dev.collimate.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a generation holds: its files with their lengths and checksums, and the rest of its content. One line of JSON, then
 * one with the SHA-256 checksum of the first.
 *
 * @param number of the generation, from 1 on
 * @param arrays by the name of the file that holds them
 * @param content whatever is stored beside arrays
 */
record Manifest(int number, Map<String, Stored> arrays, JsonNode content) {
    /** A hundred thousand steps and their reports take 20 MB. */
    static final int MOST_BYTES = 64 << 20;

    private static final int MOST_DEPTH = 64;
    private static final int VERSION = 1;
    private static final Pattern ARRAY = Pattern.compile("\\d{6,9}-\\d{3,9}\\.npy");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxDocumentLength(MOST_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    /** A file of {@code elements} numbers. */
    record Stored(int elements, String sha256) {}

    static boolean isArrayName(String name) {
        return ARRAY.matcher(name).matches();
    }

    byte[] toBytes() throws IOException {
        ObjectNode json = JSON.createObjectNode().put("version", VERSION).put("generation", number);
        ObjectNode files = json.putObject("arrays");
        arrays.forEach((name, stored) ->
                files.putObject(name).put("elements", stored.elements()).put("sha256", stored.sha256()));
        json.set("content", content);
        byte[] line = JSON.writeValueAsBytes(json);
        if (line.length > MOST_BYTES) {
            throw new IOException("a manifest of " + line.length + " bytes is larger than the " + MOST_BYTES
                    + " that are read again");
        }
        String text = new String(line, StandardCharsets.UTF_8);
        return (text + "\n" + Sha256.of(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it was written to its end, and is what was written. */
    static boolean isWhole(byte[] bytes) {
        String line = line(bytes);
        return new String(bytes, StandardCharsets.UTF_8)
                .equals(line + "\n" + Sha256.of(line.getBytes(StandardCharsets.UTF_8)) + "\n");
    }

    private static String line(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(0, end);
    }

    /**
     * Nothing in it is trusted: not its length, its depth, nor the names and lengths of files.
     *
     * @param expected number
     * @throws IOException if the bytes are not those of a whole manifest
     */
    static Manifest parse(byte[] bytes, int expected) throws IOException {
        if (!isWhole(bytes)) {
            throw new IOException("its manifest is not whole");
        }
        JsonNode json = JSON.readTree(line(bytes));
        if (json.path("version").asInt() != VERSION || json.path("generation").asInt() != expected) {
            throw new IOException("its manifest is of version " + json.path("version") + ", generation "
                    + json.path("generation") + ", but version " + VERSION + ", generation " + expected
                    + " are expected");
        }
        Map<String, Stored> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> file : json.path("arrays").properties()) {
            JsonNode elements = file.getValue().path("elements");
            String sha256 = file.getValue().path("sha256").asText();
            if (!isArrayName(file.getKey())
                    || !elements.canConvertToInt()
                    || elements.asInt() < 0
                    || !SHA_256.matcher(sha256).matches()) {
                throw new IOException("its manifest lists the file " + Redaction.of(file.getKey())
                        + ", which is none of a checkpoint");
            }
            arrays.put(file.getKey(), new Stored(elements.asInt(), sha256));
        }
        return new Manifest(expected, arrays, json.path("content"));
    }
}
