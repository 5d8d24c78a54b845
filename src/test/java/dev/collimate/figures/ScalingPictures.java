package dev.collimate.figures;

import dev.collimate.chart.Axis;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import dev.collimate.figures.Measurements.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Median seconds of a step against rows, partitions and parameters, one picture for each, from the files of the scaling suite. */
final class ScalingPictures {
    private static final String INDEXED = "indexed-collect";
    private static final String SLICED = "sliced-reduce";

    private ScalingPictures() {}

    /** Whether a folder has the measurements. */
    static boolean areIn(Path folder) {
        return Files.exists(rows(folder));
    }

    /** @throws IOException if one of the suite's files is missing from the folder or is of another form */
    static List<Picture> of(Path folder) throws IOException {
        Map<String, Line> rows = new LinkedHashMap<>();
        rows.put("step", one(rows(folder)));
        Map<String, Line> partitions = new LinkedHashMap<>();
        for (String aggregator : List.of(INDEXED, SLICED)) {
            partitions.put(aggregator, one(folder.resolve("scaling-partitions-" + aggregator + ".csv")));
        }
        Map<String, Line> parameters = Measurements.read(
                folder.resolve("scaling-parameters.csv"), "parameters", "median", "work", "aggregator");
        return List.of(picture("rows", rows), picture("partitions", partitions), picture("parameters", parameters));
    }

    private static Path rows(Path folder) {
        return folder.resolve("scaling-rows.csv");
    }

    private static Line one(Path file) throws IOException {
        Line line = Measurements.read(file, "size", "median").get("");
        if (line == null) {
            throw new IOException(file + " must have at least one row, but has none");
        }
        return line;
    }

    private static Picture picture(String size, Map<String, Line> lines) {
        double leastSize = 0.7 * values(lines, Line::x).min().orElseThrow();
        // Room for the names to the right of the last points.
        double mostSize = 50 * values(lines, Line::x).max().orElseThrow();
        double leastSeconds = 0.9 * decade(values(lines, Line::y).min().orElseThrow());
        double mostSeconds = 10 * decade(values(lines, Line::y).max().orElseThrow());
        Picture picture = new Picture(
                "Seconds of a step against " + size,
                Axis.logarithmic(size, leastSize, mostSize),
                Axis.logarithmic("seconds", leastSeconds, mostSeconds));
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
