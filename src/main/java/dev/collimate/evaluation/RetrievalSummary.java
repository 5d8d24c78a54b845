package dev.collimate.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What each search finds, over all queries.
 *
 * @param measures their names
 * @param searches the new model's own first
 * @param queries that count in the means
 * @param unknown queries of which nothing is known, and which count in no mean
 */
public record RetrievalSummary(List<String> measures, List<Search> searches, int queries, int unknown) {
    /**
     * One search.
     *
     * @param values of each measure
     * @param gains of each measure over the search that others are compared with; empty for itself, and where there is none
     * @param hubness skewness of how often a document is among the first ten found; NaN where all are equally often
     */
    public record Search(String name, List<Interval> values, Optional<List<Interval>> gains, double hubness) {}

    /**
     * @param names of the searches
     * @param outcomes of runs of queries, in their order
     * @param compared number of the search that others are compared with; -1 for none
     * @param documents how many are searched
     * @param seed of the bootstrap
     */
    public static RetrievalSummary of(
            List<String> measures,
            List<String> names,
            List<QueryOutcomes> outcomes,
            int compared,
            long documents,
            long seed) {
        int known = (int) outcomes.stream()
                .flatMap(outcome -> Arrays.stream(outcome.values()[0]))
                .filter(values -> values != null)
                .count();
        int all = outcomes.stream()
                .mapToInt(outcome -> outcome.values()[0].length)
                .sum();
        List<double[]> series = new ArrayList<>();
        for (int search = 0; search < names.size(); search++) {
            for (int measure = 0; measure < measures.size(); measure++) {
                series.add(series(outcomes, search, measure, known));
            }
        }
        List<double[]> differences = new ArrayList<>();
        int width = measures.size();
        for (int i = 0; compared >= 0 && i < series.size(); i++) {
            differences.add(difference(series.get(i), series.get(compared * width + i % width)));
        }
        int plain = series.size();
        series.addAll(differences);
        List<Interval> intervals = new PairedBootstrap(seed, known).means(series);
        List<Search> searches = new ArrayList<>();
        for (int search = 0; search < names.size(); search++) {
            int from = search * width;
            Optional<List<Interval>> gains = compared < 0 || search == compared
                    ? Optional.empty()
                    : Optional.of(intervals.subList(plain + from, plain + from + width));
            searches.add(new Search(
                    names.get(search),
                    intervals.subList(from, from + width),
                    gains,
                    hubness(outcomes, search, documents)));
        }
        return new RetrievalSummary(measures, searches, known, all - known);
    }

    /** The value of a measure. */
    public Interval value(Search search, String measure) {
        return search.values().get(measures.indexOf(measure));
    }

    private static double[] series(List<QueryOutcomes> outcomes, int search, int measure, int known) {
        double[] series = new double[known];
        int next = 0;
        for (QueryOutcomes outcome : outcomes) {
            for (double[] values : outcome.values()[search]) {
                if (values != null) {
                    series[next++] = values[measure];
                }
            }
        }
        return series;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    private static double hubness(List<QueryOutcomes> outcomes, int search, long documents) {
        return Hubness.skewness(
                outcomes.stream()
                        .flatMap(outcome -> Arrays.stream(outcome.found()[search]))
                        .toList(),
                documents);
    }
}
