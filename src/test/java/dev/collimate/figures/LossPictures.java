package dev.collimate.figures;

import dev.collimate.chart.Anchor;
import dev.collimate.chart.Axis;
import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The losses, and the sizes of their gradients, over all angles. */
final class LossPictures {
    /** Where gradients change at once; lines are broken there. */
    private static final double JUMP = 90;

    /** Open at both ends: the gradient at exactly 0 and 180 degrees is 0 by definition. */
    private static final double[] DEGREES = DoubleStream.concat(
                    DoubleStream.of(0.001, JUMP - 0.001, JUMP + 0.001, 179.999),
                    DoubleStream.iterate(2, degrees -> degrees < 180, degrees -> degrees + 2))
            .sorted()
            .toArray();

    private LossPictures() {}

    static Picture losses() {
        Picture picture = new Picture("Loss of one row", degrees(), Axis.linear("loss", -1.25, 5, 1));
        value(picture, LineStyle.BLACK, "cosine", 1);
        value(picture, LineStyle.PURPLE, "negative-cosine", 1);
        value(picture, LineStyle.BLUE, "axial", 1);
        value(picture, LineStyle.GREEN, "angle", 1);
        value(picture, LineStyle.OCHRE, "squared-angle", 1);
        value(picture, LineStyle.SKY, "cosine-embedding", -1);
        value(picture, LineStyle.RED, "absolute-cosine", 1);
        picture.label(LineStyle.OCHRE, "squared-angle", 148, 3.75, Anchor.RIGHT);
        picture.label(LineStyle.GREEN, "angle", 158, 2.5, Anchor.LEFT);
        picture.label(LineStyle.BLACK, "cosine,", 178, 1.68, Anchor.RIGHT);
        picture.label(LineStyle.BLACK, "cosine-embedding of target +1", 178, 1.42, Anchor.RIGHT);
        picture.label(LineStyle.RED, "absolute-cosine", 178, 0.62, Anchor.RIGHT);
        picture.label(LineStyle.BLUE, "axial", 140, 0.45, Anchor.CENTRE);
        picture.label(LineStyle.SKY, "cosine-embedding of target −1", 178, -0.2, Anchor.RIGHT);
        picture.label(LineStyle.PURPLE, "negative-cosine", 38, -1, Anchor.LEFT);
        return picture;
    }

    static Picture gradientSizes() {
        Picture picture = new Picture(
                "Size of the gradient of one row", degrees(), Axis.linear("|d loss / dp| · |p|", -0.15, 3.25, 1));
        size(picture, LineStyle.BLACK, "cosine", 1);
        size(picture, LineStyle.GREEN, "angle", 1);
        size(picture, LineStyle.OCHRE, "squared-angle", 1);
        size(picture, LineStyle.SKY, "cosine-embedding", -1);
        picture.label(LineStyle.OCHRE, "squared-angle", 118, 2.2, Anchor.RIGHT);
        picture.label(LineStyle.GREEN, "angle", 150, 1.1, Anchor.CENTRE);
        picture.label(LineStyle.BLACK, "cosine, negative-cosine, axial, absolute-cosine,", 90, 0.65, Anchor.CENTRE);
        picture.label(LineStyle.BLACK, "cosine-embedding of target +1", 90, 0.52, Anchor.CENTRE);
        picture.label(LineStyle.SKY, "cosine-embedding of target −1", 135, 0.1, Anchor.CENTRE);
        return picture;
    }

    private static Axis degrees() {
        return Axis.linear("angle between prediction and actual, degrees", 0, 180, 30);
    }

    private static void value(Picture picture, LineStyle style, String loss, double target) {
        line(picture, style, loss, target, LossAtAngle::value);
    }

    private static void size(Picture picture, LineStyle style, String loss, double target) {
        line(picture, style, loss, target, LossAtAngle::gradientSize);
    }

    private static void line(
            Picture picture, LineStyle style, String loss, double target, ToDoubleFunction<LossAtAngle> part) {
        double[] values = DoubleStream.of(DEGREES)
                .map(degrees ->
                        degrees == JUMP ? Double.NaN : part.applyAsDouble(LossAtAngle.of(loss, target, degrees)))
                .toArray();
        picture.line(style, DEGREES, values);
    }
}
