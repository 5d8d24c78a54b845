package dev.collimate.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Training loss against seconds, in the order of time. */
record TrainingCurve(List<Point> points) {
    record Point(double seconds, double loss) {}

    TrainingCurve {
        points = List.copyOf(points);
    }

    /** When the loss was first at or below {@code target}; empty if never. */
    OptionalDouble secondsTo(double target) {
        return points.stream()
                .filter(point -> point.loss() <= target)
                .mapToDouble(Point::seconds)
                .findFirst();
    }

    double bestLoss() {
        return points.stream().mapToDouble(Point::loss).min().orElseThrow();
    }

    double lastSeconds() {
        return points.get(points.size() - 1).seconds();
    }

    /** Runs of one program with one setting as one curve: median seconds and median loss of each point. */
    static TrainingCurve median(List<TrainingCurve> runs) {
        int length = runs.stream().mapToInt(run -> run.points().size()).min().orElseThrow();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int index = i;
            points.add(new Point(
                    median(runs.stream()
                            .mapToDouble(run -> run.points().get(index).seconds())
                            .toArray()),
                    median(runs.stream()
                            .mapToDouble(run -> run.points().get(index).loss())
                            .toArray())));
        }
        return new TrainingCurve(points);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }
}
