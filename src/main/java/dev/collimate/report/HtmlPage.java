package dev.collimate.report;

import dev.collimate.chart.Palette;
import dev.collimate.chart.Picture;
import dev.collimate.chart.SvgCanvas;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * One self-contained HTML page: no script, and nothing that is fetched. All text goes through one writer, which escapes it.
 * Sections follow each other; the last is closed by {@link #toHtml}.
 */
final class HtmlPage {
    /** Of pictures, in units that a narrow screen shows a little smaller than pixels. */
    private static final int WIDTH = 470;

    private static final int HEIGHT = 310;
    private static final String STYLE = "page.css";

    /** Of settings and commands, which may name any number of files, in characters. */
    private static final int MOST_OF_A_TEXT = 20_000;

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;
    private boolean inSection;

    /** A cell of a table; {@code kind} is a class of the style sheet, or empty. */
    record Cell(String text, String kind) {
        static Cell text(String text) {
            return new Cell(text, "");
        }

        static Cell number(String text) {
            return new Cell(text, "number");
        }
    }

    /** Starts a page with its verdict. */
    HtmlPage(String title, String verdict) {
        try {
            xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeDTD("<!DOCTYPE html>");
            start("html", "lang", "en");
            start("head");
            empty("meta", "charset", "utf-8");
            empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
            element("title", title);
            element("style", style());
            xml.writeEndElement();
            start("body");
            start("main");
            element("h1", title);
            element("p", verdict, "class", "verdict");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    HtmlPage section(String heading) {
        return write(() -> {
            closeSection();
            start("section");
            inSection = true;
            element("h2", heading);
        });
    }

    HtmlPage paragraph(String sentence) {
        return write(() -> element("p", sentence));
    }

    HtmlPage code(String command) {
        return write(() -> {
            start("p");
            element("code", cut(command, MOST_OF_A_TEXT));
            xml.writeEndElement();
        });
    }

    /** A table, which scrolls by itself where the screen is narrower. */
    HtmlPage table(String name, List<Cell> head, List<List<Cell>> rows) {
        return write(() -> {
            start("div", "class", "table", "tabindex", "0", "role", "region", "aria-label", name);
            start("table");
            start("thead");
            row("th", head);
            xml.writeEndElement();
            start("tbody");
            for (List<Cell> row : rows) {
                row("td", row);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
        });
    }

    HtmlPage facts(Map<String, String> facts) {
        return write(() -> {
            start("dl");
            for (Map.Entry<String, String> fact : facts.entrySet()) {
                element("dt", fact.getKey());
                element("dd", cut(fact.getValue(), MOST_OF_A_TEXT));
            }
            xml.writeEndElement();
        });
    }

    HtmlPage charts(List<Chart> charts) {
        return write(() -> {
            start("div", "class", "pictures");
            for (Chart chart : charts) {
                figure(chart);
            }
            xml.writeEndElement();
        });
    }

    String toHtml() {
        write(() -> {
            closeSection();
            xml.writeEndDocument();
            xml.flush();
        });
        return text.toString();
    }

    private void figure(Chart chart) throws XMLStreamException {
        start("figure");
        start("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", chart.caption());
        chart.picture().drawOn(new SvgCanvas(xml), WIDTH, HEIGHT, Palette.OF_PAGE);
        xml.writeEndElement();
        start("ul", "class", "legend");
        for (Chart.Entry entry : chart.legend()) {
            start("li");
            start("svg", "viewBox", Picture.KEY_BOX, "aria-hidden", "true");
            chart.picture().drawKeyOn(new SvgCanvas(xml), entry.style(), Palette.OF_PAGE);
            xml.writeEndElement();
            xml.writeCharacters(printable(entry.name()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
        element("figcaption", chart.caption());
        xml.writeEndElement();
    }

    private void row(String tag, List<Cell> cells) throws XMLStreamException {
        start("tr");
        for (Cell cell : cells) {
            if (cell.kind().isEmpty()) {
                element(tag, cell.text());
            } else {
                element(tag, cell.text(), "class", cell.kind());
            }
        }
        xml.writeEndElement();
    }

    private void closeSection() throws XMLStreamException {
        if (inSection) {
            xml.writeEndElement();
        }
        inSection = false;
    }

    private void start(String name, String... attributes) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
        attributes(attributes);
    }

    private void empty(String name, String... attributes) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEmptyElement(name);
        attributes(attributes);
    }

    private void element(String name, String content, String... attributes) throws XMLStreamException {
        start(name, attributes);
        xml.writeCharacters(printable(content));
        xml.writeEndElement();
    }

    private void attributes(String... namesAndValues) throws XMLStreamException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            xml.writeAttribute(namesAndValues[i], printable(namesAndValues[i + 1]));
        }
    }

    /** The first characters of a text that has more than {@code most}, and a sign that there are more. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) > most
                ? text.substring(0, text.offsetByCodePoints(0, most)) + "…"
                : text;
    }

    /** Without characters that a page must not hold. */
    private static String printable(String content) {
        return content.replaceAll("[\\p{Cc}&&[^\\n]]", "\uFFFD");
    }

    private interface Writing {
        void run() throws XMLStreamException;
    }

    private HtmlPage write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String style() {
        try (InputStream resource = HtmlPage.class.getResourceAsStream(STYLE)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
