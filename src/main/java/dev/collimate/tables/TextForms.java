package dev.collimate.tables;

import dev.collimate.data.Message;
import dev.collimate.rows.VectorCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The forms in which a text may be a vector. */
final class TextForms {
    private static final VectorCodec SPARSE = new SparseVectorText();

    private TextForms() {}

    /**
     * The form of a text; empty if it is no vector.
     *
     * @param named the encoding that it must have; null for lists of numbers and what cannot be mistaken for one
     * @param delimiter between numbers; null where the text has to say it
     */
    static Optional<VectorCodec> of(String text, VectorCodec named, String delimiter) {
        byte[] stored = text.getBytes(StandardCharsets.UTF_8);
        if (named != null) {
            return named.decode(stored) == null ? Optional.empty() : Optional.of(named);
        }
        // No list of numbers looks like it, whatever stands between them.
        if (SPARSE.decode(stored) != null) {
            return Optional.of(SPARSE);
        }
        return VectorText.detect(text, delimiter).map(form -> form);
    }

    /** What was looked for, for a message that nothing was found. */
    static Message described(VectorForm form) {
        if (form.codec().isPresent()) {
            return Message.of("of the encoding %s", form.codec().get().described());
        }
        if (form.delimiter() == null) {
            return Message.of(
                    "numbers with a comma, a semicolon, a vertical bar or white space between them, with or without"
                            + " brackets, or a %s; name what stands between them with {vectorDelimiter}, or another"
                            + " encoding, such as base64-float32, with {vectorEncoding}",
                    SPARSE.described());
        }
        String between = form.delimiter().isBlank() ? "white space" : "'" + form.delimiter() + "'";
        return Message.of("numbers with %s between them; name what stands there with {vectorDelimiter}", between);
    }
}
