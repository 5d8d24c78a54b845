package dev.collimate.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.model.ParameterFiles;
import dev.collimate.model.ParametersFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.param.Params;
import scala.jdk.javaapi.CollectionConverters;

/** The {@code metadata} folder of a saved stage, in Spark ML's own layout: one JSON object on one line. */
public final class StageMetadata {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Parameters whose values are paths; another text, such as a column's name, is kept as it is. */
    private static final Set<String> PATHS = Set.of("initialModel", "checkpointDir");

    private static final String CLASS = "class";
    private static final String UID = "uid";
    private static final String SET = "paramMap";
    private static final String DEFAULTS = "defaultParamMap";

    private final String path;
    private final byte[] bytes;
    private final JsonNode content;

    private StageMetadata(String path, byte[] bytes, JsonNode content) {
        this.path = Redaction.of(path);
        this.bytes = bytes;
        this.content = content;
    }

    /** @param facts what there is to tell beyond the parameters, by key */
    static void write(
            Params stage, Map<String, List<String>> facts, String sparkVersion, FileSystem files, Path directory)
            throws IOException {
        ObjectNode object = JSON.createObjectNode();
        object.put(CLASS, stage.getClass().getName());
        object.put("timestamp", System.currentTimeMillis());
        object.put("sparkVersion", sparkVersion);
        object.put(UID, stage.uid());
        facts.forEach((key, texts) -> object.set(key, JSON.valueToTree(texts)));
        object.set(SET, encode(CollectionConverters.asJava(stage.paramMap().toSeq())));
        object.set(
                DEFAULTS,
                encode(CollectionConverters.asJava(stage.defaultParamMap().toSeq())));
        files.create(new Path(part(directory).getParent(), SavedKind.SUCCESS), true)
                .close();
        // Last, as on an object store the directory is a model, or another one, from here on.
        try (FSDataOutputStream out = files.create(part(directory), true)) {
            out.write((JSON.writeValueAsString(object) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Path part(Path directory) {
        return new Path(directory, ParametersFolder.METADATA);
    }

    /**
     * Which folder has the parameters of the model in {@code directory}; that of old where it has no metadata.
     *
     * @throws IOException if metadata are there and cannot be read
     */
    static String parametersFolder(FileSystem files, Path directory) throws IOException {
        Path part = part(directory);
        return files.exists(part)
                ? ParametersFolder.of(bytes(files, part), Redaction.of(part.toString()))
                : ParameterFiles.FOLDER;
    }

    private static byte[] bytes(FileSystem files, Path part) throws IOException {
        ParametersFolder.requireLength(files.getFileStatus(part).getLen(), Redaction.of(part.toString()));
        try (FSDataInputStream in = files.open(part)) {
            return in.readAllBytes();
        }
    }

    /**
     * Reads the metadata of a stage of class {@code expected}; the class named in the file is compared, never loaded.
     *
     * @throws IOException if the file is missing, broken or of another class
     */
    public static StageMetadata read(Class<? extends Params> expected, FileSystem files, Path directory)
            throws IOException {
        InterruptedSave.restore(files, directory);
        Path part = part(directory);
        if (!files.exists(part)) {
            throw new IOException(Redaction.of(directory.toString()) + " is not a model directory: it has no "
                    + ParametersFolder.METADATA);
        }
        byte[] bytes = bytes(files, part);
        try {
            StageMetadata metadata = new StageMetadata(directory.toString(), bytes, JSON.readTree(bytes));
            metadata.require(expected);
            return metadata;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    Redaction.of(part.toString()) + " is not valid JSON; restore the model from a copy", e);
        }
    }

    /**
     * Which folder has the parameters that go with these metadata.
     *
     * @throws IOException if they name none that can be
     */
    public String parametersFolder() throws IOException {
        return ParametersFolder.of(bytes, path);
    }

    public String uid() {
        return content.get(UID).asText();
    }

    /**
     * The texts of a fact; none where it was not told.
     *
     * @throws IOException if it is not a list of texts
     */
    public List<String> texts(String key) throws IOException {
        if (!content.has(key)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : content.get(key)) {
            texts.add(element.textValue());
        }
        if (!content.get(key).isArray() || texts.contains(null)) {
            throw new IOException(path + " gives " + key + " the value " + content.get(key)
                    + ", which is not a list of texts; restore it from a copy");
        }
        return texts;
    }

    /**
     * Sets the saved parameters, and the defaults of when they were saved, on {@code stage}.
     *
     * @param ignorable names of parameters that {@code stage} once had: where it has them no more, they are passed over
     * @throws IOException if the stage has no such parameter and it is not ignorable, or a value is not one that it takes
     */
    public void applyTo(Params stage, Set<String> ignorable) throws IOException {
        apply(DEFAULTS, stage, ignorable, stage::setDefault);
        apply(SET, stage, ignorable, stage::set);
    }

    private interface Setter {
        void set(Param<Object> param, Object value);
    }

    private void apply(String key, Params stage, Set<String> ignorable, Setter setter) throws IOException {
        for (var entry : content.get(key).properties()) {
            String name = entry.getKey();
            if (!stage.hasParam(name)) {
                if (ignorable.contains(name)) {
                    continue;
                }
                throw new IOException(
                        path + " sets the unknown parameter " + name + "; it was saved by another version");
            }
            Param<Object> param = stage.getParam(name);
            Object value;
            try {
                value = param.jsonDecode(entry.getValue().toString());
            } catch (RuntimeException e) {
                throw new IOException(
                        path + " gives the parameter " + name + " the value " + entry.getValue()
                                + ", which is not of its type; restore it from a copy",
                        e);
            }
            try {
                setter.set(param, value);
            } catch (RuntimeException e) {
                throw new IOException(
                        path + " gives a parameter a value that it cannot have: " + e.getMessage()
                                + "; restore it from a copy",
                        e);
            }
        }
    }

    private void require(Class<?> expected) throws IOException {
        String found = content.path(CLASS).asText();
        if (!found.equals(expected.getName())) {
            throw new IOException(path + " holds a " + (found.isEmpty() ? "stage of no class" : found) + ", but a "
                    + expected.getName() + " is needed");
        }
        if (!content.path(UID).isTextual()
                || !content.path(SET).isObject()
                || !content.path(DEFAULTS).isObject()) {
            throw new IOException(path + " has incomplete metadata; restore the model from a copy");
        }
    }

    private static ObjectNode encode(List<ParamPair<?>> pairs) throws IOException {
        ObjectNode object = JSON.createObjectNode();
        for (ParamPair<?> pair : pairs) {
            String name = pair.param().name();
            object.set(name, PATHS.contains(name) ? redacted(encode(pair)) : encode(pair));
        }
        return object;
    }

    /** A path without its secrets. */
    private static JsonNode redacted(JsonNode value) {
        return value.isTextual() ? JSON.getNodeFactory().textNode(Redaction.ofAddress(value.textValue())) : value;
    }

    private static <T> JsonNode encode(ParamPair<T> pair) throws IOException {
        return JSON.readTree(pair.param().jsonEncode(pair.value()));
    }
}
