package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.data.BadDataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrecRunTest {
    @Test
    void aLineHasTheFieldsOfATrecRun() {
        assertThat(TrecRun.lines(bytes("q"), ranking(new double[] {0.75, 0.5}, "b", "a")))
                .containsExactly("q Q0 b 1 0.75 collimate", "q Q0 a 2 0.5 collimate");
    }

    @Test
    void sortingLinesByFloatScoreAndGreaterKeyGivesTheRankingBack() {
        // Doubles that round to one float, in an order that is not that of keys; true ties; and a run of both.
        double[] scores = {0.9, 0.9 - 1e-12, 0.9 - 2e-12, 0.5, 0.5, 0.5 - 1e-13, 0.5 - 1e-9, 0.1};
        List<String> lines = TrecRun.lines(bytes("q"), ranking(scores, "a", "b", "c", "z", "y", "x", "w", "v"));
        List<String> sorted = IntStream.range(0, lines.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> Float.parseFloat(field(lines, i, 4)))
                        .thenComparing(i -> field(lines, i, 2))
                        .reversed())
                .map(lines::get)
                .toList();
        assertThat(sorted).isEqualTo(lines);
        assertThat(field(lines, 3, 4)).isEqualTo(field(lines, 4, 4));
    }

    @Test
    void aKeyWithWhiteSpaceIsRefused() {
        assertThatThrownBy(() -> TrecRun.lines(bytes("q"), ranking(new double[] {1}, "a b")))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("white space");
    }

    private static String field(List<String> lines, int line, int number) {
        return lines.get(line).split(" ")[number];
    }

    private static Ranking ranking(double[] scores, String... keys) {
        return new Ranking(
                scores,
                IntStream.range(0, keys.length).asLongStream().toArray(),
                Arrays.stream(keys).map(TrecRunTest::bytes).toArray(byte[][]::new));
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
