package dev.collimate.evaluation;

import dev.collimate.data.Judgements;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How much of what is judged relevant a search finds, as trec_eval has it; a document that is not judged is not relevant,
 * and one that is judged counts whether it is in the corpus or not.
 *
 * <ul>
 *   <li>recall@k: share of the relevant documents among the first k found ({@code recall_k})
 *   <li>mrr: reciprocal rank of the first relevant document, 0 where none is among the first found, as many as the largest
 *       k ({@code recip_rank})
 *   <li>ndcg@10: discounted cumulative gain of the first 10 found, gain / log2(1 + rank), divided by the best there could
 *       be ({@code ndcg_cut_10})
 * </ul>
 */
public final class JudgedMeasures implements RetrievalMeasures {
    private static final long serialVersionUID = 1L;
    private static final int TEN = 10;

    private final Judgements judgements;
    private final int[] ks;

    /** @param ks the k of recall@k, ascending, each at least 1 */
    public JudgedMeasures(Judgements judgements, int... ks) {
        this.judgements = judgements;
        this.ks = ks.clone();
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int k : ks) {
            names.add(RetrievalMeasures.recall(k));
        }
        names.addAll(List.of("mrr", "ndcg@10"));
        return names;
    }

    @Override
    public int depth() {
        return Math.max(ks[ks.length - 1], TEN);
    }

    @Override
    public int leastDocuments() {
        return ks[ks.length - 1];
    }

    @Override
    public boolean knows(byte[] queryKey) {
        return judgements.hasRelevant(text(queryKey));
    }

    @Override
    public boolean ceilingIsOne() {
        return false;
    }

    @Override
    public double[] values(byte[] queryKey, Ranking truth, Ranking found, int ownRank) {
        Map<String, Integer> gains = judgements.of(text(queryKey));
        long relevant = gains.values().stream().filter(gain -> gain > 0).count();
        if (relevant == 0) {
            return null;
        }
        int[] gained = new int[found.size()];
        for (int i = 0; i < gained.length; i++) {
            gained[i] = Math.max(0, gains.getOrDefault(text(found.keys()[i]), 0));
        }
        double[] values = new double[ks.length + 2];
        int next = 0;
        for (int k : ks) {
            int hits = 0;
            for (int i = 0; i < Math.min(k, gained.length); i++) {
                hits += gained[i] > 0 ? 1 : 0;
            }
            values[next++] = (double) hits / relevant;
        }
        values[next++] = reciprocalRank(gained);
        int[] best = gains.values().stream()
                .filter(gain -> gain > 0)
                .sorted(Comparator.reverseOrder())
                .mapToInt(Integer::intValue)
                .toArray();
        values[next] = discounted(gained) / discounted(best);
        return values;
    }

    private double reciprocalRank(int[] gained) {
        for (int i = 0; i < Math.min(ks[ks.length - 1], gained.length); i++) {
            if (gained[i] > 0) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    private static double discounted(int[] gains) {
        double sum = 0;
        for (int i = 0; i < Math.min(TEN, gains.length); i++) {
            sum += gains[i] * Math.log(2) / Math.log(i + 2.0);
        }
        return sum;
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
