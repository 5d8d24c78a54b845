package dev.collimate.figures;

import dev.collimate.chart.Axis;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import dev.collimate.figures.Measurements.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

/** How far above the optimum, the lowest loss of all, solvers are after each pass over the data. */
final class PassPicture {
    /** Nearer to the optimum, float kernels only tell rounding. */
    private static final double LEAST = 1e-9;

    private PassPicture() {}

    /** @param file with the columns solver, start, pass and loss */
    static Picture of(Path file) throws IOException {
        Map<String, Line> lines = Measurements.read(file, "pass", "loss", "solver", "start");
        double optimum = lines.values().stream()
                .flatMap(line -> line.y().stream())
                .min(Double::compare)
                .orElseThrow(() -> new IOException(file + " must have at least one row, but has none"));
        Picture picture = new Picture(
                "Loss above the optimum",
                Axis.logarithmic("passes over the data", 0.9, 3000),
                Axis.logarithmic("training loss − optimum", 0.7 * LEAST, 1));
        EndLabels labels = new EndLabels(6, 2.4);
        int index = 0;
        for (Map.Entry<String, Line> entry : lines.entrySet()) {
            Line above = lowestSoFar(entry.getValue(), optimum);
            if (!above.x().isEmpty()) {
                LineStyle style = LineStyle.values()[index++ % LineStyle.values().length];
                picture.points(style, above.xs(), above.ys());
                labels.add(style, entry.getKey(), above);
            }
        }
        labels.drawOn(picture);
        return picture;
    }

    /** A pass that a line search threw away left the solver where it was. */
    private static Line lowestSoFar(Line line, double optimum) {
        Line kept = new Line(new ArrayList<>(), new ArrayList<>());
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < line.x().size(); i++) {
            lowest = Math.min(lowest, line.y().get(i));
            if (lowest - optimum > LEAST) {
                kept.add(line.x().get(i), lowest - optimum);
            }
        }
        return kept;
    }
}
