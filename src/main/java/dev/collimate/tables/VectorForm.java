package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user says of how vectors are stored in columns of text or bytes.
 *
 * @param encoding one of {@link #names}; null where the data have to say it
 * @param delimiter between the numbers of a vector that is text, a blank one for any white space; null where the data have
 *     to say it
 */
public record VectorForm(String encoding, String delimiter) {
    static final String TEXT = VectorText.NAME;

    private static final List<VectorCodec> BYTES =
            List.of(new Float32Bytes(), new Float64Bytes(), new Float16Bytes(), new Bfloat16Bytes(), new Int8Bytes());

    public VectorForm {
        if (encoding != null && !names().contains(encoding)) {
            throw new BadTableException(
                    "the encoding of vectors must be one of " + String.join(", ", names()) + ", but was " + encoding);
        }
        if (delimiter != null && encoding != null && !encoding.equals(TEXT)) {
            throw new BadTableException(
                    "a delimiter is of vectors that are text, not of the encoding " + encoding + "; leave one out");
        }
    }

    /** The encodings that there are. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(TEXT));
        codecs().map(VectorCodec::name).forEach(names::add);
        return names;
    }

    /** The encodings in which predictions can be written: those of whole numbers alone cannot hold them. */
    public static List<String> namesForPredictions() {
        return names().stream().filter(name -> !ofPredictions(name).isWhole()).toList();
    }

    /** The codec of one of {@link #names}; text is written as pgvector reads it. */
    public static VectorCodec ofPredictions(String encoding) {
        return new VectorForm(encoding, null).codec().orElseGet(() -> new VectorText(",", ",", "[", "]"));
    }

    /** The codecs of bytes, which have one size a number. */
    static List<VectorCodec> ofBytes() {
        return BYTES;
    }

    /** What was named, unless that is text of numbers, of which there are many forms. */
    Optional<VectorCodec> codec() {
        return codecs().filter(codec -> codec.name().equals(encoding)).findFirst();
    }

    /** Whether text is named, of numbers or of any other kind. */
    boolean isText() {
        return TEXT.equals(encoding) || codec().filter(VectorCodec::isText).isPresent();
    }

    private static Stream<VectorCodec> codecs() {
        return Stream.of(
                        Stream.of(new SparseVectorText()),
                        BYTES.stream(),
                        BYTES.stream().map(Base64Text::new))
                .flatMap(codec -> codec);
    }
}
