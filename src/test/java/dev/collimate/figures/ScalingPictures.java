package dev.collimate.figures;

import dev.collimate.figures.Measurements.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Seconds of a step against rows, partitions and parameters, one picture for each. */
final class ScalingPictures {
    private static final List<String> KINDS = List.of("rows", "partitions", "parameters");

    private ScalingPictures() {}

    /** @param file with the columns kind (rows, partitions or parameters), aggregator, size and seconds */
    static List<Picture> of(Path file) throws IOException {
        Map<String, Line> lines = Measurements.read(file, "size", "seconds", "kind", "aggregator");
        List<Picture> pictures = new ArrayList<>();
        for (String kind : KINDS) {
            String prefix = kind + ", ";
            Map<String, Line> own = new LinkedHashMap<>();
            lines.forEach((name, line) -> {
                if (name.startsWith(prefix)) {
                    own.put(name.substring(prefix.length()), line);
                }
            });
            if (own.isEmpty()) {
                throw new IOException(file + " must have rows of each kind of " + KINDS + ", but has none of " + kind);
            }
            pictures.add(picture(kind, own));
        }
        return pictures;
    }

    private static Picture picture(String kind, Map<String, Line> lines) {
        // Room for the names to the right of the last points.
        double leastSize = 0.7 * values(lines, Line::x).min().orElseThrow();
        double mostSize = 50 * values(lines, Line::x).max().orElseThrow();
        double leastSeconds = 0.9 * decade(values(lines, Line::y).min().orElseThrow());
        double mostSeconds = 10 * decade(values(lines, Line::y).max().orElseThrow());
        Picture picture = new Picture(
                "Seconds of a step against " + kind,
                Picture.logarithmic(kind, leastSize, mostSize),
                Picture.logarithmic("seconds", leastSeconds, mostSeconds));
        EndLabels labels = new EndLabels(10, Math.pow(mostSeconds / leastSeconds, 0.09));
        int index = 0;
        for (Map.Entry<String, Line> entry : lines.entrySet()) {
            LineStyle style = LineStyle.values()[index++ % LineStyle.values().length];
            picture.points(style, entry.getValue().xs(), entry.getValue().ys());
            labels.add(style, entry.getKey(), entry.getValue());
        }
        labels.drawOn(picture);
        return picture;
    }

    private static DoubleStream values(Map<String, Line> lines, Function<Line, List<Double>> axis) {
        return lines.values().stream()
                .flatMap(line -> axis.apply(line).stream())
                .mapToDouble(Double::doubleValue);
    }

    private static double decade(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }
}
