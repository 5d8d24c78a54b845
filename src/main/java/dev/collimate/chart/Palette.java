package dev.collimate.chart;

import java.util.Locale;
import java.util.function.Function;

/**
 * The colours of a picture, as SVG or CSS writes them.
 *
 * @param ink of axes and their text
 * @param grid of the lines at ticks
 * @param lines of lines and their labels
 */
public record Palette(String ink, String grid, Function<LineStyle, String> lines) {
    /** Fixed colours on white, for files of their own. */
    public static final Palette ON_WHITE = new Palette("#222222", "#dcdcdc", LineStyle::colour);

    /** Colours that the style sheet of the page around the picture sets, as {@code --ink}, {@code --grid}, {@code --blue}. */
    public static final Palette OF_PAGE =
            new Palette("var(--ink)", "var(--grid)", style -> "var(" + property(style) + ")");

    /** The property of a style sheet that has the colour of a line. */
    public static String property(LineStyle style) {
        return "--" + style.name().toLowerCase(Locale.ROOT);
    }
}
