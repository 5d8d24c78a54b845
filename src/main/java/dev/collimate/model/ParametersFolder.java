package dev.collimate.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Which folder of a model directory has its parameters: {@value ParameterFiles#FOLDER}, or one that its metadata name, where
 * models are replaced without a rename: the parameters of the new one then lie beside those of the old one until the metadata
 * are replaced.
 */
public final class ParametersFolder {
    /** Key of the metadata whose value is a list of one name. */
    public static final String KEY = "parametersFolder";

    /** A UUID follows. */
    public static final String START = ParameterFiles.FOLDER + "-";

    /** The one file of the metadata, from the model directory. */
    public static final String METADATA = "metadata/part-00000";

    private static final int MOST_BYTES = 1 << 24;
    private static final Pattern UNIQUE = Pattern.compile(START + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ParametersFolder() {}

    public static boolean isUnique(String name) {
        return UNIQUE.matcher(name).matches();
    }

    /** @throws IOException if a file of metadata is too long to be one */
    public static void requireLength(long bytes, String location) throws IOException {
        if (bytes > MOST_BYTES) {
            throw new IOException(location + " has " + bytes + " bytes; at most " + MOST_BYTES + " are allowed");
        }
    }

    /**
     * The folder that metadata name.
     *
     * @param location of the metadata, for messages
     * @throws IOException if they are no JSON, or name no such folder
     */
    public static String of(byte[] metadata, String location) throws IOException {
        JsonNode content;
        try {
            content = JSON.readTree(metadata);
        } catch (JsonProcessingException e) {
            throw new IOException(location + " is not valid JSON; restore the model from a copy", e);
        }
        if (!content.has(KEY)) {
            return ParameterFiles.FOLDER;
        }
        String name = content.path(KEY).path(0).asText();
        if (!isUnique(name)) {
            throw new IOException(location + " gives " + KEY + " the value " + content.get(KEY)
                    + ", which is no folder of parameters; restore the model from a copy");
        }
        return name;
    }
}
