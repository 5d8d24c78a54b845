package dev.collimate.data;

/** The rule for the weights of all rows together. */
public final class Weights {
    private Weights() {}

    /** @throws IllegalArgumentException if the weights of {@code rows} rows do not sum to a number above 0 */
    public static void requirePositive(long rows, double sum) {
        if (!(sum > 0)) {
            throw new IllegalArgumentException(
                    "the weights of all " + rows + " rows sum to " + sum + "; it must be above 0");
        }
    }
}
