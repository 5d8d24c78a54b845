package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.util.Base64;

/**
 * Bytes as base64 text (RFC 4648, with or without padding), as JSON answers of embedding services have them.
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
    public boolean isDouble() {
        return bytes.isDouble();
    }

    @Override
    public Object decode(byte[] stored) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(stored);
        } catch (IllegalArgumentException e) {
            // The only way in which the decoder says that a text is not base64.
            return null;
        }
        return bytes.decode(decoded);
    }

    @Override
    public byte[] encode(float[] numbers) {
        return Base64.getEncoder().encode(bytes.encode(numbers));
    }
}
