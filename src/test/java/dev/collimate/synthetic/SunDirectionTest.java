package dev.collimate.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.Angles;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SunDirectionTest {
    private static final Instant J2000 = Instant.parse("2000-01-01T12:00:00Z");

    /**
     * The worked example of Reda and Andreas, "Solar position algorithm for solar radiation applications", NREL/TP-560-34302,
     * appendix A.5: 2003-10-17 12:30:30 at UTC-7, elevation before refraction 39.872046, azimuth 194.34024 degrees.
     */
    @Test
    void aPublishedPositionIsMetWithinTheAccuracyOfTheFormula() {
        double[] sun = SunDirection.eastNorthUp(39.742476, -105.1786, days("2003-10-17T19:30:30Z"));
        double elevation = Math.toRadians(39.872046);
        double azimuth = Math.toRadians(194.34024);
        double[] published = {
            Math.cos(elevation) * Math.sin(azimuth), Math.cos(elevation) * Math.cos(azimuth), Math.sin(elevation)
        };
        assertThat(Math.toDegrees(Angles.angle(sun, published))).isLessThan(0.02);
    }

    /** The same example's geocentric right ascension 202.22741 and declination -9.31434 degrees. */
    @Test
    void aPublishedPositionAmongTheStarsIsMet() {
        double[] sun = SunDirection.equatorial(days("2003-10-17T19:30:30Z"));
        assertThat(Math.toDegrees(Math.atan2(sun[1], sun[0])) + 360).isCloseTo(202.22741, within(0.01));
        assertThat(Math.toDegrees(Math.asin(sun[2]))).isCloseTo(-9.31434, within(0.01));
    }

    /** Instants of the U.S. Naval Observatory's table of the Earth's seasons. */
    @Test
    void declinationsAtEquinoxesAndSolsticesAreZeroAndTheObliquity() {
        Map.of(
                        "2000-03-20T07:35:00Z", 0.0,
                        "2000-06-21T01:48:00Z", 23.439,
                        "2000-09-22T17:28:00Z", 0.0,
                        "2000-12-21T13:37:00Z", -23.439,
                        "2024-03-20T03:06:00Z", 0.0,
                        "2024-06-20T20:51:00Z", 23.436,
                        "2024-09-22T12:44:00Z", 0.0,
                        "2024-12-21T09:20:00Z", -23.436)
                .forEach((instant, declination) -> assertThat(
                                Math.toDegrees(Math.asin(SunDirection.equatorial(days(instant))[2])))
                        .as(instant)
                        .isCloseTo(declination, within(0.01)));
    }

    @Test
    void atThePolesTheSunIsAsHighAsItsDeclination() {
        double days = days("2024-05-05T05:05:05Z");
        double height = SunDirection.equatorial(days)[2];
        assertThat(SunDirection.eastNorthUp(90, 17, days)[2]).isCloseTo(height, within(1e-15));
        assertThat(SunDirection.eastNorthUp(-90, 17, days)[2]).isCloseTo(-height, within(1e-15));
    }

    @Test
    void theSunIsInTheEastInTheMorningAndOppositeAtTheAntipodes() {
        double days = days("2024-03-20T06:00:00Z");
        double[] morning = SunDirection.eastNorthUp(0, 0, days);
        assertThat(morning[0]).isGreaterThan(0.99);
        double[] antipodes = SunDirection.eastNorthUp(0, 180, days);
        assertThat(antipodes[0]).isCloseTo(-morning[0], within(1e-12));
        assertThat(antipodes[2]).isCloseTo(-morning[2], within(1e-12));
    }

    private static double days(String instant) {
        return Duration.between(J2000, Instant.parse(instant)).toSeconds() / 86_400.0;
    }
}
