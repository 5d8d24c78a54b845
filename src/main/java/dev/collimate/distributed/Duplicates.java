package dev.collimate.distributed;

/**
 * How often vectors and keys of a data set come again; rows held out are among the rows.
 *
 * @param rows good rows
 * @param inputs rows whose x was there before
 * @param actuals rows whose y was there before
 * @param pairs rows whose x and y were there before, together
 * @param ambiguous rows whose x has several y
 * @param sharedInputs rows held out whose x is a training row's, too
 * @param keys rows whose key was there before; 0 where rows have none
 * @param sharedKeys rows held out whose key is a training row's, too; 0 where rows have none
 */
public record Duplicates(
        long rows,
        long inputs,
        long actuals,
        long pairs,
        long ambiguous,
        long sharedInputs,
        long keys,
        long sharedKeys) {
    /** A count as a fraction of the rows. */
    public double share(long count) {
        return (double) count / rows;
    }
}
