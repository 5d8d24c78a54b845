package dev.collimate.moments;

/**
 * Whether few long rows decide about the moments. Least squares fits the rows by the squares of their lengths; an angle
 * hardly sees a length, so what long rows ask for can be far from what most rows need.
 *
 * @param effectiveRows Kish's effective sample size for the weights w x_j^2, (sum w x_j^2)^2 / sum (w x_j^2)^2 (Kish,
 *     "Survey Sampling", 1965), of the input j for which it is the smallest share of {@code rows}: about a third of them
 *     for a normal distribution, all for an indicator, 1 where one row is far longer than the others
 * @param rows in which that input is not zero
 * @param spread the root mean square of |x| over its geometric mean, rows of zeros left out; 1 where lengths are equal, 0
 *     where there is no row
 * @param shortLength a standard deviation of log |x| below its mean; above 0 where there is a row
 */
public record RowLeverage(double effectiveRows, long rows, double spread, double shortLength) {
    /** 2 for one normal input, 3 where log |x| has the standard deviation 1; searches from least squares stall from 5 on. */
    private static final double MOST_SPREAD = 4;

    /** Of the rows; inputs as heavy in the tails as the normal distribution have more, rare indicators all. */
    private static final double LEAST_SHARE = 0.25;

    public static RowLeverage of(MomentSums moments) {
        double effective = 0;
        double rows = 0;
        double squares = 0;
        for (int j = 0; j < moments.inputDim(); j++) {
            double ofInput = moments.inputMoment(j, j);
            squares += ofInput;
            if (moments.fourthPower(j) > 0) {
                double effectiveForInput = ofInput * ofInput / moments.fourthPower(j);
                if (rows == 0 || effectiveForInput * rows < effective * moments.rowsNotZero(j)) {
                    effective = effectiveForInput;
                    rows = moments.rowsNotZero(j);
                }
            }
        }
        double weight = moments.weightNotZero();
        if (!(weight > 0)) {
            return new RowLeverage(effective, (long) rows, 0, 0);
        }
        double mean = moments.logLengths() / weight;
        double deviation = Math.sqrt(Math.max(0, moments.squaredLogLengths() / weight - mean * mean));
        return new RowLeverage(
                effective, (long) rows, Math.sqrt(squares / weight) / Math.exp(mean), Math.exp(mean - deviation));
    }

    /** Whether rows are so long, and so few, that a search should not start from what they ask for. */
    public boolean isExtreme() {
        return spread > MOST_SPREAD && effectiveRows < LEAST_SHARE * rows;
    }
}
