package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.math.HalfPrecision;
import dev.collimate.rows.VectorCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each encoding reads and writes, against the JDK's own readers of numbers. */
class VectorEncodingsTest {
    private static final int CASES = 100_000;
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    static Stream<VectorCodec> codecs() {
        return Stream.concat(
                VectorForm.names().stream()
                        .map(name -> new VectorForm(name, null))
                        .flatMap(form -> form.codec().stream()),
                Stream.of(",", ";", " ", "|", "::").map(VectorText::of));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\t',
            quoteCharacter = '"',
            value = {
                "\"[0.1,-2,3e2]\"\t,\t,\t[\t]",
                "\" [ 0.1, -2 , 3e2 ] \"\t,\t\", \"\t[\t]",
                "\"{0.1,-2,3e2}\"\t,\t,\t{\t}",
                "\"(0.1;-2;3e2)\"\t;\t;\t(\t)",
                "\"[[0.1,-2,3e2]]\"\t,\t,\t[[\t]]",
                "\"0.1; -2; 3e2\"\t;\t\"; \"\t\"\"\t\"\"",
                "\"0.1|-2|3e2\"\t|\t|\t\"\"\t\"\"",
                "\"[0.1 -2.  3e+02]\"\t\" \"\t\" \"\t[\t]",
            })
    void aTextSaysItsFormAndIsWrittenInIt(String text, String delimiter, String joint, String open, String close) {
        VectorText form = VectorText.detect(text, null).orElseThrow();
        assertThat(form).isEqualTo(new VectorText(delimiter, joint, open, close));
        assertThat(form.decode(bytes(text))).containsExactly(0.1, -2, 300);
        assertThat(new String(form.encode(new float[] {0.1f, -2}), StandardCharsets.UTF_8))
                .isEqualTo(open + "0.1" + joint + "-2.0" + close);
    }

    @Test
    void oneNumberInBracketsIsAListOfOne() {
        assertThat(VectorText.detect("[7]", null)).contains(new VectorText(",", ",", "[", "]"));
        assertThat(VectorText.detect("7", null)).contains(VectorText.of(" "));
    }

    @Test
    void whatIsCutOffOrMixedIsNoVector() {
        for (String text : List.of(
                "[0.1,0.2",
                "0.1,0.2]",
                "[0.1,0.2}",
                "[0.1,,0.2]",
                "[0.1,0.2,]",
                "0,1;0,2",
                "0.1 0.2,0.3",
                "[0.1,null]",
                "0x1p3,1",
                "1f,2",
                "[[[1,2]]]",
                "np.float64(1.0),2",
                "",
                "  ",
                "[]")) {
            assertThat(VectorText.detect(text, null)).as(text).isEmpty();
        }
        assertThat(VectorText.of(",").decode(bytes("[]"))).isEmpty();
        assertThat(VectorText.of(",").decode(bytes(" "))).isNull();
    }

    @Test
    void wordsForNumbersThatAreNotFiniteAreRead() {
        assertThat(VectorText.of(",").decode(bytes("NaN, inf,-Infinity,+nan")))
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
    }

    @Test
    void aSparseVectorHasZerosWhereItSaysNothing() {
        SparseVectorText sparse = new SparseVectorText();
        assertThat(sparse.decode(bytes("{1:0.5,3:-2e1}/4"))).containsExactly(0.5, 0, -20, 0);
        assertThat(sparse.decode(bytes(" { 1 : 0.5 , 3 : 2 } / 3 "))).containsExactly(0.5, 0, 2);
        assertThat(sparse.decode(bytes("{}/2"))).containsExactly(0, 0);
        for (String text : List.of(
                "{0:1}/2",
                "{3:1}/2",
                "{2:1,1:1}/2",
                "{1:1,1:2}/2",
                "{1:1,}/2",
                "{1:1}",
                "{1:1}/0",
                "{1:}/2",
                "{:1}/2",
                "{1:1}/99999999999",
                "[1:1]/2",
                "{1:1",
                "1:1}/2",
                "/",
                "{1:1,,2:1}/2",
                "{,}/2")) {
            assertThat(sparse.decode(bytes(text))).as(text).isNull();
        }
        assertThat(new String(sparse.encode(new float[] {0, 0.5f, 0, -1}), StandardCharsets.UTF_8))
                .isEqualTo("{2:0.5,4:-1.0}/4");
    }

