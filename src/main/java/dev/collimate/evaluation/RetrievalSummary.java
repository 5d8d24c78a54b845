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
 */
public record RetrievalSummary(List<String> measures, List<Search> searches, int queries) {
    /**
     * One search.
     *
     * @param values of each measure
     * @param gains of each measure over the search that others are compared with; empty for itself, and where there is none
     * @param shares of each measure in that of the first search; empty where that is 1 anyway
     * @param hubness skewness of how often a document is among the first ten found; NaN where all are equally often
     */
    public record Search(
            String name,
            List<Interval> values,
            Optional<List<Interval>> gains,
            Optional<List<Interval>> shares,
            double hubness) {}

    /**
     * @param measures what was measured
     * @param names of the searches
     * @param outcomes of runs of queries, in their order
     * @param compared number of the search that others are compared with; -1 for none
     * @param documents how many are searched
     * @param seed of the bootstrap
     */
    public static RetrievalSummary of(
            RetrievalMeasures measures,
            List<String> names,
            List<QueryOutcomes> outcomes,
            int compared,
            long documents,
            long seed) {
        List<List<double[]>> series = new ArrayList<>();
        for (int search = 0; search < names.size(); search++) {
            series.add(series(outcomes, search, measures.names().size()));
        }
        int queries = series.get(0).get(0).length;
        PairedBootstrap bootstrap = new PairedBootstrap(seed, queries);
        List<Search> searches = new ArrayList<>();
        for (int search = 0; search < names.size(); search++) {
            List<double[]> values = series.get(search);
            Optional<List<Interval>> gains = compared < 0 || search == compared
                    ? Optional.empty()
                    : Optional.of(bootstrap.means(differences(values, series.get(compared))));
            Optional<List<Interval>> shares =
                    measures.ceilingIsOne() ? Optional.empty() : Optional.of(bootstrap.ratios(values, series.get(0)));
            searches.add(new Search(
                    names.get(search), bootstrap.means(values), gains, shares, hubness(outcomes, search, documents)));
        }
        return new RetrievalSummary(measures.names(), searches, queries);
    }

    /** The value of a measure. */
    public Interval value(Search search, String measure) {
        return search.values().get(measures.indexOf(measure));
    }

    /** The interval that counts: of the share in the ceiling, where that is not 1 anyway. */
    public Interval share(Search search, String measure) {
        return search.shares().orElse(search.values()).get(measures.indexOf(measure));
    }

    /** By measure, the values of all queries of which something is known. */
    private static List<double[]> series(List<QueryOutcomes> outcomes, int search, int measures) {
        List<double[]> known = outcomes.stream()
                .flatMap(outcome -> Arrays.stream(outcome.values()[search]))
                .filter(values -> values != null)
                .toList();
        List<double[]> series = new ArrayList<>();
        for (int measure = 0; measure < measures; measure++) {
            int number = measure;
            series.add(known.stream().mapToDouble(values -> values[number]).toArray());
        }
        return series;
    }

    private static List<double[]> differences(List<double[]> values, List<double[]> others) {
        List<double[]> differences = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            double[] difference = values.get(i).clone();
            for (int query = 0; query < difference.length; query++) {
                difference[query] -= others.get(i)[query];
            }
            differences.add(difference);
        }
        return differences;
    }

    private static double hubness(List<QueryOutcomes> outcomes, int search, long documents) {
        return Hubness.skewness(
                outcomes.stream()
                        .flatMap(outcome -> Arrays.stream(outcome.found()[search]))
                        .toList(),
                documents);
    }
}
