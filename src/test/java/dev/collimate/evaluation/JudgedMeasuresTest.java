package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.Judgements;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Measures equal those of trec_eval on a run with many ties. Its values are those of pytrec_eval-terrier 0.5.11:
 *
 * <pre>
 * import pytrec_eval
 * run = {f"q{i}": {f"d{j}": ((7*j + 3*i) % 5) / 4 for j in range(40)} for i in range(1, 5)}
 * qrel = {f"q{i}": {**{f"d{j}": j%4 - 1 for j in range(40) if j%3 == i%3}, "d99": 2} for i in range(1, 5)}
 * measures = {"recall.1,5,20", "recip_rank", "ndcg_cut.10"}
 * print(pytrec_eval.RelevanceEvaluator(qrel, measures).evaluate(run))
 * </pre>
 */
class JudgedMeasuresTest {
    private static final int DOCUMENTS = 40;

    /** By query from 1 on: recall_1, recall_5, recall_20, recip_rank, ndcg_cut_10. */
    private static final double[][] TREC_EVAL = {
        {0.0, 0.0, 0.2857142857142857, 0.06666666666666667, 0.0},
        {0.0, 0.0, 0.5, 0.125, 0.048420790061404644},
        {0.0, 0.125, 0.5, 0.3333333333333333, 0.1756632553959758},
        {0.0, 0.14285714285714285, 0.14285714285714285, 0.3333333333333333, 0.16130057424766625}
    };

    private static final Judgements JUDGEMENTS = judgements();

    private static Judgements judgements() {
        Judgements judgements = new Judgements();
        for (int i = 1; i <= 4; i++) {
            for (int j = 0; j < DOCUMENTS; j++) {
                if (j % 3 == i % 3) {
                    judgements.add("q" + i, "d" + j, j % 4 - 1);
                }
            }
            judgements.add("q" + i, "d99", 2);
        }
        judgements.add("q5", "d1", 0);
        return judgements;
    }

    private static Ranking found(int query) {
        TopK best = new TopK(1, DOCUMENTS, true);
        for (int j = 0; j < DOCUMENTS; j++) {
            best.offer(0, ((7 * j + 3 * query) % 5) / 4.0, j, bytes("d" + j));
        }
        return best.ranking(0);
    }

    @Test
    void valuesOnARunWithTiesAreThoseOfTrecEval() {
        JudgedMeasures measures = new JudgedMeasures(JUDGEMENTS, 1, 5, 20);
        assertThat(measures.names()).containsExactly("recall@1", "recall@5", "recall@20", "mrr", "ndcg@10");
        for (int query = 1; query <= 4; query++) {
            Ranking found = found(query);
            assertThat(measures.values(bytes("q" + query), found, found, 0))
                    .as("query %d", query)
                    .containsExactly(TREC_EVAL[query - 1], within(1e-15));
        }
    }

    @Test
    void aReciprocalRankEndsAtTheLargestK() {
        JudgedMeasures measures = new JudgedMeasures(JUDGEMENTS, 7);
        assertThat(measures.values(bytes("q2"), null, found(2), 0)[1]).isZero();
        assertThat(measures.values(bytes("q3"), null, found(3), 0)[1]).isEqualTo(1.0 / 3);
    }

    @Test
    void aQueryWithoutARelevantDocumentIsNotKnown() {
        JudgedMeasures measures = new JudgedMeasures(JUDGEMENTS, 5);
        assertThat(measures.knows(bytes("q1"))).isTrue();
        assertThat(measures.knows(bytes("q5"))).isFalse();
        assertThat(measures.knows(bytes("q6"))).isFalse();
        assertThat(measures.values(bytes("q5"), null, found(1), 0)).isNull();
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
