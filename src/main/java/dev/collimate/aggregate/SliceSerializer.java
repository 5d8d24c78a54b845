package dev.collimate.aggregate;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;

/**
 * Moves {@link Slice}s through a shuffle as plain numbers, whatever the user's own serializer. It does not tell Spark that
 * its records may be moved as bytes, though they may: Spark would gather those of a task in pages of memory before it
 * writes them, which takes as long again. As objects, slices are no more than views of the sums.
 */
final class SliceSerializer extends Serializer implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public SerializerInstance newInstance() {
        return new Instance();
    }

    private static final class Instance extends SerializerInstance {
        @Override
        public SerializationStream serializeStream(OutputStream out) {
            return new SliceWriter(out);
        }

        @Override
        public DeserializationStream deserializeStream(InputStream in) {
            return new SliceReader(in);
        }

        @Override
        public <T> ByteBuffer serialize(T object, ClassTag<T> type) {
            throw new UnsupportedOperationException("shuffles write streams");
        }

        @Override
        public <T> T deserialize(ByteBuffer bytes, ClassTag<T> type) {
            throw new UnsupportedOperationException("shuffles read streams");
        }

        @Override
        public <T> T deserialize(ByteBuffer bytes, ClassLoader loader, ClassTag<T> type) {
            return deserialize(bytes, type);
        }
    }
}
