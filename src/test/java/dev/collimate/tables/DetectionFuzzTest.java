package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.rows.VectorCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a text or a line is, the form that is found in it reads the numbers of a plain decoder, or none is found. */
@Tag("long")
class DetectionFuzzTest {
    private static final int CASES = 100_000;
    private static final List<VectorCodec> WRITERS = List.of(
            new SparseVectorText(),
            VectorText.of(","),
            VectorText.of(";"),
            VectorText.of("|"),
            VectorText.of(" "),
            new VectorText(", ", ", ", "[", "]"),
            new VectorText(";", ";", "[[", "]]"));

    @Test
    void aTextIsOfTheFormThatItsSignsSay() {
        SplittableRandom random = new SplittableRandom(37);
        int found = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] noise = i % 4 == 0
                    ? EncodingFuzzTest.noise(random, true)
                    : EncodingFuzzTest.mutated(random, WRITERS.get(random.nextInt(WRITERS.size())));
            String text = new String(noise, StandardCharsets.UTF_8);
            byte[] stored = text.getBytes(StandardCharsets.UTF_8);
            double[] sparse = PlainDecoders.decode("sparsevec", null, stored);
            double[] list = PlainDecoders.decode("text", delimiter(text), stored);
            double[] expected = sparse != null ? sparse : list == null || list.length == 0 ? null : list;
            Optional<VectorCodec> form = TextForms.of(text, null, null);
            double[] numbers = form.map(codec -> EncodingFuzzTest.doubles(codec.decode(stored)))
                    .orElse(null);
            assertThat(EncodingFuzzTest.same(expected, numbers))
                    .as("case %d, %s", i, text)
                    .isTrue();
            found += form.isPresent() ? 1 : 0;
        }
        assertThat(found).isBetween(CASES / 50, CASES - CASES / 50);
    }

    private static String delimiter(String text) {
        return List.of(";", ",", "|").stream()
                .filter(text::contains)
                .findFirst()
                .orElse(" ");
    }

    @Test
    void aLineIsAWordAndTheNumbersBehindIt() {
        SplittableRandom random = new SplittableRandom(41);
        String token = "([^ \\t-\\r]+)";
        String blanks = "[ \\t-\\r]";
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            int dim = 1 + random.nextInt(3);
            byte[] noise = i % 4 == 0 ? EncodingFuzzTest.noise(random, true) : line(random, dim);
            String text = new String(noise, StandardCharsets.ISO_8859_1);
            Matcher parts = Pattern.compile("(?s)(.*[^ \\t-\\r])" + (blanks + "+" + token).repeat(dim) + blanks + "*")
                    .matcher(text);
            StringBuilder numbers = new StringBuilder();
            for (int j = 0; parts.matches() && j < dim; j++) {
                numbers.append(parts.group(2 + j)).append(' ');
            }
            double[] expected = parts.matches() && endsInFraction(parts.group(1))
                    ? null
                    : PlainDecoders.decode("list", " ", numbers.toString().getBytes(StandardCharsets.ISO_8859_1));
            WordLine line = new WordLine(dim);
            double[] found = line.decode(noise);
            assertThat(EncodingFuzzTest.same(expected, found))
                    .as("case %d, %d numbers of %s", i, dim, text)
                    .isTrue();
            byte[] word = line.rewrite(noise);
            if (found != null) {
                read++;
                assertThat(new String(word, StandardCharsets.ISO_8859_1)).isEqualTo(parts.group(1));
            }
        }
        assertThat(read).isBetween(CASES / 50, CASES - CASES / 50);
    }

    /** Whether a word has a number with a point or an exponent behind a blank: one more than the vector was said to have. */
    private static boolean endsInFraction(String word) {
        Matcher parts = Pattern.compile("(?s).*[^ \\t-\\r][ \\t-\\r]+([^ \\t-\\r]*[.eE][^ \\t-\\r]*)")
                .matcher(word);
        return parts.matches()
                && PlainDecoders.decode("list", " ", parts.group(1).getBytes(StandardCharsets.ISO_8859_1)) != null;
    }

    private static byte[] line(SplittableRandom random, int dim) {
        StringBuilder line = new StringBuilder(random.nextBoolean() ? "word" : "a 1");
        for (int j = 0; j < dim; j++) {
            line.append(random.nextBoolean() ? " " : "\t").append((random.nextDouble() - 0.5) * 100);
        }
        return EncodingFuzzTest.changed(random, line.toString().getBytes(StandardCharsets.ISO_8859_1), true);
    }
}
