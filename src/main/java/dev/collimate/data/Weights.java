package dev.collimate.data;

/** The rule for the weights of all rows together. */
public final class Weights {
    /** Above this, a weight times the squares in a step leaves the range of float numbers. */
    public static final double MAX = 1e30;

    private Weights() {}

    /** The sum over the rows of a block, in their order. */
    public static double sum(PairBlock block) {
        if (block.weights() == null) {
            return block.rows();
        }
        double sum = 0;
        for (int i = 0; i < block.rows(); i++) {
            sum += block.weights()[i];
        }
        return sum;
    }

    /** @throws IllegalArgumentException if the weights of {@code rows} rows do not sum to a number above 0 */
    public static void requirePositive(long rows, double sum) {
        if (!(sum > 0)) {
            throw new IllegalArgumentException(
                    "the weights of all " + rows + " rows sum to " + sum + "; it must be above 0");
        }
    }
}
