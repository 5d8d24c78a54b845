package dev.collimate.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of Protocol Buffers in the making: fields in the order in which they are added, in the wire format, whose
 * length is known before it is written, as the message around it asks. Arrays are written from where they lie.
 */
final class ProtobufMessage {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int TYPE_BITS = 3;

    private final List<Part> parts = new ArrayList<>();
    private long length;

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private record Part(byte[] head, Content content) {}

    ProtobufMessage number(int field, long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeVarint((long) field << TYPE_BITS | VARINT, bytes);
        writeVarint(value, bytes);
        return add(bytes, 0, out -> {});
    }

    ProtobufMessage text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return delimited(field, bytes.length, out -> out.write(bytes));
    }

    ProtobufMessage message(int field, ProtobufMessage value) {
        return delimited(field, value.length, value::writeTo);
    }

    /** The elements as raw bytes. */
    ProtobufMessage floats(int field, FloatTensor tensor) {
        return delimited(field, tensor.bytes(), tensor::writeTo);
    }

    /** Bytes of the whole. */
    long length() {
        return length;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            out.write(part.head());
            part.content().writeTo(out);
        }
    }

    private ProtobufMessage delimited(int field, long bytes, Content content) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        writeVarint((long) field << TYPE_BITS | LENGTH_DELIMITED, head);
        writeVarint(bytes, head);
        return add(head, bytes, content);
    }

    private ProtobufMessage add(ByteArrayOutputStream head, long bytes, Content content) {
        parts.add(new Part(head.toByteArray(), content));
        length += head.size() + bytes;
        return this;
    }

    /** Seven bits a byte, the lowest first; all bytes but the last have their highest bit set. */
    private static void writeVarint(long value, ByteArrayOutputStream out) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
