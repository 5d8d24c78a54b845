package dev.collimate.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A JSON object whose members must have the types they are read as, and which must have no others. */
final class StrictObject {
    private final JsonNode node;
    private final String path;
    private final Set<String> read = new HashSet<>();

    /** @param path of the object in its file, ending in a dot unless empty; for messages */
    StrictObject(JsonNode node, String path) throws IOException {
        this.node = node;
        this.path = path;
        if (!node.isObject()) {
            throw new IOException("must have an object " + (path.isEmpty() ? "at its root" : "at " + path)
                    + ", but has " + node.getNodeType());
        }
    }

    boolean has(String key) {
        return node.has(key);
    }

    String text(String key) throws IOException {
        return member(key, "a string", JsonNode::isTextual).textValue();
    }

    boolean truth(String key) throws IOException {
        return member(key, "true or false", JsonNode::isBoolean).booleanValue();
    }

    int integer(String key) throws IOException {
        return member(key, "a 32-bit integer", JsonNode::isInt).intValue();
    }

    long wholeNumber(String key) throws IOException {
        return member(key, "a 64-bit integer", value -> value.isInt() || value.isLong())
                .longValue();
    }

    List<Integer> integers(String key) throws IOException {
        List<Integer> values = new ArrayList<>();
        for (JsonNode element : member(key, "a list of 32-bit integers", JsonNode::isArray)) {
            if (!element.isInt()) {
                throw new IOException(
                        "must have a list of 32-bit integers at " + path + key + ", but it holds " + element);
            }
            values.add(element.intValue());
        }
        return values;
    }

    StrictObject object(String key) throws IOException {
        return new StrictObject(member(key, "an object", JsonNode::isObject), path + key + ".");
    }

    List<StrictObject> objects(String key) throws IOException {
        List<StrictObject> values = new ArrayList<>();
        for (JsonNode element : member(key, "a list of objects", JsonNode::isArray)) {
            values.add(new StrictObject(element, path + key + "[" + values.size() + "]."));
        }
        return values;
    }

    /** Refuses a member that was not read: it may mean something that this release does not know. */
    void requireNothingElse() throws IOException {
        for (var names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!read.contains(name)) {
                throw new IOException("has an unknown entry " + path + name
                        + "; load the model with the release that saved it, or restore it from a copy");
            }
        }
    }

    private interface Test {
        boolean accepts(JsonNode value);
    }

    private JsonNode member(String key, String expected, Test test) throws IOException {
        read.add(key);
        JsonNode value = node.get(key);
        if (value == null || !test.accepts(value)) {
            String found = value == null
                    ? "nothing"
                    : value.isContainerNode() ? value.getNodeType().toString() : value.toString();
            throw new IOException("must have " + expected + " at " + path + key + ", but has " + found
                    + "; restore the model from a copy");
        }
        return value;
    }
}
