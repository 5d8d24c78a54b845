package dev.collimate.chart;

import java.util.ArrayList;
import java.util.List;

/** Lines over two axes, each with its label beside it in place of a legend. Lines differ in their dashes, too. */
public final class Picture {
    /** The room around the lines, in pixels: for the title above, and for ticks and names of axes. */
    private static final double TOP = 44;

    private static final double RIGHT = 24;
    private static final double BOTTOM = 56;
    private static final double LEFT = 80;

    /** Of the room above the lines, what notes may take: it ends below the title. */
    private static final double ABOVE_LINES = 12;

    private static final double WIDTH_OF_LINES = 2.2;
    private static final double KEY_WIDTH = 48;
    private static final double KEY_HEIGHT = 10;

    /** The view box of a line in a legend, wide enough for each dash to come again. */
    public static final String KEY_BOX = "0 0 48 10";

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Line> lines = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private final List<Label> notes = new ArrayList<>();

    private record Line(LineStyle style, double[] x, double[] y, boolean marked) {}

    private record Label(LineStyle style, String text, double x, double y, Anchor anchor) {}

    public Picture(String title, Axis x, Axis y) {
        this.title = title;
        this.x = x;
        this.y = y;
    }

    /**
     * Draws a line over those before; it is broken where a point has no place on the axes, as NaN and infinity have none.
     */
    public void line(LineStyle style, double[] x, double[] y) {
        lines.add(new Line(style, x, y, false));
    }

    /** Draws a line over those before, through measured points, which are marked. */
    public void points(LineStyle style, double[] x, double[] y) {
        lines.add(new Line(style, x, y, true));
    }

    /** Text in the colour of a line; {@code anchor} is the point of the text that lies at (x, y). */
    public void label(LineStyle style, String text, double x, double y, Anchor anchor) {
        labels.add(new Label(style, text, x, y, anchor));
    }

    /**
     * Short text beside a marked point, in the colour of its line, where it covers neither a mark nor other such text; where
     * there is no room it is left out.
     */
    public void note(LineStyle style, String text, double x, double y) {
        notes.add(new Label(style, text, x, y, Anchor.CENTRE));
    }

    /** Draws into a space of the given size whose upper left corner is (0, 0), in fixed colours. */
    public void drawOn(SvgCanvas canvas, double width, double height) {
        drawOn(canvas, width, height, Palette.ON_WHITE);
    }

    /** Draws into a space of the given size whose upper left corner is (0, 0). */
    public void drawOn(SvgCanvas canvas, double width, double height, Palette palette) {
        drawAxes(canvas, width, height, palette);
        lines.forEach(line -> draw(canvas, line, width, height, palette));
        for (Label label : labels) {
            canvas.text(
                    label.text(),
                    acrossAt(label.x(), width),
                    downAt(label.y(), height),
                    label.anchor(),
                    palette.lines().apply(label.style()),
                    14,
                    false);
        }
        drawNotes(canvas, width, height, palette);
    }

    private void drawNotes(SvgCanvas canvas, double width, double height, Palette palette) {
        NotePlaces places = new NotePlaces(LEFT, TOP - ABOVE_LINES, width, height - BOTTOM);
        for (Line line : lines) {
            for (int i = 0; i < line.x().length; i++) {
                double across = acrossAt(line.x()[i], width);
                double down = downAt(line.y()[i], height);
                if (line.marked()) {
                    places.addMark(across, down);
                }
                if (i > 0) {
                    places.addLine(acrossAt(line.x()[i - 1], width), downAt(line.y()[i - 1], height), across, down);
                }
            }
        }
        for (Label note : notes) {
            places.take(note.text(), acrossAt(note.x(), width), downAt(note.y(), height))
                    .ifPresent(at -> canvas.text(
                            note.text(),
                            at.x(),
                            at.y(),
                            note.anchor(),
                            palette.lines().apply(note.style()),
                            NotePlaces.SIZE,
                            false));
        }
    }

    /** Draws what a legend shows of a line, its marks too, into a space of {@link #KEY_BOX}. */
    public void drawKeyOn(SvgCanvas canvas, LineStyle style, Palette palette) {
        String colour = palette.lines().apply(style);
        if (lines.stream().anyMatch(line -> line.marked() && line.style() == style)) {
            canvas.mark(style, colour, KEY_WIDTH / 2, KEY_HEIGHT / 2);
        }
        String from = SvgCanvas.point(0, KEY_HEIGHT / 2);
        canvas.path(
                colour, WIDTH_OF_LINES, style.dash(), "M" + from + "L" + SvgCanvas.point(KEY_WIDTH, KEY_HEIGHT / 2));
    }

    private void drawAxes(SvgCanvas canvas, double width, double height, Palette palette) {
        double right = width - RIGHT;
        double bottom = height - BOTTOM;
        canvas.text(title, width / 2, TOP / 2, Anchor.CENTRE, palette.ink(), 16, true);
        for (double tick : x.ticks()) {
            double at = acrossAt(tick, width);
            canvas.path(palette.grid(), 1, "", "M" + SvgCanvas.point(at, TOP) + "L" + SvgCanvas.point(at, bottom));
            canvas.text(x.text(tick), at, bottom + 16, Anchor.CENTRE, palette.ink(), 13, false);
        }
        for (double tick : y.ticks()) {
            double at = downAt(tick, height);
            canvas.path(palette.grid(), 1, "", "M" + SvgCanvas.point(LEFT, at) + "L" + SvgCanvas.point(right, at));
            canvas.text(y.text(tick), LEFT - 8, at, Anchor.RIGHT, palette.ink(), 13, false);
        }
        String corner = SvgCanvas.point(LEFT, bottom);
        canvas.path(
                palette.ink(),
                1,
                "",
                "M" + SvgCanvas.point(LEFT, TOP) + "L" + corner + "L" + SvgCanvas.point(right, bottom));
        canvas.text(x.label(), (LEFT + right) / 2, height - 14, Anchor.CENTRE, palette.ink(), 14, false);
        canvas.upwardText(y.label(), 12, (TOP + bottom) / 2, palette.ink(), 14);
    }

    private void draw(SvgCanvas canvas, Line line, double width, double height, Palette palette) {
        String colour = palette.lines().apply(line.style());
        StringBuilder path = new StringBuilder();
        boolean broken = true;
        for (int i = 0; i < line.x().length; i++) {
            double across = acrossAt(line.x()[i], width);
            double down = downAt(line.y()[i], height);
            boolean drawn = Double.isFinite(across) && Double.isFinite(down);
            if (drawn) {
                path.append(broken ? 'M' : 'L').append(SvgCanvas.point(across, down));
                if (line.marked()) {
                    canvas.mark(line.style(), colour, across, down);
                }
            }
            broken = !drawn;
        }
        canvas.path(colour, WIDTH_OF_LINES, line.style().dash(), path.toString());
    }

    private double acrossAt(double value, double width) {
        return LEFT + x.position(value) * (width - LEFT - RIGHT);
    }

    private double downAt(double value, double height) {
        return height - BOTTOM - y.position(value) * (height - TOP - BOTTOM);
    }
}
