package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.util.Arrays;
import java.util.Base64;

/**
 * Bytes as base64 text (RFC 4648, with or without padding, in one line or more), as JSON answers of embedding services have them.
 *
 * @param bytes how the numbers stand in the bytes
 */
record Base64Text(VectorCodec bytes) implements VectorCodec {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "base64-" + bytes.name();
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public boolean isOfBytes() {
        return true;
    }

    @Override
    public boolean isDouble() {
        return bytes.isDouble();
    }

    @Override
    public boolean isWhole() {
        return bytes.isWhole();
    }

    @Override
    public Object decode(byte[] stored) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(withoutLineEnds(stored));
        } catch (IllegalArgumentException e) {
            // The only way in which the decoder says that a text is not base64.
            return null;
        }
        return bytes.decode(decoded);
    }

    /** MIME (RFC 2045) breaks lines, but what else its readers pass over is no base64. */
    private static byte[] withoutLineEnds(byte[] text) {
        int kept = 0;
        byte[] digits = text;
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '\r' && text[i] != '\n') {
                digits[kept++] = text[i];
            } else if (digits == text) {
                digits = text.clone();
            }
        }
        return kept == text.length ? text : Arrays.copyOf(digits, kept);
    }

    @Override
    public byte[] encode(float[] numbers) {
        return Base64.getEncoder().encode(bytes.encode(numbers));
    }
}
