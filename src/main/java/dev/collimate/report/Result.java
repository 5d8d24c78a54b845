package dev.collimate.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.storage.Redaction;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a command found, as one JSON object in the order of {@link #put}. */
public final class Result {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> values = new LinkedHashMap<>();
    private boolean failure;

    /** Of a command, or, without a name, part of another result. */
    public static Result of(String command) {
        return new Result().put("command", command);
    }

    /**
     * Adds a value: text, number, boolean, list, map or result. A number that JSON lacks (NaN, infinity) becomes null; of
     * texts, which are paths or words of this program, the passwords and queries of addresses are hidden.
     */
    public Result put(String key, Object value) {
        values.put(key, plain(value));
        return this;
    }

    /** Makes this a result that the shell takes for a failure. */
    public Result asFailure() {
        failure = true;
        return this;
    }

    public boolean isFailure() {
        return failure;
    }

    Map<String, Object> values() {
        return values;
    }

    public String toJson() {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return null;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Result::plain).toList();
        }
        if (value instanceof String text) {
            return Redaction.ofAddress(text);
        }
        return value instanceof Result result ? result.values : value;
    }
}
