package dev.collimate.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

class SliceStreamTest {
    private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);
    private static final int CHUNK_ELEMENTS = SliceWriter.CHUNK / Double.BYTES;

    private final SerializerInstance instance = new SliceSerializer().newInstance();

    @Test
    void whatIsReadIsWhatWasWrittenWhateverThePartsAndTheirLengths() {
        double[] elements = DoubleStream.iterate(0.1, x -> x * -1.0001)
                .limit(3L * CHUNK_ELEMENTS + 7)
                .toArray();
        for (int cut : new int[] {0, 1, CHUNK_ELEMENTS - 1, CHUNK_ELEMENTS, CHUNK_ELEMENTS + 1, elements.length}) {
            DoubleBuffer first = DoubleBuffer.wrap(elements, 0, cut);
            DoubleBuffer second = DoubleBuffer.wrap(elements, cut, elements.length - cut);
            byte[] bytes = written(3, new Slice(5, List.of(first, second)), new Slice(6, List.of()));
            assertThat(bytes).hasSize(4 + 8 + 8 * elements.length + 4 + 8);
            DeserializationStream in = instance.deserializeStream(new ByteArrayInputStream(bytes));
            assertThat(in.<Object>readKey(ANY)).isEqualTo(3);
            Slice slice = (Slice) in.<Object>readValue(ANY);
            assertThat(slice.partition()).isEqualTo(5);
            assertThat(slice.parts()).singleElement().isEqualTo(DoubleBuffer.wrap(elements));
            assertThat(in.<Object>readKey(ANY)).isEqualTo(3);
            assertThat(((Slice) in.<Object>readValue(ANY)).length()).isZero();
            assertThatThrownBy(() -> in.readKey(ANY)).isInstanceOf(EOFException.class);
            in.close();
        }
    }

    @Test
    void writingLeavesTheSumsAndTheirViewsAsTheyAre() {
        DoubleBuffer part = DoubleBuffer.wrap(new double[] {1, 2, 3}, 1, 2);
        written(0, new Slice(0, List.of(part)));
        assertThat(part.position()).isEqualTo(1);
        assertThat(part.remaining()).isEqualTo(2);
    }

    @Test
    void numbersAreLittleEndianBehindPartitionAndLength() {
        byte[] expected = ByteBuffer.allocate(20)
                .putInt(9)
                .putInt(7)
                .putInt(1)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(-2.5)
                .array();
        assertThat(written(9, new Slice(7, List.of(DoubleBuffer.wrap(new double[] {-2.5})))))
                .isEqualTo(expected);
    }

    /** Spark counts the bytes of a stream when it has flushed it, and its files stay open until it has closed it. */
    @Test
    void flushAndCloseReachTheStreamBelow() {
        List<String> calls = new ArrayList<>();
        SerializationStream out = instance.serializeStream(new ByteArrayOutputStream() {
            @Override
            public void flush() {
                calls.add("flush");
            }

            @Override
            public void close() {
                calls.add("close");
            }
        });
        assertThat(out.writeValue(new Slice(0, List.of()), ANY)).isSameAs(out);
        out.flush();
        assertThat(calls).containsExactly("flush");
        out.close();
        assertThat(calls).endsWith("close");
        instance.deserializeStream(new ByteArrayInputStream(new byte[0]) {
                    @Override
                    public void close() {
                        calls.add("closed");
                    }
                })
                .close();
        assertThat(calls).endsWith("closed");
    }

    /** As Spark writes them: a key and a value each. */
    private byte[] written(int key, Slice... slices) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SerializationStream out = instance.serializeStream(bytes);
        for (Slice slice : slices) {
            out.writeKey(key, ANY).writeValue(slice, ANY);
        }
        out.flush();
        out.close();
        return bytes.toByteArray();
    }
}
