package dev.collimate.synthetic;

import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;

/**
 * Places and times, and where the Sun stands there and then: places uniform on the globe, times uniform from 1950 to 2050,
 * by day and by night. Rows are pure functions of a seed and of their number.
 */
public final class SunPairs {
    /** Elements of an encoded place and time. */
    public static final int INPUT_DIM = 8;

    /** Elements of a direction: east, north, up. */
    public static final int OUTPUT_DIM = 3;

    private static final double TROPICAL_YEAR_DAYS = 365.2422;
    private static final int NUMBERS_A_ROW = 3;

    private SunPairs() {}

    /**
     * Overwrites both matrices with the rows from {@code firstRow} on.
     *
     * @param inputs rows x {@link #INPUT_DIM}
     * @param actuals rows x {@link #OUTPUT_DIM}, unit vectors
     */
    public static void fill(FloatMatrix inputs, FloatMatrix actuals, long seed, long firstRow) {
        for (int i = 0; i < inputs.rows(); i++) {
            long index = (firstRow + i) * NUMBERS_A_ROW;
            double latitude = Math.toDegrees(Math.asin(2 * HashRandom.uniform(seed, index) - 1));
            double longitude = 360 * HashRandom.uniform(seed, index + 1) - 180;
            double days = (2 * HashRandom.uniform(seed, index + 2) - 1) * SunDirection.VALID_DAYS;
            inputs.setRow(i, encode(latitude, longitude, days));
            actuals.setRow(i, SunDirection.eastNorthUp(latitude, longitude, days));
        }
    }

    /**
     * What a network sees of a place and a time: sine and cosine of the latitude, of the longitude, of the UTC time of day
     * (a turn from midnight to midnight) and of the time of year (a turn a tropical year, 0 at J2000.0).
     *
     * @param latitude degrees, north positive
     * @param longitude degrees, east positive
     * @param days since J2000.0, UTC
     */
    public static double[] encode(double latitude, double longitude, double days) {
        double[] angles = {
            Math.toRadians(latitude),
            Math.toRadians(longitude),
            2 * Math.PI * ((days + 0.5) % 1),
            2 * Math.PI * (days / TROPICAL_YEAR_DAYS % 1)
        };
        double[] encoded = new double[INPUT_DIM];
        for (int k = 0; k < angles.length; k++) {
            encoded[2 * k] = Math.sin(angles[k]);
            encoded[2 * k + 1] = Math.cos(angles[k]);
        }
        return encoded;
    }
}
