package dev.collimate.distributed;

/**
 * What one pass over the data found.
 *
 * @param pass counted from 1
 * @param loss the objective's value, without penalties
 * @param meanAngleDegrees weighted mean angle between predictions and actuals, in degrees
 * @param undirectedPredictions rows whose prediction is the zero vector
 * @param rows rows that the pass read
 * @param seconds from broadcast to merged sums
 */
public record PassReport(
        int pass, double loss, double meanAngleDegrees, long undirectedPredictions, long rows, double seconds) {
    public double rowsPerSecond() {
        return rows / seconds;
    }
}
