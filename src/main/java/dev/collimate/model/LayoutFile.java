package dev.collimate.model;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.collimate.map.MapDescription;
import dev.collimate.map.ParameterLayout;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Locale;

/**
 * The content of {@code parameters/layout.json}: which map it is and which file holds which of its parameters. Options
 * that the map does not have are left out of the file.
 *
 * @param layoutVersion {@value #VERSION}
 * @param parameters in the order of the map's layout
 */
record LayoutFile(
        @Required int layoutVersion,
        @Required MapDescription map,
        @Required List<Stored> parameters) {
    /** The only version there is so far; raised when a reader of the old one would go wrong. */
    static final int VERSION = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, null))
            .withConfigOverride(
                    int.class,
                    type -> type.setInclude(JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, null)))
            .withConfigOverride(List.class, type -> type.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .addMixIn(MapDescription.class, RequiredOfMap.class)
            .build();

    /**
     * One parameter's file.
     *
     * @param shape rows and columns; of an intercept its length alone
     * @param bytes length of the file
     * @param sha256 of the file, 64 hexadecimal digits
     */
    record Stored(
            @Required String name,
            @Required List<Integer> shape,
            @Required String file,
            @Required long bytes,
            @Required String sha256) {
        /** How {@code entry} is stored. */
        static Stored of(ParameterLayout.Entry entry, String sha256) {
            List<Integer> shape = entry.intercept() ? List.of(entry.columns()) : List.of(entry.rows(), entry.columns());
            return new Stored(entry.name(), shape, entry.name() + ".npy", NpyFormat.byteLength(entry.size()), sha256);
        }
    }

    /** An entry that every file has, and never as null. */
    @Retention(RetentionPolicy.RUNTIME)
    @JacksonAnnotationsInside
    @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL)
    private @interface Required {}

    /** What every file says of its map; what it does not say has its neutral value. */
    private interface RequiredOfMap {
        @Required
        String name();

        @Required
        int inputDim();

        @Required
        int outputDim();

        @Required
        boolean fitIntercept();

        @Required
        boolean residual();
    }

    static LayoutFile of(MapDescription map, List<Stored> parameters) {
        return new LayoutFile(VERSION, map, parameters);
    }

    byte[] toJson() throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /** @throws IOException saying what is wrong, to be put behind the file's name */
    static LayoutFile parse(byte[] json) throws IOException {
        JsonNode tree = tree(json);
        if (!tree.isObject()) {
            throw new IOException("must have an object at its root, but has " + tree.getNodeType()
                    + "; restore the model from a copy");
        }
        JsonNode version = tree.path("layoutVersion");
        if (version.isInt() && version.intValue() != VERSION) {
            throw new IOException("has layout version " + version + ", but this release reads version " + VERSION
                    + "; load the model with the release that saved it");
        }
        try {
            return JSON.treeToValue(tree, LayoutFile.class);
        } catch (UnrecognizedPropertyException e) {
            throw new IOException(
                    "has an unknown entry " + path(e)
                            + "; load the model with the release that saved it, or restore it from a copy",
                    e);
        } catch (MismatchedInputException e) {
            throw new IOException(mismatch(tree, e) + "; restore the model from a copy", e);
        }
    }

    private static JsonNode tree(byte[] json) throws IOException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException("is not valid JSON; restore the model from a copy", e);
        }
    }

    private static String mismatch(JsonNode tree, MismatchedInputException failure) {
        JsonNode found = tree;
        for (JsonMappingException.Reference step : failure.getPath()) {
            found = step.getFieldName() == null ? found.path(step.getIndex()) : found.path(step.getFieldName());
        }
        Class<?> type = failure.getTargetType();
        return "must have "
                + (type.isRecord() ? "an object" : "a " + type.getSimpleName().toLowerCase(Locale.ROOT))
                + " at " + path(failure) + ", but has "
                + (found.isValueNode() ? found : found.getNodeType());
    }

    /** Where it is, e.g. {@code parameters[0].bytes}. */
    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            String name = step.getFieldName();
            path.append(name == null ? "[" + step.getIndex() + "]" : (path.isEmpty() ? "" : ".") + name);
        }
        return path.toString();
    }
}
