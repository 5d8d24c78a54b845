package dev.collimate.figures;

import dev.collimate.chart.Picture;
import dev.collimate.chart.SvgCanvas;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** SVG files. */
final class Svg {
    private Svg() {}

    /** Writes pictures below each other. */
    static void write(Path file, int width, int height, List<Picture> pictures) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeComment(" mvn -q -P figures test ");
            xml.writeCharacters("\n");
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
            xml.writeAttribute("width", String.valueOf(width));
            xml.writeAttribute("height", String.valueOf(height));
            xml.writeAttribute("viewBox", "0 0 " + width + " " + height);
            xml.writeAttribute("font-family", "sans-serif");
            xml.writeEmptyElement("rect");
            xml.writeAttribute("width", "100%");
            xml.writeAttribute("height", "100%");
            xml.writeAttribute("fill", "white");
            double each = (double) height / pictures.size();
            for (int i = 0; i < pictures.size(); i++) {
                xml.writeStartElement("g");
                xml.writeAttribute("transform", "translate(" + SvgCanvas.point(0, i * each) + ")");
                pictures.get(i).drawOn(new SvgCanvas(xml), width, each);
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
