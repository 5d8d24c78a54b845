package dev.collimate.report;

import dev.collimate.chart.Axis;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import dev.collimate.moments.InputSpectrum;
import dev.collimate.profile.LengthHistogram;
import dev.collimate.profile.PairProfile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What pairs are like: lengths and directions. */
final class DataCharts {
    private static final int POINTS = 200;

    /** Where the axis starts if no vector has a length. */
    private static final double LEAST_OF_NONE = 0.1;

    private DataCharts() {}

    /** Shares of x and y up to a length. */
    static Chart lengths(PairProfile pairs) {
        LengthHistogram x = pairs.inputLengths();
        LengthHistogram y = pairs.actualLengths();
        double least = Math.min(x.leastPositive(), y.leastPositive());
        boolean none = least == Double.POSITIVE_INFINITY;
        double from = none ? LEAST_OF_NONE : power(least, -1);
        double until = Math.max(none ? 0 : power(Math.max(x.greatest(), y.greatest()), 1), 100 * from);
        Picture picture = new Picture(
                "Lengths of x and y",
                Axis.logarithmic("length", from, until),
                Axis.fromZero("percent of vectors up to it", 100));
        double[] places = IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> from * Math.pow(until / from, (double) i / POINTS))
                .toArray();
        picture.line(LineStyle.BLUE, places, percent(x, places));
        picture.line(LineStyle.RED, places, percent(y, places));
        return new Chart(
                picture,
                "Percent of the vectors up to a length. A step is a common length; the angle does not see the length of y.",
                List.of(new Chart.Entry(LineStyle.BLUE, "x"), new Chart.Entry(LineStyle.RED, "y")));
    }

    /** Singular values of x as far as they count, and its rank. */
    static Chart spectrum(InputSpectrum spectrum) {
        double[] values = spectrum.singularValues();
        int rank = spectrum.rank();
        List<Integer> places =
                SearchCharts.thinned(IntStream.range(0, rank).boxed().toList());
        double from = rank > 0 ? power(values[rank - 1], -1) : LEAST_OF_NONE;
        double until = rank > 0 ? power(values[0], 1) : 100 * from;
        Picture picture = new Picture(
                "In how many directions x varies",
                Axis.fromZero("direction, by variation", values.length),
                Axis.logarithmic("singular value", from, until));
        picture.line(
                LineStyle.BLACK,
                places.stream().mapToDouble(i -> i + 1).toArray(),
                places.stream().mapToDouble(i -> values[i]).toArray());
        picture.line(LineStyle.RED, new double[] {rank, rank}, new double[] {from, until});
        return new Chart(
                picture,
                "Singular values of x less its mean, each element divided by its deviation. A steep end needs many rows.",
                List.of(
                        new Chart.Entry(LineStyle.BLACK, "singular values"),
                        new Chart.Entry(LineStyle.RED, "rank: " + rank + " of " + values.length)));
    }

    private static double[] percent(LengthHistogram lengths, double[] places) {
        return Arrays.stream(places)
                .map(place -> 100 * lengths.shareUpTo(place))
                .toArray();
    }

    /** The next power of ten below (direction -1) or above (1). */
    static double power(double value, int direction) {
        double power = Math.log10(value);
        return Math.pow(10, direction < 0 ? Math.ceil(power) - 1 : Math.floor(power) + 1);
    }
}
