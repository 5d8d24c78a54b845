package dev.collimate.aggregate;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import org.apache.spark.serializer.DeserializationStream;
import scala.reflect.ClassTag;

/** Reads what {@link SliceWriter} wrote. */
final class SliceReader extends DeserializationStream {
    private final DataInputStream in;
    private final ByteBuffer chunk = ByteBuffer.allocate(SliceWriter.CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    SliceReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T readKey(ClassTag<T> type) {
        try {
            return (T) (Integer) in.readInt();
        } catch (IOException e) {
            // Spark knows the end of a stream by an EOFException, which Scala does not declare.
            throw SliceReader.<RuntimeException>undeclared(e);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T readValue(ClassTag<T> type) {
        try {
            int partition = in.readInt();
            double[] elements = new double[in.readInt()];
            for (int read = 0; read < elements.length; ) {
                int length = Math.min(elements.length - read, SliceWriter.CHUNK / Double.BYTES);
                in.readFully(chunk.array(), 0, length * Double.BYTES);
                chunk.asDoubleBuffer().get(elements, read, length);
                read += length;
            }
            return (T) new Slice(partition, List.of(DoubleBuffer.wrap(elements)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> T readObject(ClassTag<T> type) {
        throw new UnsupportedOperationException("shuffles read keys and values");
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E undeclared(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
