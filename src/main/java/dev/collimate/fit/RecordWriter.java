package dev.collimate.fit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.map.VectorMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.storage.Generations.ArraySink;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Records as JSON, knowing none of them: their components are numbers, booleans, texts, enums, arrays of double, matrices,
 * maps, statistics, lists, optional values and records. Arrays of more than a few numbers become files. Every number comes
 * back with its bits, but for those of NaN.
 */
final class RecordWriter {
    /** Longer arrays become files. */
    static final int MOST_INLINE = 16;

    static final String TYPE = "type";
    static final String FILE = "file";

    private final ArraySink arrays;

    RecordWriter(ArraySink arrays) {
        this.arrays = arrays;
    }

    /** @throws IllegalArgumentException if a component is of another kind */
    JsonNode write(Object value) throws IOException {
        if (value == null) {
            return NullNode.instance;
        }
        if (value instanceof Optional<?> optional) {
            return write(optional.orElse(null));
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? IntNode.valueOf(optional.getAsInt()) : NullNode.instance;
        }
        if (value instanceof List<?> list) {
            ArrayNode node = JsonNodeFactory.instance.arrayNode();
            for (Object element : list) {
                node.add(write(element));
            }
            return node;
        }
        if (value instanceof double[] array) {
            return write(array, array);
        }
        return value instanceof Record row ? writeRecord(row) : writeLeaf(value);
    }

    private JsonNode writeLeaf(Object value) throws IOException {
        if (value instanceof Double number) {
            return writeNumber(number);
        }
        if (value instanceof Integer number) {
            return IntNode.valueOf(number);
        }
        if (value instanceof Long number) {
            return LongNode.valueOf(number);
        }
        if (value instanceof Boolean truth) {
            return BooleanNode.valueOf(truth);
        }
        if (value instanceof String || value instanceof Enum<?>) {
            return TextNode.valueOf(value instanceof Enum<?> constant ? constant.name() : (String) value);
        }
        if (value instanceof DoubleMatrix matrix) {
            boolean whole = matrix.offset() == 0 && matrix.size() == matrix.data().length;
            ObjectNode node = JsonNodeFactory.instance
                    .objectNode()
                    .put("rows", matrix.rows())
                    .put("columns", matrix.columns());
            return node.set(
                    "values", whole ? write(matrix.data(), matrix.data()) : write(matrix, matrix.toDoubleArray()));
        }
        if (value instanceof VectorMap map) {
            return writeRecord(map.description());
        }
        if (value instanceof AngleStatistics statistics) {
            return write(statistics, statistics.toArray());
        }
        throw new IllegalArgumentException("a state holds what cannot be written: " + value.getClass());
    }

    private static JsonNode writeNumber(double number) {
        return Double.isFinite(number) ? DoubleNode.valueOf(number) : TextNode.valueOf(Double.toString(number));
    }

    private JsonNode write(Object identity, double[] array) throws IOException {
        if (array.length > MOST_INLINE) {
            return JsonNodeFactory.instance.objectNode().put(FILE, arrays.store(identity, array));
        }
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        for (double number : array) {
            node.add(writeNumber(number));
        }
        return node;
    }

    private ObjectNode writeRecord(Record row) throws IOException {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (StateTypes.OPEN.contains(row.getClass())) {
            node.put(TYPE, StateTypes.name(row.getClass()));
        }
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            try {
                node.set(component.getName(), write(component.getAccessor().invoke(row)));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }
        return node;
    }
}
