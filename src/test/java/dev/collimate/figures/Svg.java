package dev.collimate.figures;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.text.TextUtils;

/** SVG files with text as text. */
final class Svg {
    private Svg() {}

    /** Writes pictures below each other. */
    static void write(Path file, int width, int height, List<Picture> pictures) throws IOException {
        // With it, turned text would be drawn as outlines.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
        SVGGraphics2D graphics = new SVGGraphics2D(context(), false);
        graphics.setSVGCanvasSize(new Dimension(width, height));
        double each = (double) height / pictures.size();
        for (int i = 0; i < pictures.size(); i++) {
            pictures.get(i).chart().draw(graphics, new Rectangle2D.Double(0, i * each, width, each));
        }
        try (Writer writer = Files.newBufferedWriter(file)) {
            graphics.stream(writer, true);
        }
    }

    private static SVGGeneratorContext context() {
        try {
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null));
            context.setComment("mvn -q -P figures test");
            context.setPrecision(2);
            return context;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
