package dev.collimate.figures;

import dev.collimate.chart.Anchor;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import dev.collimate.figures.Measurements.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Names of lines to the right of their last points, on logarithmic axes. Names that would cover one another are moved
 * down, the lower ones first to give way.
 */
final class EndLabels {
    private record Label(LineStyle style, String text, double x, double y) {}

    private final List<Label> labels = new ArrayList<>();
    private final double widthFactor;
    private final double heightFactor;

    /**
     * @param widthFactor what x grows by along a long name
     * @param heightFactor what y grows by across a name
     */
    EndLabels(double widthFactor, double heightFactor) {
        this.widthFactor = widthFactor;
        this.heightFactor = heightFactor;
    }

    void add(LineStyle style, String text, Line line) {
        labels.add(new Label(style, "\u00a0\u00a0" + text, line.lastX(), line.lastY()));
    }

    void drawOn(Picture picture) {
        List<Label> placed = new ArrayList<>();
        labels.stream().sorted(Comparator.comparingDouble(Label::y).reversed()).forEach(label -> {
            double y = label.y();
            for (Label other : placed) {
                double apart = Math.max(label.x(), other.x()) / Math.min(label.x(), other.x());
                if (apart < widthFactor && y > other.y() / heightFactor) {
                    y = other.y() / heightFactor;
                }
            }
            placed.add(new Label(label.style(), label.text(), label.x(), y));
        });
        placed.forEach(label -> picture.label(label.style(), label.text(), label.x(), label.y(), Anchor.LEFT));
    }
}
