package dev.collimate.figures;

import dev.collimate.chart.Anchor;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import dev.collimate.figures.Measurements.Line;
import dev.collimate.report.RecallChart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The picture of the page of a search, for each side that can be mapped, with its legend where the lines leave room. */
final class RecallPicture {
    private static final double HIGHEST_NAME = 96;
    private static final double BETWEEN_NAMES = 6;

    private RecallPicture() {}

    /** @param file with the columns mapped, search, k and recall */
    static List<Picture> of(Path file) throws IOException {
        Map<String, Line> all = Measurements.read(file, "k", "recall", "mapped", "search");
        return List.of(of(all, "query", "queries mapped"), of(all, "store", "documents mapped"));
    }

    private static Picture of(Map<String, Line> all, String mapped, String title) throws IOException {
        Map<String, double[]> percent = new LinkedHashMap<>();
        List<Integer> ks = List.of();
        for (Map.Entry<String, Line> line : all.entrySet()) {
            if (line.getKey().startsWith(mapped + ", ")) {
                ks = line.getValue().x().stream().map(Double::intValue).toList();
                percent.put(
                        line.getKey().substring(mapped.length() + 2),
                        line.getValue().y().stream()
                                .mapToDouble(recall -> 100 * recall)
                                .toArray());
            }
        }
        if (ks.isEmpty()) {
            throw new IOException("the measurements of searches must have rows of " + mapped + ", but have none");
        }
        RecallChart chart = new RecallChart(ks, percent);
        Picture picture = chart.picture("What share is found, " + title);
        int i = 0;
        for (String name : percent.keySet()) {
            LineStyle style = chart.style(i);
            double height = HIGHEST_NAME - BETWEEN_NAMES * i++;
            picture.points(style, new double[] {1.1, 1.25, 1.42}, new double[] {height, height, height});
            picture.label(style, name, 1.5, height, Anchor.LEFT);
        }
        return picture;
    }
}
