package dev.collimate.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import org.jfree.chart.plot.DefaultDrawingSupplier;

/**
 * Colours that readers with any colour vision tell apart (Okabe and Ito, "Color universal design", 2008; the light ones
 * darkened for text), and a dash and a marker for readers of grey copies.
 */
enum LineStyle {
    BLACK(0x000000),
    BLUE(0x0072b2, 10, 5),
    RED(0xc04a00, 3, 3),
    GREEN(0x007a5a, 14, 4, 3, 4),
    PURPLE(0xa8447f, 22, 5),
    OCHRE(0x9a6a00, 8, 3, 2, 3, 2, 3),
    SKY(0x2a86bd, 5, 4);

    private final Color colour;
    private final float[] dash;

    LineStyle(int colour, float... dash) {
        this.colour = new Color(colour);
        this.dash = dash;
    }

    Color colour() {
        return colour;
    }

    Shape marker() {
        return DefaultDrawingSupplier.DEFAULT_SHAPE_SEQUENCE[ordinal()];
    }

    Stroke stroke() {
        return new BasicStroke(
                2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash.length == 0 ? null : dash, 0);
    }
}
