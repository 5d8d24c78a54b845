package dev.collimate.report;

import dev.collimate.chart.Axis;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Recall of searches by k, on the page of a run and, with the names of its lines inside, in the documentation. */
public final class RecallChart {
    private static final String TITLE = "What share is found";

    private final double[] ks;
    private final List<Map.Entry<String, double[]>> searches;

    /**
     * @param ks in order
     * @param percent recall at each k of each search, by its name; what is measured last
     */
    public RecallChart(List<Integer> ks, Map<String, double[]> percent) {
        this.ks = ks.stream().mapToDouble(Integer::doubleValue).toArray();
        this.searches = List.copyOf(percent.entrySet());
    }

    Chart chart() {
        List<Chart.Entry> legend = new ArrayList<>();
        for (int i = 0; i < searches.size(); i++) {
            legend.add(new Chart.Entry(style(i), searches.get(i).getKey()));
        }
        return new Chart(picture(TITLE), "Recall at each k; higher is better.", legend);
    }

    /** The lines over their axes. */
    public Picture picture(String title) {
        Picture picture = new Picture(
                title, Axis.logarithmic("k", ks[0], ks[ks.length - 1]), Axis.fromZero("recall@k, percent", 100));
        for (int i = 0; i < searches.size(); i++) {
            picture.points(style(i), ks, searches.get(i).getValue());
        }
        return picture;
    }

    /** Of a search, by its place among all. */
    public LineStyle style(int search) {
        return LineStyle.of(search, searches.size());
    }
}
