package dev.collimate.chart;

import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Draws into an SVG document; lengths are in pixels. Text stays text and is set by who looks at it, so that drawing needs
 * no fonts.
 */
public final class SvgCanvas {
    private final XMLStreamWriter xml;

    public SvgCanvas(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Coordinates of a path. */
    public static String point(double x, double y) {
        return number(x) + "," + number(y);
    }

    /** With two digits after the point at most. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }

    /** @param dash lengths of strokes and gaps; empty for none */
    public void path(String colour, double width, String dash, String data) {
        empty(
                "path",
                "fill",
                "none",
                "stroke",
                colour,
                "stroke-width",
                number(width),
                "stroke-linejoin",
                "round",
                "stroke-dasharray",
                dash.isEmpty() ? "none" : dash,
                "d",
                data);
    }

    void mark(LineStyle style, String colour, double x, double y) {
        empty("path", "fill", colour, "transform", "translate(" + point(x, y) + ")", "d", style.marker());
    }

    /** One line of text whose middle is at the height of (x, y). */
    void text(String text, double x, double y, Anchor anchor, String colour, int size, boolean bold) {
        element(
                text,
                "x",
                number(x),
                "y",
                number(y),
                "dy",
                "0.35em",
                "text-anchor",
                anchor.attribute(),
                "font-size",
                number(size),
                "font-weight",
                bold ? "bold" : "normal",
                "fill",
                colour);
    }

    /** Text that runs upwards with its middle at (x, y). */
    void upwardText(String text, double x, double y, String colour, int size) {
        element(
                text,
                "transform",
                "translate(" + point(x, y) + ") rotate(-90)",
                "dy",
                "0.35em",
                "text-anchor",
                Anchor.CENTRE.attribute(),
                "font-size",
                number(size),
                "fill",
                colour);
    }

    private void element(String text, String... attributes) {
        try {
            xml.writeCharacters("\n");
            xml.writeStartElement("text");
            attributes(attributes);
            xml.writeCharacters(text);
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void empty(String name, String... attributes) {
        try {
            xml.writeCharacters("\n");
            xml.writeEmptyElement(name);
            attributes(attributes);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void attributes(String... namesAndValues) throws XMLStreamException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            xml.writeAttribute(namesAndValues[i], namesAndValues[i + 1]);
        }
    }
}
