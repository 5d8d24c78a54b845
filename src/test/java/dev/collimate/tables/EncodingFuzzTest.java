package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.rows.VectorCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is stored is read as a plain decoder reads it: the same numbers, or no vector. Nothing is thrown. */
class EncodingFuzzTest {
    private static final int CASES = 100_000;
    private static final String SIGNS = "0123456789.-+eE,;|:/[]{}() \t\nnaiftyNAIFTY=xXpPdD_\u0000'\"";

    /** The encodings that no column has. */
    private static final Map<String, VectorCodec> OF_FILES =
            new TreeMap<>(Map.of("uint8", new Uint8Bytes(), "int32", new Int32Bytes()));

    static Stream<Arguments> encodings() {
        Stream<Arguments> texts = Stream.of(",", ";", "|", " ", ", ").map(delimiter -> Arguments.of("text", delimiter));
        return Stream.of(
                        texts,
                        VectorForm.names().stream()
                                .filter(name -> !name.equals(VectorForm.TEXT))
                                .map(name -> Arguments.of(name, null)),
                        OF_FILES.keySet().stream().map(name -> Arguments.of(name, null)))
                .flatMap(arguments -> arguments);
    }

    private static VectorCodec codec(String encoding, String delimiter) {
        return OF_FILES.containsKey(encoding)
                ? OF_FILES.get(encoding)
                : new VectorForm(encoding, delimiter).codec().orElseGet(() -> VectorText.of(delimiter));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void whatIsStoredIsReadAsAPlainDecoderReadsIt(String encoding, String delimiter) {
        VectorCodec codec = codec(encoding, delimiter);
        SplittableRandom random = new SplittableRandom(29);
        int vectors = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] stored = i % 4 == 0 ? noise(random, codec.isText()) : mutated(random, codec);
            double[] expected = PlainDecoders.decode(encoding, delimiter, stored);
            double[] found = doubles(codec.decode(stored));
            if (!same(expected, found)) {
                assertThat(found)
                        .as("case %d, %s", i, new String(stored, StandardCharsets.ISO_8859_1))
                        .isEqualTo(expected);
            }
            vectors += found == null ? 0 : 1;
        }
        // Both answers are tried.
        assertThat(vectors).isBetween(CASES / 50, CASES);
    }

    /** Every number that has a place comes back as it went in. */
    @ParameterizedTest
    @MethodSource("encodings")
    void whatIsWrittenIsReadBack(String encoding, String delimiter) {
        VectorCodec codec = codec(encoding, delimiter);
        SplittableRandom random = new SplittableRandom(31);
        for (int i = 0; i < CASES / 10; i++) {
            float[] numbers = numbers(random, codec, 1 + random.nextInt(6));
            double[] expected = PlainDecoders.decode(encoding, delimiter, codec.encode(numbers));
            double[] found = doubles(codec.decode(codec.encode(numbers)));
            assertThat(same(expected, found)).isTrue();
            if (!encoding.endsWith("float16")) {
                assertThat(floats(found)).isEqualTo(numbers);
            }
        }
    }

    static byte[] noise(SplittableRandom random, boolean text) {
        byte[] bytes = new byte[random.nextInt(24)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = sign(random, text);
        }
        return bytes;
    }

    private static byte sign(SplittableRandom random, boolean text) {
        return (byte)
                (text && random.nextInt(20) > 0 ? SIGNS.charAt(random.nextInt(SIGNS.length())) : random.nextInt());
    }

    /** A vector, with up to three changes of its bytes. */
    static byte[] mutated(SplittableRandom random, VectorCodec codec) {
        byte[] bytes = codec.encode(numbers(random, codec, random.nextInt(5)));
        if (codec instanceof VectorText && random.nextBoolean()) {
            String brackets = List.of("[]", "{}", "()", "[)").get(random.nextInt(4));
            String text = brackets.charAt(0) + new String(bytes, StandardCharsets.ISO_8859_1) + brackets.charAt(1);
            bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        }
        return changed(random, bytes, codec.isText());
    }

    /** With up to three bytes more, less or other. */
    static byte[] changed(SplittableRandom random, byte[] stored, boolean text) {
        byte[] bytes = stored;
        for (int change = random.nextInt(4); change > 0; change--) {
            int at = random.nextInt(bytes.length + 1);
            int kind = at == bytes.length ? 0 : random.nextInt(3);
            byte[] changed = new byte[bytes.length + (kind == 0 ? 1 : kind == 1 ? -1 : 0)];
            System.arraycopy(bytes, 0, changed, 0, at);
            switch (kind) {
                case 0 -> {
                    changed[at] = sign(random, text);
                    System.arraycopy(bytes, at, changed, at + 1, bytes.length - at);
                }
                case 1 -> System.arraycopy(bytes, at + 1, changed, at, changed.length - at);
                default -> {
                    System.arraycopy(bytes, at, changed, at, bytes.length - at);
                    changed[at] = sign(random, text);
                }
            }
            bytes = changed;
        }
        return bytes;
    }

    private static float[] numbers(SplittableRandom random, VectorCodec codec, int length) {
        int least = codec.name().equals("uint8") ? 0 : -128;
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = codec.isWhole()
                    ? random.nextInt(least, least + 256)
                    : (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-3, 4)));
        }
        return numbers;
    }

    static boolean same(double[] expected, double[] found) {
        return expected == null || found == null ? expected == found : Arrays.equals(expected, found);
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    static double[] doubles(Object decoded) {
        if (decoded instanceof float[] floats) {
            double[] numbers = new double[floats.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = floats[i];
            }
            return numbers;
        }
        return (double[]) decoded;
    }
}
