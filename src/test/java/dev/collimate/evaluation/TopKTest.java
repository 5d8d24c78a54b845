package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.math.HashPermutation;
import dev.collimate.math.HashRandom;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The best documents of a query do not depend on the order in which they come. */
class TopKTest {
    private static final int DOCUMENTS = 300;
    private static final int DEPTH = 17;

    /** Of few values, so that most are ties. */
    private static double score(int document) {
        return HashRandom.bits(5, document) >>> 61;
    }

    private static byte[] key(int document) {
        return ("doc" + (document * 7919 % DOCUMENTS)).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void withoutKeysTheEarlierOfEqualScoresGoesFirst() {
        List<Integer> sorted = IntStream.range(0, DOCUMENTS)
                .boxed()
                .sorted(Comparator.comparingDouble(TopKTest::score).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        assertInEveryOrder(false, sorted);
    }

    @Test
    void theGreaterKeyOfEqualScoresGoesFirst() {
        List<Integer> sorted = IntStream.range(0, DOCUMENTS)
                .boxed()
                .sorted(Comparator.comparingDouble(TopKTest::score)
                        .thenComparing(document -> new String(key(document), StandardCharsets.UTF_8))
                        .reversed())
                .toList();
        assertInEveryOrder(true, sorted);
    }

    private static void assertInEveryOrder(boolean keyed, List<Integer> sorted) {
        long[] expected =
                sorted.stream().limit(DEPTH).mapToLong(Integer::longValue).toArray();
        for (int seed = 0; seed < 20; seed++) {
            HashPermutation order = new HashPermutation(seed, DOCUMENTS);
            TopK[] parts = {new TopK(2, DEPTH, keyed), new TopK(2, DEPTH, keyed), new TopK(2, DEPTH, keyed)};
            for (int i = 0; i < DOCUMENTS; i++) {
                int document = (int) order.image(i);
                // The second query sees the negative scores.
                TopK part = parts[i % 7 % 3];
                part.offer(0, score(document), document, keyed ? key(document) : null);
                part.offer(1, -score(document), document, keyed ? key(document) : null);
            }
            TopK merged = parts[seed % 3].merge(parts[(seed + 1) % 3]).merge(parts[(seed + 2) % 3]);
            Ranking ranking = merged.ranking(0);
            assertThat(ranking.positions()).isEqualTo(expected);
            assertThat(ranking.scores())
                    .isEqualTo(Arrays.stream(expected)
                            .mapToDouble(document -> score((int) document))
                            .toArray());
            assertThat(merged.slice(0, 1, 2).ranking(0).positions()).isEqualTo(expected);
            assertThat(merged.slice(1, 2, 2).ranking(0).positions())
                    .isEqualTo(merged.ranking(1).positions());
            assertThat(merged.floor(0)).isEqualTo(score((int) expected[DEPTH - 1]));
        }
    }

    @Test
    void keysAreComparedByTheirBytesAsWithoutSigns() {
        TopK best = new TopK(1, 3, true);
        List<String> keys = List.of("a", "z", "é");
        for (int i = 0; i < keys.size(); i++) {
            best.offer(0, 1, i, keys.get(i).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(best.ranking(0).positions()).containsExactly(2, 1, 0);
    }

    @Test
    void fewerDocumentsThanThereIsRoomForAreAllKept() {
        TopK best = new TopK(1, 5, false);
        best.offer(0, -1, 8, null);
        best.offer(0, 0.5, 9, null);
        assertThat(best.floor(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(best.ranking(0).positions()).containsExactly(9, 8);
    }

    @Test
    void partsOfOtherSizesAreRefused() {
        assertThatThrownBy(() -> new TopK(1, 5, false).merge(new TopK(2, 5, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot merge");
    }
}
