package dev.collimate.report;

import dev.collimate.chart.Axis;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import dev.collimate.moments.RidgeChoice;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** How a ridge was chosen. */
final class RidgeChart {
    private RidgeChart() {}

    /** @param ridge with a curve */
    static Chart of(RidgeChoice ridge) {
        List<RidgeChoice.Point> curve = ridge.curve();
        double[] ridges = curve.stream().mapToDouble(RidgeChoice.Point::ridge).toArray();
        double[] errors =
                curve.stream().mapToDouble(RidgeChoice.Point::meanSquaredError).toArray();
        DoubleSummaryStatistics range =
                Arrays.stream(errors).filter(Double::isFinite).summaryStatistics();
        Picture picture = new Picture(
                "How the ridge was chosen",
                Axis.logarithmic(
                        "ridge, of the mean variance of what it weighs",
                        DataCharts.power(ridges[0], -1),
                        DataCharts.power(ridges[ridges.length - 1], 1)),
                Axis.around("mean squared error", errors));
        picture.points(LineStyle.BLACK, ridges, errors);
        picture.line(
                LineStyle.RED, new double[] {ridge.ridge(), ridge.ridge()}, new double[] {range.getMin(), range.getMax()
                });
        return new Chart(
                picture,
                "Error of the unit vectors of y on rows that were held back of the training rows, by the ridge.",
                List.of(
                        new Chart.Entry(LineStyle.BLACK, "rows held back"),
                        new Chart.Entry(LineStyle.RED, String.format(Locale.ROOT, "chosen: %.3g", ridge.ridge()))));
    }
}
