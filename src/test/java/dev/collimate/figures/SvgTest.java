package dev.collimate.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.loss.Losses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class SvgTest {
    @TempDir
    private Path folder;

    @Test
    void aPictureIsSmallAndNamesItsLinesInText() throws Exception {
        Path file = folder.resolve("losses.svg");
        Svg.write(file, 800, 500, List.of(LossPictures.losses()));
        assertThat(file).content().hasSizeLessThan(50_000);
        assertThat(texts(file)).contains("loss", "0", "180");
        for (String loss : Losses.names()) {
            assertThat(texts(file)).anyMatch(text -> text.startsWith(loss));
        }
    }

    @Test
    void picturesStandBelowEachOtherInOneFile() throws Exception {
        Path file = folder.resolve("two.svg");
        Svg.write(file, 800, 900, List.of(LossPictures.losses(), LossPictures.gradientSizes()));
        assertThat(texts(file)).contains("Loss of one row", "Size of the gradient of one row");
        Element root = root(file);
        assertThat(root.getAttribute("width")).isEqualTo("800");
        assertThat(root.getAttribute("height")).isEqualTo("900");
    }

    static List<String> texts(Path file) throws Exception {
        NodeList texts = root(file).getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i ->
                        texts.item(i).getTextContent().replace('\u00a0', ' ').strip())
                .toList();
    }

    private static Element root(Path file) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(Files.newInputStream(file)).getDocumentElement();
    }
}
