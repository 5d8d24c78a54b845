package dev.collimate.cli;

import dev.collimate.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** Searches by plain dot products in double over all documents, of which the first ask; of equal ones the greater key first. */
final class PlainRetrieval {
    /** No measure looks further down. */
    private static final int DEEPEST = 200;

    private final String[] keys;
    private final int queries;
    private final List<List<Integer>> neighbours;

    /** @param actuals at unit length, whose neighbours are the truth */
    PlainRetrieval(String[] keys, double[][] actuals, int queries) {
        this.keys = keys;
        this.queries = queries;
        this.neighbours = ranked(actuals, actuals).stream().map(Ranking::others).toList();
    }

    /** The vectors of a column of floats at unit length. */
    static double[][] units(List<Row> rows, int column) {
        return rows.stream()
                .map(row -> {
                    List<Float> numbers = row.getList(column);
                    double[] vector =
                            numbers.stream().mapToDouble(Float::doubleValue).toArray();
                    return Vectors.times(1 / Vectors.length(vector), vector);
                })
                .toArray(double[][]::new);
    }

    /**
     * The mean of each measure over the queries.
     *
     * @param asking of each row the vector that asks
     * @param asked of each row the vector that is a document
     */
    Map<String, Double> measures(double[][] asking, double[][] asked) {
        Map<String, Double> sums = new LinkedHashMap<>();
        List<Ranking> rankings = ranked(asking, asked);
        for (int query = 0; query < queries; query++) {
            add(sums, rankings.get(query), neighbours.get(query));
        }
        sums.replaceAll((measure, sum) -> sum / queries);
        return sums;
    }

    private static void add(Map<String, Double> sums, Ranking ranking, List<Integer> truth) {
        int own = ranking.own();
        List<Integer> found = ranking.others();
        for (int k : List.of(1, 10, 100)) {
            sums.merge("recall@" + k, share(truth, k, found, k), Double::sum);
        }
        sums.merge("recall1@10", share(truth, 1, found, 10), Double::sum);
        sums.merge("recall1@100", share(truth, 1, found, 100), Double::sum);
        sums.merge("recall10@100", share(truth, 10, found, 100), Double::sum);
        sums.merge("recall10@200", share(truth, 10, found, 200), Double::sum);
        int nearest = found.indexOf(truth.get(0)) + 1;
        sums.merge("mrr", nearest > 0 && nearest <= 100 ? 1.0 / nearest : 0, Double::sum);
        sums.merge("selfMrr", own <= 100 ? 1.0 / own : 0, Double::sum);
        double gain = 0;
        double ideal = 0;
        Set<Integer> ten = new HashSet<>(truth.subList(0, 10));
        for (int rank = 0; rank < 10; rank++) {
            double discounted = Math.log(2) / Math.log(rank + 2.0);
            gain += ten.contains(found.get(rank)) ? discounted : 0;
            ideal += discounted;
        }
        sums.merge("ndcg@10", gain / ideal, Double::sum);
    }

    private static double share(List<Integer> truth, int nearest, List<Integer> found, int among) {
        Set<Integer> first = new HashSet<>(found.subList(0, among));
        return (double) truth.subList(0, nearest).stream()
                        .filter(first::contains)
                        .count()
                / nearest;
    }

    /**
     * What a query finds.
     *
     * @param own rank of the query's own document, from 1 on
     * @param others the nearest of the other documents
     */
    private record Ranking(int own, List<Integer> others) {}

    private List<Ranking> ranked(double[][] asking, double[][] asked) {
        return IntStream.range(0, queries)
                .parallel()
                .mapToObj(query -> ranked(query, asking[query], asked))
                .toList();
    }

    private Ranking ranked(int query, double[] asking, double[][] asked) {
        double[] scores = new double[asked.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Vectors.dot(asking, asked[i]);
        }
        Comparator<Integer> nearestFirst = Comparator.comparingDouble((Integer i) -> scores[i])
                .thenComparing(i -> keys[i])
                .reversed();
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double least = sorted[sorted.length - 1 - DEEPEST];
        List<Integer> others = IntStream.range(0, scores.length)
                .filter(i -> i != query && scores[i] >= least)
                .boxed()
                .sorted(nearestFirst)
                .toList();
        int own = 1;
        for (int i = 0; i < scores.length; i++) {
            own += nearestFirst.compare(i, query) < 0 ? 1 : 0;
        }
        return new Ranking(own, others);
    }
}
