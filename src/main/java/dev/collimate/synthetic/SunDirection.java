package dev.collimate.synthetic;

/**
 * Where the Sun stands, by the low-precision formulas of the Astronomical Almanac as given by Michalsky, "The Astronomical
 * Almanac's algorithm for approximate solar position (1950-2050)", Solar Energy 40(3), 1988: within 0.01 degrees of the
 * true position in these years. Refraction and the size of the Earth (parallax: at most 0.0025 degrees) are left out.
 */
public final class SunDirection {
    /** The formulas hold for this many days before and after J2000.0: the years 1950 to 2049. */
    public static final double VALID_DAYS = 18_262.5;

    private SunDirection() {}

    /**
     * Unit vector (east, north, up) from a place towards the Sun; its last element is negative where it is night.
     *
     * @param latitude degrees, north positive
     * @param longitude degrees, east positive
     * @param days since J2000.0, which is 2000-01-01 12:00, in UTC
     */
    public static double[] eastNorthUp(double latitude, double longitude, double days) {
        double[] sun = equatorial(days);
        double siderealHours = 18.697375 + 24.0657098242 * days;
        double meridian = Math.toRadians((15 * siderealHours + longitude) % 360);
        double towardsMeridian = sun[0] * Math.cos(meridian) + sun[1] * Math.sin(meridian);
        double east = sun[1] * Math.cos(meridian) - sun[0] * Math.sin(meridian);
        double phi = Math.toRadians(latitude);
        return new double[] {
            east,
            Math.cos(phi) * sun[2] - Math.sin(phi) * towardsMeridian,
            Math.sin(phi) * sun[2] + Math.cos(phi) * towardsMeridian
        };
    }

    /** Unit vector towards the Sun: the vernal equinox, 90 degrees east of it on the equator, the celestial north pole. */
    static double[] equatorial(double days) {
        double meanLongitude = 280.460 + 0.9856474 * days;
        double meanAnomaly = Math.toRadians((357.528 + 0.9856003 * days) % 360);
        double longitude = Math.toRadians(
                (meanLongitude + 1.915 * Math.sin(meanAnomaly) + 0.020 * Math.sin(2 * meanAnomaly)) % 360);
        double obliquity = Math.toRadians(23.439 - 0.0000004 * days);
        return new double[] {
            Math.cos(longitude), Math.cos(obliquity) * Math.sin(longitude), Math.sin(obliquity) * Math.sin(longitude)
        };
    }
}
