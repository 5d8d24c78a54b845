package dev.collimate.evaluation;

import java.io.Serializable;
import java.util.List;

/** What is measured of the documents that a search finds for a query. */
public interface RetrievalMeasures extends Serializable {
    /** Names, in the order of {@link #values}. */
    List<String> names();

    /** Documents that a search must find besides the query's own; fewer only where there are no more. */
    int depth();

    /** Documents that there must be besides the query's own. */
    int leastDocuments();

    /**
     * Values for one query.
     *
     * @param queryKey null where rows have none
     * @param truth what the new model finds with vectors of its own, to the same depth
     * @param found what the search finds
     * @param ownRank of the query's own document where that is not left out, from 1 on; 0 where it is not among the found
     * @return null where nothing is known of the query, which then counts in no mean
     */
    double[] values(byte[] queryKey, Ranking truth, Ranking found, int ownRank);

    /**
     * Whether something is known of a query, so that it is worth asking.
     *
     * @param queryKey null where rows have none
     */
    default boolean knows(byte[] queryKey) {
        return true;
    }

    /** Whether the new model's own results are the best there can be, so that a value is its own share of the ceiling. */
    boolean ceilingIsOne();

    /** The name of recall@k. */
    static String recall(int k) {
        return "recall@" + k;
    }
}
