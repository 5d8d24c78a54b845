package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NeighbourMeasuresTest {
    private static final NeighbourMeasures MEASURES = new NeighbourMeasures(1, 5);

    @Test
    void aSearchThatFindsTheTruthHasOneEverywhere() {
        Ranking truth = ranking(LongStream.range(0, 200).toArray());
        assertThat(values(truth, truth, 1).values()).allMatch(value -> value == 1);
    }

    @Test
    void aSearchThatFindsNothingOfItHasZeroEverywhere() {
        Ranking truth = ranking(LongStream.range(0, 200).toArray());
        Ranking found = ranking(LongStream.range(500, 700).toArray());
        assertThat(values(truth, found, 0).values()).allMatch(value -> value == 0);
    }

    @Test
    void aMeasureAloneHasTheSameValueAndNeedsNoMoreDocumentsThanItCounts() {
        NeighbourMeasures all = new NeighbourMeasures(1, 10, 100);
        Ranking truth = ranking(LongStream.range(0, 200).toArray());
        Ranking found = ranking(LongStream.range(-50, 150).map(i -> i * 3 % 200).toArray());
        double[] values = all.values(null, truth, found, 7);
        for (int i = 0; i < values.length; i++) {
            String name = all.names().get(i);
            NeighbourMeasures one = all.forMeasure(name);
            assertThat(one.values(null, truth, found, 7)[one.names().indexOf(name)])
                    .isEqualTo(values[i]);
        }
        assertThat(all.forMeasure("recall@1").leastDocuments()).isEqualTo(10);
        assertThat(all.forMeasure("recall@10").leastDocuments()).isEqualTo(10);
        assertThat(all.forMeasure("recall1@10").leastDocuments()).isEqualTo(10);
        assertThat(all.forMeasure("ndcg@10").leastDocuments()).isEqualTo(10);
        assertThat(all.forMeasure("recall@100").leastDocuments()).isEqualTo(100);
        assertThat(all.forMeasure("recall10@200").leastDocuments()).isEqualTo(100);
        assertThat(all.forMeasure("mrr").leastDocuments()).isEqualTo(100);
        assertThat(new NeighbourMeasures(100).forMeasure("ndcg@10").leastDocuments())
                .isEqualTo(100);
    }

    @Test
    void sharesAndRanksAreCountedAgainstTheTrueNeighbours() {
        // Of the true 0, 1, 2, ... the search finds 1 first, 0 third and 8 twelfth.
        Ranking truth = ranking(LongStream.range(0, 20).toArray());
        long[] others = LongStream.range(100, 320).toArray();
        others[0] = 1;
        others[2] = 0;
        others[11] = 8;
        others[150] = 9;
        Map<String, Double> values = values(truth, ranking(others), 4);
        assertThat(values.get("recall@1")).isZero();
        assertThat(values.get("recall@5")).isEqualTo(2.0 / 5);
        assertThat(values.get("recall1@10")).isEqualTo(1);
        assertThat(values.get("recall10@100")).isEqualTo(0.3);
        assertThat(values.get("recall10@200")).isEqualTo(0.4);
        assertThat(values.get("mrr")).isEqualTo(1.0 / 3);
        assertThat(values.get("selfMrr")).isEqualTo(1.0 / 4);
        double ideal = 0;
        for (int rank = 1; rank <= 10; rank++) {
            ideal += Math.log(2) / Math.log(rank + 1);
        }
        assertThat(values.get("ndcg@10")).isCloseTo((1 + 0.5) / ideal, within(1e-15));
    }

    @Test
    void aReciprocalRankEndsAtTheLargestK() {
        Ranking truth = ranking(LongStream.range(0, 10).toArray());
        assertThat(values(truth, ranking(11, 12, 13, 14, 0), 5))
                .containsEntry("mrr", 0.2)
                .containsEntry("selfMrr", 0.2);
        assertThat(values(truth, ranking(11, 12, 13, 14, 15, 0), 6))
                .containsEntry("mrr", 0.0)
                .containsEntry("selfMrr", 0.0);
    }

    @Test
    void aQueryWithFewerNeighboursThanAreAskedForCountsNowhere() {
        assertThat(MEASURES.values(null, ranking(1, 2, 3), ranking(1, 2, 3), 0)).isNull();
    }

    @Test
    void namesAreThoseOfTheField() {
        assertThat(new NeighbourMeasures(1, 10, 100).names())
                .isEqualTo(List.of(
                        "recall@1",
                        "recall@10",
                        "recall@100",
                        "recall1@10",
                        "recall1@100",
                        "recall10@100",
                        "recall10@200",
                        "mrr",
                        "selfMrr",
                        "ndcg@10"));
    }

    private static Map<String, Double> values(Ranking truth, Ranking found, int ownRank) {
        double[] values = MEASURES.values(null, truth, found, ownRank);
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(MEASURES.names().get(i), values[i]);
        }
        return named;
    }

    private static Ranking ranking(long... positions) {
        return new Ranking(new double[positions.length], positions, null);
    }
}
