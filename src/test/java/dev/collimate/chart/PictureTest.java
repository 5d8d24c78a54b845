package dev.collimate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static Picture picture() {
        return new Picture("title", Axis.logarithmic("x", 1, 100), Axis.fromZero("y", 10));
    }

    private static String svg(Consumer<SvgCanvas> drawing) throws XMLStreamException {
        StringWriter text = new StringWriter();
        XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
        xml.writeStartElement("svg");
        drawing.accept(new SvgCanvas(xml));
        xml.writeEndDocument();
        xml.flush();
        return text.toString();
    }

    @Test
    void pointsWithoutAPlaceBreakALineAndLeaveNoMark() throws XMLStreamException {
        Picture picture = picture();
        picture.points(LineStyle.BLUE, new double[] {1, 10, 0, 50, Double.NaN, 80, 100}, new double[] {
            1, 2, 3, Double.POSITIVE_INFINITY, 5, 6, Double.NaN
        });
        String svg = svg(canvas -> picture.drawOn(canvas, 470, 310));
        assertThat(svg).doesNotContain("NaN", "Infinity");
        assertThat(svg.split(LineStyle.BLUE.marker(), -1)).hasSize(1 + 3);
        assertThat(svg.lines().filter(line -> line.contains("stroke-dasharray=\"10,5\"")))
                .singleElement()
                .asString()
                .containsPattern("d=\"M[-0-9.,]+L[-0-9.,]+M[-0-9.,]+\"");
    }

    @Test
    void aLegendShowsMarksWhereALineHasThemAndItsDashes() throws XMLStreamException {
        Picture picture = picture();
        picture.points(LineStyle.BLUE, new double[] {1}, new double[] {1});
        picture.line(LineStyle.RED, new double[] {1}, new double[] {1});
        String marked = svg(canvas -> picture.drawKeyOn(canvas, LineStyle.BLUE, Palette.ON_WHITE));
        assertThat(marked).contains(LineStyle.BLUE.marker(), "stroke-dasharray=\"10,5\"");
        String plain = svg(canvas -> picture.drawKeyOn(canvas, LineStyle.RED, Palette.ON_WHITE));
        assertThat(plain).doesNotContain(LineStyle.RED.marker()).contains("stroke-dasharray=\"3,3\"");
    }

    @Test
    void theLastLineIsTheOnlyBlackOneAndUpToSevenAllDiffer() {
        for (int count = 1; count <= 12; count++) {
            int lines = count;
            var styles = IntStream.range(0, lines)
                    .mapToObj(i -> LineStyle.of(i, lines))
                    .toList();
            assertThat(styles.indexOf(LineStyle.BLACK)).isEqualTo(lines - 1);
            if (lines <= LineStyle.values().length) {
                assertThat(styles).doesNotHaveDuplicates();
            }
        }
    }
}
