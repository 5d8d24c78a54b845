package dev.collimate.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.loss.Losses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page "Which loss?" says what the losses do. */
class WhichLossPageTest {
    private static final Path SITE = Path.of(System.getProperty("collimate.root", "."), "src", "site");

    /** Half a unit of the fourth decimal. */
    private static final Offset<Double> PRINTED = within(0.5001e-4);

    private static final Map<String, double[]> RANGES = Map.of(
            "0 … 2", new double[] {0, 2},
            "−1 … 1", new double[] {-1, 1},
            "0 … 1", new double[] {0, 1},
            "0 … π", new double[] {0, Math.PI},
            "0 … π²/2", new double[] {0, Math.PI * Math.PI / 2},
            "0 … 1 − margin", new double[] {0, 1});

    /** A row of the table of losses; columns as in the page. */
    record Row(String[] cells) {
        String loss() {
            return cells[0].replaceAll("`([a-z-]+)`.*", "$1");
        }

        LossAtAngle at(double degrees) {
            return LossAtAngle.of(loss(), cells[0].endsWith("−1") ? -1 : 1, degrees);
        }

        @Override
        public String toString() {
            return cells[0];
        }
    }

    static List<Row> rows() throws IOException {
        return page().lines()
                .dropWhile(line -> !line.startsWith("| loss | value | drives to"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> new Row(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(SITE.resolve("which-loss.md"));
    }

    @Test
    void everyLossHasItsRow() throws IOException {
        assertThat(rows().stream().map(Row::loss).distinct()).containsExactlyElementsOf(Losses.names());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void sizesOfGradientsAreThoseOfTheLoss(Row row) {
        assertThat(row.at(1).gradientSize()).isCloseTo(Double.parseDouble(row.cells()[4]), PRINTED);
        assertThat(row.at(89).gradientSize()).isCloseTo(Double.parseDouble(row.cells()[5]), PRINTED);
        assertThat(row.at(179).gradientSize()).isCloseTo(Double.parseDouble(row.cells()[6]), PRINTED);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void rangesAreThoseOfTheLoss(Row row) {
        double[] values = IntStream.rangeClosed(0, 180)
                .mapToDouble(at -> row.at(at).value())
                .toArray();
        double[] range = RANGES.get(row.cells()[3]);
        assertThat(Arrays.stream(values).min().orElseThrow()).isCloseTo(range[0], within(1e-15));
        assertThat(Arrays.stream(values).max().orElseThrow()).isCloseTo(range[1], within(1e-15));
    }

    /** Angles in the column "drives to" have the lowest value of all; the one target without any says where it ends. */
    @ParameterizedTest
    @MethodSource("rows")
    void theAnglesDrivenToHaveTheLowestValue(Row row) {
        double lowest = RANGES.get(row.cells()[3])[0];
        List<Integer> goals = Pattern.compile("(\\d+)°")
                .matcher(row.cells()[2])
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
        if (goals.isEmpty()) {
            assertThat(row.cells()[2]).isEqualTo("beyond arccos(margin)");
            goals = IntStream.rangeClosed(90, 180).boxed().toList();
        }
        for (int at = 0; at <= 180; at++) {
            assertThat(row.at(at).value() < lowest + 1e-15).as("%s°", at).isEqualTo(goals.contains(at));
        }
    }

    /** But for digits of rounding, which differ between processors. */
    @Test
    void whatThePageShowsByRunningIsWhatRunningGives() throws IOException {
        String page = page();
        String shown = page.substring(page.indexOf("<!-- runs: start -->"), page.indexOf("<!-- runs: end -->"));
        assertThat(withoutRounding(shown))
                .contains(withoutRounding(WhichLossReport.run()).strip());
    }

    private static String withoutRounding(String text) {
        return text.replaceAll("`[0-9a-f]{12}`", "digest").replaceAll("\\d\\.\\de-\\d+", "small");
    }

    @Test
    void itsPicturesAreThere() throws IOException {
        assertThat(Pattern.compile("\\]\\((images/[^)]+)\\)").matcher(page()).results())
                .hasSize(2)
                .allSatisfy(link -> assertThat(SITE.resolve(link.group(1))).isRegularFile());
    }
}
