package dev.collimate.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the new model's own search results a search finds, query by query; each is 1 at best.
 *
 * <ul>
 *   <li>recall@k: share of the true k nearest among the first k found
 *   <li>recall1@n, recall10@n: share of the true nearest, of the true 10 nearest, among the first n found
 *   <li>mrr: reciprocal rank of the true nearest, 0 where it is not among the first found, as many as the largest k
 *   <li>selfMrr: the same of the query's own document, with that one among the documents
 *   <li>ndcg@10: discounted cumulative gain of the first 10 found, 1 / log2(1 + rank) for each of the true 10, divided by
 *       that of the true 10 themselves (Järvelin and Kekäläinen, 2002)
 * </ul>
 */
public final class NeighbourMeasures implements RetrievalMeasures {
    private static final long serialVersionUID = 1L;

    /** Neighbours that nDCG and the second stage count. */
    private static final int TEN = 10;

    private static final int[] NEAREST_AMONG = {10, 100};
    private static final int[] TEN_AMONG = {100, 200};

    private final int[] ks;
    private final int largest;

    /** @param ks the k of recall@k, ascending, each at least 1 */
    public NeighbourMeasures(int... ks) {
        this.ks = ks.clone();
        this.largest = ks[ks.length - 1];
    }

    /**
     * Measures of which one is asked alone: with the same value of it, but without the documents that others need.
     *
     * @param name one of {@link #names}
     */
    public NeighbourMeasures forMeasure(String name) {
        int asked = depthOf(name);
        return new NeighbourMeasures(
                Arrays.stream(ks).filter(k -> k == ks[0] || k <= asked).toArray());
    }

    /** The k of a name that ends with @k; the largest for measures without one, whose values depend on it. */
    private int depthOf(String name) {
        int at = name.indexOf('@');
        return at < 0 ? largest : Integer.parseInt(name.substring(at + 1));
    }

    @Override
    public int depth() {
        return Math.max(largest, TEN_AMONG[TEN_AMONG.length - 1]);
    }

    @Override
    public int leastDocuments() {
        return Math.max(largest, TEN);
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int k : ks) {
            names.add(RetrievalMeasures.recall(k));
        }
        for (int n : NEAREST_AMONG) {
            names.add("recall1@" + n);
        }
        for (int n : TEN_AMONG) {
            names.add("recall10@" + n);
        }
        names.addAll(List.of("mrr", "selfMrr", "ndcg@10"));
        return names;
    }

    @Override
    public boolean ceilingIsOne() {
        return true;
    }

    @Override
    public double[] values(byte[] queryKey, Ranking truth, Ranking found, int ownRank) {
        if (truth.size() < leastDocuments()) {
            return null;
        }
        int[] ranks = ranks(truth, found);
        double[] values = new double[ks.length + NEAREST_AMONG.length + TEN_AMONG.length + 3];
        int next = 0;
        for (int k : ks) {
            values[next++] = share(ranks, k, k);
        }
        for (int n : NEAREST_AMONG) {
            values[next++] = share(ranks, 1, n);
        }
        for (int n : TEN_AMONG) {
            values[next++] = share(ranks, TEN, n);
        }
        values[next++] = reciprocal(ranks[0]);
        values[next++] = ownRank == 0 ? 0 : reciprocal(ownRank);
        values[next] = gain(ranks);
        return values;
    }

    /** Of each true document, in their order, its rank among the found; a large number where it was not found. */
    private static int[] ranks(Ranking truth, Ranking found) {
        Map<Long, Integer> byPosition = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            byPosition.put(found.positions()[i], i + 1);
        }
        return Arrays.stream(truth.positions())
                .mapToInt(position -> byPosition.getOrDefault(position, Integer.MAX_VALUE))
                .toArray();
    }

    private static double share(int[] ranks, int nearest, int among) {
        int hits = 0;
        for (int i = 0; i < nearest; i++) {
            hits += ranks[i] <= among ? 1 : 0;
        }
        return (double) hits / nearest;
    }

    private double reciprocal(int rank) {
        return rank <= largest ? 1.0 / rank : 0;
    }

    private static double gain(int[] ranks) {
        boolean[] hit = new boolean[TEN];
        for (int i = 0; i < TEN; i++) {
            if (ranks[i] <= TEN) {
                hit[ranks[i] - 1] = true;
            }
        }
        double gain = 0;
        double ideal = 0;
        for (int i = 0; i < TEN; i++) {
            double discounted = Math.log(2) / Math.log(i + 2.0);
            gain += hit[i] ? discounted : 0;
            ideal += discounted;
        }
        return gain / ideal;
    }
}
