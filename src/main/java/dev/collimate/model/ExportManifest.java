package dev.collimate.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.collimate.map.MapDescription;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code export.json}: what was exported, from which model, and its files.
 *
 * @param exportVersion {@value #VERSION}; raised when a reader of the old one would go wrong
 * @param dtype type of the numbers in the files
 * @param files in the order in which they were written
 */
public record ExportManifest(
        int exportVersion, String format, String dtype, MapDescription map, Origin origin, List<File> files) {
    static final int VERSION = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, null))
            .withConfigOverride(
                    int.class,
                    type -> type.setInclude(JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, null)))
            .build();

    /**
     * The model that was exported.
     *
     * @param uid of the stage
     * @param from what was mapped in training: the column of inputs
     * @param to what it was mapped to: the column of labels
     * @param loss that was minimised; null where the model does not tell
     * @param fingerprint {@link ParameterFiles#fingerprint} of the model
     */
    public record Origin(String uid, String from, String to, String loss, String fingerprint) {}

    /**
     * One file.
     *
     * @param file its path in the folder
     * @param sha256 64 hexadecimal digits
     */
    public record File(String file, long bytes, String sha256) {}

    /** Bytes of all files. */
    public long bytes() {
        return files.stream().mapToLong(File::bytes).sum();
    }

    /** What is told inside a file of a format that takes texts: the map, with all its options, and where it is from. */
    static Map<String, String> facts(MapDescription map, Origin origin) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("producer", "collimate");
        facts.put("map", JSON.writeValueAsString(map));
        facts.put("from", origin.from());
        facts.put("to", origin.to());
        Optional.ofNullable(origin.loss()).ifPresent(loss -> facts.put("loss", loss));
        facts.put("fingerprint", origin.fingerprint());
        return facts;
    }

    byte[] toJson() throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }
}
