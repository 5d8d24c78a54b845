package dev.collimate.optim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a state as bytes and reads it back, as a checkpoint does, knowing no solver: records of numbers, booleans, texts,
 * arrays of double, lists and records. Whatever else is in a state is refused, but for preconditioners, which are kept
 * aside and put back as they are.
 */
final class RecordBytes {
    private final byte[] bytes;
    private final List<Preconditioner> preconditioners = new ArrayList<>();

    private RecordBytes(Object value) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(buffer), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        this.bytes = buffer.toByteArray();
    }

    static byte[] of(Record value) {
        return new RecordBytes(value).bytes;
    }

    /** An equal record that shares no array with {@code value}. */
    static <T extends Record> T copy(Class<T> type, T value) {
        RecordBytes written = new RecordBytes(value);
        try {
            return type.cast(written.read(new DataInputStream(new ByteArrayInputStream(written.bytes))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(DataOutputStream out, Object value) throws IOException, ReflectiveOperationException {
        if (value == null) {
            out.writeUTF("null");
        } else if (value instanceof Preconditioner preconditioner) {
            out.writeUTF("preconditioner");
            out.writeInt(preconditioners.size());
            preconditioners.add(preconditioner);
        } else if (value instanceof Record row) {
            out.writeUTF(row.getClass().getName());
            for (RecordComponent component : row.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                write(out, component.getAccessor().invoke(row));
            }
        } else if (value instanceof List<?> list) {
            out.writeUTF("list");
            out.writeInt(list.size());
            for (Object element : list) {
                write(out, element);
            }
        } else if (value instanceof double[] array) {
            out.writeUTF("array");
            out.writeInt(array.length);
            for (double element : array) {
                out.writeLong(Double.doubleToRawLongBits(element));
            }
        } else if (value instanceof Double number) {
            out.writeUTF("double");
            out.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Long number) {
            out.writeUTF("long");
            out.writeLong(number);
        } else if (value instanceof Integer number) {
            out.writeUTF("int");
            out.writeInt(number);
        } else if (value instanceof Boolean truth) {
            out.writeUTF("boolean");
            out.writeBoolean(truth);
        } else if (value instanceof String text) {
            out.writeUTF("text");
            out.writeUTF(text);
        } else {
            throw new AssertionError("a state holds what cannot be written: " + value.getClass());
        }
    }

    private Object read(DataInputStream in) throws IOException, ReflectiveOperationException {
        String kind = in.readUTF();
        return switch (kind) {
            case "null" -> null;
            case "preconditioner" -> preconditioners.get(in.readInt());
            case "list" -> {
                Object[] elements = new Object[in.readInt()];
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = read(in);
                }
                yield List.of(elements);
            }
            case "array" -> {
                double[] array = new double[in.readInt()];
                for (int i = 0; i < array.length; i++) {
                    array[i] = Double.longBitsToDouble(in.readLong());
                }
                yield array;
            }
            case "double" -> Double.longBitsToDouble(in.readLong());
            case "long" -> in.readLong();
            case "int" -> in.readInt();
            case "boolean" -> in.readBoolean();
            case "text" -> in.readUTF();
            default -> readRecord(in, Class.forName(kind));
        };
    }

    private Object readRecord(DataInputStream in, Class<?> type) throws IOException, ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(in);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
