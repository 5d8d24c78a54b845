package dev.collimate.data;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which documents answer which queries, as people or logs have it: gains by key of query and document. */
public final class Judgements implements Serializable {
    private static final long serialVersionUID = 1L;

    // Hash maps of java.util, which are serializable.
    @SuppressWarnings("serial")
    private final Map<String, Map<String, Integer>> gains = new HashMap<>();

    private long count;

    /**
     * Adds a judgement.
     *
     * @param gain above 0 for a relevant document
     * @throws BadDataException if the pair is judged already
     */
    public void add(String query, String document, int gain) {
        if (gains.computeIfAbsent(query, key -> new HashMap<>()).put(document, gain) != null) {
            throw new BadDataException("a document is judged twice for one query; keep one judgement of each pair");
        }
        count++;
    }

    /** Number of judged pairs. */
    public long count() {
        return count;
    }

    /** Gains of documents for a query; those that are not judged are missing. */
    public Map<String, Integer> of(String query) {
        return gains.getOrDefault(query, Map.of());
    }

    /** Whether a document is relevant for the query. */
    public boolean hasRelevant(String query) {
        return of(query).values().stream().anyMatch(gain -> gain > 0);
    }

    /** Keys of the queries that are judged. */
    public Set<String> queries() {
        return Set.copyOf(gains.keySet());
    }

    /** Keys of the documents that are judged for any query, in order. */
    public Set<String> documents() {
        Set<String> documents = new TreeSet<>();
        gains.values().forEach(judged -> documents.addAll(judged.keySet()));
        return documents;
    }
}
