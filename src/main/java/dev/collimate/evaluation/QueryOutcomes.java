package dev.collimate.evaluation;

import java.io.Serializable;

/**
 * What searches found for a run of queries.
 *
 * @param firstQuery number of the first of them
 * @param values by search, query and measure; null in place of the measures of a query that counts in no mean
 * @param found by search and query, the positions of the first ten documents
 * @param kept by query, the ranking of the one search whose rankings are kept; empty where there is none
 */
public record QueryOutcomes(int firstQuery, double[][][] values, long[][][] found, Ranking[] kept)
        implements Serializable {
    private static final int TEN = 10;

    /**
     * Settings of an outcome.
     *
     * @param keepOwn whether a query's own document counts like any other
     * @param keptSearch the search whose rankings are kept; -1 for none
     * @param keptDepth documents of a ranking to keep
     */
    public record Settings(RetrievalMeasures measures, boolean keepOwn, int keptSearch, int keptDepth)
            implements Serializable {}

    /** The ranking of a query of one search, its own document among the rest. */
    public interface Rankings {
        Ranking of(int search, int query);
    }

    /**
     * Measures a run of queries.
     *
     * @param from number of the first query
     * @param until the number after the last one
     * @param searches the first is the new model's own
     * @param rankings by search and number in the run
     */
    public static QueryOutcomes of(
            QueryRows queries, int from, int until, int searches, Rankings rankings, Settings settings) {
        int count = until - from;
        double[][][] values = new double[searches][count][];
        long[][][] found = new long[searches][count][];
        Ranking[] kept = new Ranking[settings.keptSearch() < 0 ? 0 : count];
        for (int i = 0; i < count; i++) {
            long position = queries.positions()[from + i];
            byte[] key = queries.key(from + i);
            Ranking truth = null;
            for (int search = 0; search < searches; search++) {
                Ranking all = rankings.of(search, i);
                int own = all.indexOf(position, key);
                Ranking counted = settings.keepOwn()
                        ? all
                        : all.without(own).first(settings.measures().depth());
                truth = search == 0 ? counted : truth;
                values[search][i] = settings.measures().values(key, truth, counted, own + 1);
                found[search][i] = counted.first(TEN).positions();
                if (search == settings.keptSearch()) {
                    kept[i] = counted.first(settings.keptDepth());
                }
            }
        }
        return new QueryOutcomes(from, values, found, kept);
    }
}
