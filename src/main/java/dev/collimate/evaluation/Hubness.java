package dev.collimate.evaluation;

import java.util.HashMap;
import java.util.Map;

/**
 * How unevenly documents are found: the skewness of the number of queries that a document is found by, over all documents,
 * found or not (Radovanović, Nanopoulos and Ivanović, "Hubs in space", 2010). 0 is even; large where a few are found by
 * many.
 */
final class Hubness {
    private Hubness() {}

    /**
     * @param found positions of the documents that each query found
     * @param documents how many there are
     * @return NaN where every document is found equally often
     */
    static double skewness(Iterable<long[]> found, long documents) {
        Map<Long, Integer> counts = new HashMap<>();
        long total = 0;
        for (long[] positions : found) {
            for (long position : positions) {
                counts.merge(position, 1, Integer::sum);
                total++;
            }
        }
        double mean = (double) total / documents;
        long untouched = documents - counts.size();
        double squares = untouched * mean * mean;
        double cubes = -untouched * mean * mean * mean;
        for (int count :
                counts.values().stream().mapToInt(Integer::intValue).sorted().toArray()) {
            double deviation = count - mean;
            squares += deviation * deviation;
            cubes += deviation * deviation * deviation;
        }
        double variance = squares / documents;
        return cubes / documents / Math.pow(variance, 1.5);
    }
}
