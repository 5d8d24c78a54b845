package dev.collimate.fit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.map.MapDescription;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.storage.Generations.ArraySource;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@link RecordWriter} wrote, as records again. Nothing in it is trusted: a value is read as the type that its place
 * asks for, or refused; no class is found by a stored name but those of {@link StateTypes}.
 */
final class RecordReader {
    private final ArraySource arrays;

    RecordReader(ArraySource arrays) {
        this.arrays = arrays;
    }

    /** @throws IOException if {@code node} is no such record */
    <T extends Record> T read(JsonNode node, Class<T> type) throws IOException {
        return type.cast(readRecord(node, type));
    }

    private Object read(JsonNode node, Type type) throws IOException {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return node.isNull() ? Optional.empty() : Optional.of(read(node, element));
            }
            require(generic.getRawType() == List.class && node.isArray());
            List<Object> list = new ArrayList<>();
            for (JsonNode entry : node) {
                list.add(read(entry, element));
            }
            return list;
        }
        Class<?> raw = (Class<?>) type;
        if (raw == OptionalInt.class) {
            return node.isNull() ? OptionalInt.empty() : OptionalInt.of((int) read(node, int.class));
        }
        if (node.isNull() && !raw.isPrimitive()) {
            return null;
        }
        return raw.isPrimitive() || raw == String.class || raw == Double.class || raw == Integer.class
                ? readPlain(node, raw)
                : readObject(node, raw);
    }

    private static Object readPlain(JsonNode node, Class<?> type) throws IOException {
        if (type == double.class || type == Double.class) {
            return readNumber(node);
        }
        if (type == int.class || type == Integer.class) {
            require(node.isIntegralNumber() && node.canConvertToInt());
            return node.intValue();
        }
        if (type == long.class) {
            require(node.isIntegralNumber() && node.canConvertToLong());
            return node.longValue();
        }
        if (type == boolean.class) {
            require(node.isBoolean());
            return node.booleanValue();
        }
        require(type == String.class && node.isTextual());
        return node.textValue();
    }

    private static double readNumber(JsonNode node) throws IOException {
        require(node.isNumber() || List.of("NaN", "Infinity", "-Infinity").contains(node.asText()));
        return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.asText());
    }

    private Object readObject(JsonNode node, Class<?> type) throws IOException {
        if (type == double[].class) {
            return readArray(node);
        }
        if (type == DoubleMatrix.class) {
            double[] values = readArray(node.path("values"));
            int rows = (int) readPlain(node.path("rows"), int.class);
            int columns = (int) readPlain(node.path("columns"), int.class);
            require(rows >= 0 && columns >= 0 && (long) rows * columns == values.length);
            return new DoubleMatrix(values, 0, rows, columns);
        }
        if (VectorMap.class.isAssignableFrom(type)) {
            return readMap(node, type);
        }
        if (type == AngleStatistics.class) {
            return made(() -> AngleStatistics.ofArray(readArray(node)));
        }
        if (type.isEnum()) {
            require(node.isTextual());
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(node.textValue())) {
                    return constant;
                }
            }
        }
        return readRecord(node, type);
    }

    private double[] readArray(JsonNode node) throws IOException {
        if (node.isObject()) {
            require(node.size() == 1 && node.path(RecordWriter.FILE).isTextual());
            return arrays.read(node.path(RecordWriter.FILE).textValue());
        }
        require(node.isArray() && node.size() <= RecordWriter.MOST_INLINE);
        double[] array = new double[node.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = readNumber(node.get(i));
        }
        return array;
    }

    private VectorMap readMap(JsonNode node, Class<?> type) throws IOException {
        MapDescription description = read(node, MapDescription.class);
        VectorMap map = (VectorMap) made(() -> Maps.create(description));
        require(type.isInstance(map));
        return map;
    }

    private Object readRecord(JsonNode node, Class<?> declared) throws IOException {
        require(node.isObject());
        Class<?> type = declared;
        int named = 0;
        if (!declared.isRecord() || StateTypes.OPEN.contains(declared)) {
            type = StateTypes.named(node.path(RecordWriter.TYPE).asText(), declared);
            named = 1;
        }
        RecordComponent[] components = type.getRecordComponents();
        require(node.size() == components.length + named);
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            require(node.has(components[i].getName()));
            values[i] = read(node.get(components[i].getName()), components[i].getGenericType());
            if (values[i] == null && !StateTypes.mayBeMissing(components[i])) {
                throw new IOException("its content lacks " + StateTypes.name(components[i]));
            }
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IOException("its content is no " + StateTypes.name(type), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a value that refuses what it cannot be made of. */
    private interface Making {
        Object make() throws IOException;
    }

    private static Object made(Making making) throws IOException {
        try {
            return making.make();
        } catch (IllegalArgumentException e) {
            throw new IOException("its content cannot be read: " + e.getMessage(), e);
        }
    }

    private static void require(boolean fits) throws IOException {
        if (!fits) {
            throw new IOException("its content is not that of a fit");
        }
    }
}
