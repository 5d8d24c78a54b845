package dev.collimate.aggregate;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.apache.spark.serializer.SerializationStream;
import scala.reflect.ClassTag;

/** Writes the number of a slice as key, and as value partition, length and elements, the latter little-endian. */
final class SliceWriter extends SerializationStream {
    /** Bytes that are turned and written at a time. */
    static final int CHUNK = 1 << 16;

    private final DataOutputStream out;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    SliceWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    @Override
    public <T> SerializationStream writeKey(T key, ClassTag<T> type) {
        try {
            out.writeInt((Integer) key);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> SerializationStream writeValue(T value, ClassTag<T> type) {
        Slice slice = (Slice) value;
        try {
            out.writeInt(slice.partition());
            out.writeInt(slice.length());
            for (DoubleBuffer part : slice.parts()) {
                write(part.duplicate());
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> SerializationStream writeObject(T object, ClassTag<T> type) {
        throw new UnsupportedOperationException("shuffles write keys and values");
    }

    private void write(DoubleBuffer part) throws IOException {
        while (part.hasRemaining()) {
            int length = Math.min(part.remaining(), CHUNK / Double.BYTES);
            chunk.asDoubleBuffer().put(part.slice().limit(length));
            part.position(part.position() + length);
            out.write(chunk.array(), 0, length * Double.BYTES);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
