package dev.collimate.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is found for a group of queries.
 *
 * @param name value of the column that groups them
 * @param queries that count in the mean
 * @param found the mean of a measure; without an interval, NaN, for fewer than five queries, of which there are too few draws
 */
public record QueryGroup(String name, int queries, Interval found) {
    private static final int WORST = 20;
    private static final int LEAST = 5;

    /**
     * The 20 groups, or fewer, of the lowest means, the lowest first; among equals in the order of their names.
     *
     * @param names of the groups, by query
     * @param values of a measure, by query; NaN for one that counts in no mean
     * @param seed of the intervals
     */
    public static List<QueryGroup> worst(List<String> names, double[] values, long seed) {
        Map<String, List<Double>> grouped = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                grouped.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(values[i]);
            }
        }
        List<QueryGroup> groups = new ArrayList<>();
        grouped.forEach((name, found) -> groups.add(of(name, found, seed)));
        groups.sort(
                Comparator.comparingDouble((QueryGroup group) -> group.found().value())
                        .thenComparing(QueryGroup::name));
        return List.copyOf(groups.subList(0, Math.min(WORST, groups.size())));
    }

    private static QueryGroup of(String name, List<Double> found, long seed) {
        double[] values = found.stream().mapToDouble(Double::doubleValue).toArray();
        PairedBootstrap bootstrap = new PairedBootstrap(seed, values.length);
        Interval mean = bootstrap.means(List.of(values)).get(0);
        boolean few = values.length < LEAST;
        return new QueryGroup(name, values.length, few ? new Interval(mean.value(), Double.NaN, Double.NaN) : mean);
    }
}