    @Test
    void everyHalfIsReadAsItsValueAndWrittenBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            double value = half(bits);
            assertThat((double) HalfPrecision.ofHalf((short) bits)).isEqualTo(Double.valueOf(value));
            float bfloat = HalfPrecision.ofBfloat16((short) bits);
            assertThat(Float.floatToRawIntBits(bfloat)).isEqualTo(bits << 16);
            if (!Double.isNaN(value)) {
                assertThat(HalfPrecision.toHalf((float) value)).isEqualTo((short) bits);
            }
            if (!Float.isNaN(bfloat)) {
                assertThat(HalfPrecision.toBfloat16(bfloat)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void floatsAreRoundedToTheNearestHalf() {
        Random random = new Random(1);
        for (int i = 0; i < CASES; i++) {
            float number = Float.intBitsToFloat(random.nextInt());
            if (Float.isNaN(number)) {
                continue;
            }
            double half = HalfPrecision.ofHalf(HalfPrecision.toHalf(number));
            if (Math.abs(number) < 65504) {
                int bits = HalfPrecision.toHalf(number) & 0x7FFF;
                double distance = Math.abs(half - number);
                assertThat(distance).isLessThanOrEqualTo(Math.abs(half(bits + 1) - Math.abs((double) number)));
                assertThat(distance)
                        .isLessThanOrEqualTo(Math.abs(half(Math.max(0, bits - 1)) - Math.abs((double) number)));
            }
        }
        assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(65519))).isEqualTo(65504);
        assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(65520))).isInfinite();
        assertThat(HalfPrecision.ofHalf(HalfPrecision.toHalf(Float.NaN))).isNaN();
        assertThat(HalfPrecision.ofBfloat16(HalfPrecision.toBfloat16(Float.NaN)))
                .isNaN();
        assertThat(HalfPrecision.ofBfloat16(HalfPrecision.toBfloat16(1.00390625f)))
                .isEqualTo(1);
    }

    @Test
    void bytesOfOddLengthsAreNoVectors() {
        assertThat(new Float32Bytes().decode(new byte[6])).isNull();
        assertThat(new Float64Bytes().decode(new byte[12])).isNull();
        assertThat(new Float16Bytes().decode(new byte[3])).isNull();
        assertThat(new Bfloat16Bytes().decode(new byte[3])).isNull();
        assertThat(new Base64Text(new Float32Bytes()).decode(bytes("AAAA"))).isNull();
        assertThat(new Base64Text(new Float32Bytes()).decode(bytes("AAA?"))).isNull();
    }

    @Test
    void bytesAreLittleEndian() {
        byte[] floats = {0, 0, (byte) 0x80, 0x3F};
        assertThat((float[]) new Float32Bytes().decode(floats)).containsExactly(1);
        assertThat((double[]) new Float64Bytes().decode(new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xF0, 0x3F}))
                .containsExactly(1);
        assertThat((float[]) new Float16Bytes().decode(new byte[] {0, 0x3C})).containsExactly(1);
        assertThat((float[]) new Bfloat16Bytes().decode(new byte[] {(byte) 0x80, 0x3F}))
                .containsExactly(1);
        assertThat((float[]) new Int8Bytes().decode(new byte[] {-128, 127})).containsExactly(-128, 127);
        assertThat(new Base64Text(new Float32Bytes()).decode(bytes("AACAPw=="))).isEqualTo(new float[] {1});
        assertThat(new Base64Text(new Float32Bytes()).decode(bytes("AACAPw"))).isEqualTo(new float[] {1});
        assertThat(new Base64Text(new Float32Bytes()).decode(bytes("AAC\r\nAPw==\n")))
                .isEqualTo(new float[] {1});
        assertThat(new Base64Text(new Float32Bytes()).decode(bytes("AAC APw==")))
                .isNull();
    }

    @Test
    void aNumberWithoutAPlaceInAnEncodingIsRefused() {
        assertThatThrownBy(() -> new Float16Bytes().encode(new float[] {1e6f})).hasMessageContaining("float16");
        assertThatThrownBy(() -> new Bfloat16Bytes().encode(new float[] {Float.MAX_VALUE}))
                .hasMessageContaining("bfloat16");
        assertThatThrownBy(() -> new Int8Bytes().encode(new float[] {0.5f})).hasMessageContaining("int8");
        assertThat(new Int8Bytes().encode(new float[] {-3})).containsExactly(-3);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void whatIsWrittenIsReadAsTheSameNumbers(VectorCodec codec) {
        Random random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            float[] numbers = new float[1 + random.nextInt(20)];
            for (int j = 0; j < numbers.length; j++) {
                // Whole numbers of few bits are exact in every encoding.
                numbers[j] = codec.name().endsWith("8") || codec.name().endsWith("16")
                        ? random.nextInt(256) - 128
                        : finite(random);
            }
            double[] read = doubles(codec.decode(codec.encode(numbers)));
            assertThat(read).hasSameSizeAs(numbers);
            for (int j = 0; j < numbers.length; j++) {
                assertThat((float) read[j]).isEqualTo(numbers[j]);
            }
        }
    }

    /** Bytes at random, and texts that were vectors before some of their bytes were changed. */
    @ParameterizedTest
    @MethodSource("codecs")
    void whateverIsStoredIsReadRightlyOrIsNoVector(VectorCodec codec) {
        Random random = new Random(3);
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] stored = random.nextInt(4) == 0 ? noise(random) : mutated(codec, random);
            Object numbers = codec.decode(stored);
            if (numbers != null) {
                read++;
                assertThat(doubles(numbers)).as(Arrays.toString(stored)).isEqualTo(plainly(codec, stored));
            }
        }
        assertThat(read).isGreaterThan(CASES / 100);
    }

    private static byte[] noise(Random random) {
        byte[] stored = new byte[random.nextInt(40)];
        random.nextBytes(stored);
        return stored;
    }

    private static byte[] mutated(VectorCodec codec, Random random) {
        float[] numbers = new float[1 + random.nextInt(6)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] =
                    codec.name().contains("8") || codec.name().contains("16") ? random.nextInt(100) : finite(random);
        }
        byte[] stored = codec.encode(numbers);
        String signs = "0123456789.,;:|{}[]()/+-eE \t\nxfdNaI=\u0000";
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(stored.length);
            if (random.nextBoolean()) {
                stored[at] = (byte) signs.charAt(random.nextInt(signs.length()));
            } else {
                byte[] shorter = Arrays.copyOf(stored, stored.length - 1);
                System.arraycopy(stored, at + 1, shorter, at, shorter.length - at);
                stored = shorter.length == 0 ? stored : shorter;
            }
        }
        return stored;
    }

    /** The numbers by the JDK's means alone; slow. */
    private static double[] plainly(VectorCodec codec, byte[] stored) {
        String text = new String(stored, StandardCharsets.ISO_8859_1);
        if (codec instanceof Base64Text base64) {
            return plainly(base64.bytes(), Base64.getDecoder().decode(text.replaceAll("[\r\n]", "")));
        }
        if (codec instanceof SparseVectorText) {
            String[] halves = text.split("/");
            double[] numbers = new double[Integer.parseInt(trimmed(halves[halves.length - 1]))];
            String inner = trimmed(text.substring(0, text.lastIndexOf('/'))).replaceAll("[{}]", "");
            for (String entry : trimmed(inner).isEmpty() ? new String[0] : inner.split(",")) {
                numbers[Integer.parseInt(trimmed(entry.split(":")[0])) - 1] = number(entry.split(":")[1]);
            }
            return numbers;
        }
        if (codec instanceof VectorText form) {
            String inner = trimmed(text);
            for (int i = 0; i < 2 && inner.matches("(?s)\\[.*]|\\{.*}|\\(.*\\)"); i++) {
                inner = trimmed(inner.substring(1, inner.length() - 1));
            }
            String separator = form.delimiter().isBlank() ? "[ \\t-\\r]+" : Pattern.quote(form.delimiter());
            return inner.isEmpty()
                    ? new double[0]
                    : Arrays.stream(inner.split(separator, -1))
                            .mapToDouble(VectorEncodingsTest::number)
                            .toArray();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        DoubleStream.Builder numbers = DoubleStream.builder();
        while (bytes.hasRemaining()) {
            numbers.add(
                    switch (codec.name()) {
                        case "float32" -> bytes.getFloat();
                        case "float64" -> bytes.getDouble();
                        case "float16" -> half(bytes.getShort() & 0xFFFF);
                        case "bfloat16" -> Float.intBitsToFloat(bytes.getShort() << 16);
                        default -> bytes.get();
                    });
        }
        return numbers.build().toArray();
    }

    private static String trimmed(String text) {
        return text.replaceAll("^[ \\t-\\r]+|[ \\t-\\r]+$", "");
    }

    private static double number(String text) {
        String plain = trimmed(text);
        if (DECIMAL.matcher(plain).matches()) {
            return Double.parseDouble(plain);
        }
        return switch (plain.toLowerCase(java.util.Locale.ROOT).replace("+", "")) {
            case "nan", "-nan" -> Double.NaN;
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new AssertionError("'" + plain + "' was read as a number");
        };
    }

    /** A binary16 by its definition. */
    private static double half(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double size = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * Math.pow(2, -24) : (1024 + fraction) * Math.pow(2, exponent - 25);
        return bits >> 15 == 1 ? -size : size;
    }

    private static float finite(Random random) {
        float number = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(number) ? number : random.nextFloat();
    }

    private static double[] doubles(Object numbers) {
        if (numbers instanceof double[] doubles) {
            return doubles;
        }
        float[] floats = (float[]) numbers;
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
