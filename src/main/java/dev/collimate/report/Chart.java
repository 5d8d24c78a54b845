package dev.collimate.report;

import dev.collimate.chart.LineStyle;
import dev.collimate.chart.Picture;
import java.util.List;

/**
 * A picture on a page.
 *
 * @param caption what it shows, in a sentence
 * @param legend of the lines, in the order in which they were drawn
 */
record Chart(Picture picture, String caption, List<Entry> legend) {
    /** The name of a line. */
    record Entry(LineStyle style, String name) {}
}
