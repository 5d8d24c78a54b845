package dev.collimate.figures;

import dev.collimate.chart.Anchor;
import dev.collimate.chart.Axis;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import dev.collimate.figures.Measurements.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What a prediction by each map costs, and how near it comes. */
final class MapPicture {
    /** By how many degrees a name stands above its point, where the next point is near. */
    private static final double ABOVE = 0.6;

    private MapPicture() {}

    /** @param file with the columns map, flops and meanAngleDegrees, in degrees */
    static Picture of(Path file) throws IOException {
        Map<String, Line> maps = Measurements.read(file, "flops", "meanAngleDegrees", "map");
        Picture picture = new Picture(
                "Angle against the cost of a prediction",
                Axis.logarithmic("floating-point operations of a row", 3e4, 3e8),
                Axis.linear("mean test angle in degrees", 25, 40, 5));
        maps.forEach((name, point) -> {
            LineStyle style = style(name);
            picture.points(style, point.xs(), point.ys());
            double above = name.endsWith("searched") ? ABOVE : 0;
            picture.label(style, "\u00a0\u00a0" + name, point.lastX(), point.lastY() + above, Anchor.LEFT);
        });
        return picture;
    }

    private static LineStyle style(String map) {
        return map.startsWith("mlp") ? LineStyle.RED : map.startsWith("low-rank") ? LineStyle.GREEN : LineStyle.BLUE;
    }
}
