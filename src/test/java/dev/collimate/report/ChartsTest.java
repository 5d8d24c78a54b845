package dev.collimate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.distributed.PassReport;
import dev.collimate.moments.InputSpectrum;
import dev.collimate.moments.RidgeChoice;
import dev.collimate.profile.PairProfile;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pictures of what data and searches may bring. */
@Timeout(30)
class ChartsTest {
    private static String drawn(Chart chart) {
        String html = new HtmlPage("title", "verdict").charts(List.of(chart)).toHtml();
        String picture = html.substring(html.indexOf("<figure"));
        assertThat(picture).doesNotContain("NaN", "Infinity", "\uFFFD");
        return picture;
    }

    private static PairProfile lengths(double... inputs) {
        PairProfile pairs = PairProfile.empty(1, 1);
        for (double length : inputs) {
            pairs.inputLengths().add(length);
            pairs.actualLengths().add(length);
        }
        return pairs;
    }

    @Test
    void lengthsThatAreAllZeroAreDrawn() {
        assertThat(drawn(DataCharts.lengths(lengths(0, 0, 0)))).contains(">100<", ">0.1<", ">10<");
    }

    @Test
    void theAxisOfLengthsStartsBelowTheLeastThatIsNotZero() {
        assertThat(drawn(DataCharts.lengths(lengths(0, 0.5, 40))))
                .contains(">0.1<", ">100<")
                .doesNotContain(">0.01<");
    }

    @Test
    void singularValuesAreShownAsFarAsTheRank() {
        double[] values = {3, 2, 1, 1e-13, 1e-14, 0};
        String picture = drawn(DataCharts.spectrum(new InputSpectrum(values, 3)));
        assertThat(picture).contains("rank: 3 of 6").containsPattern("d=\"M[-0-9.,]+(L[-0-9.,]+){2}\"");
        assertThat(drawn(DataCharts.spectrum(new InputSpectrum(new double[] {0, 0}, 0))))
                .contains("rank: 0 of 2");
    }

    @Test
    void ridgesWithoutAFiniteErrorLeaveTheOthersDrawn() {
        RidgeChoice ridge = new RidgeChoice(
                0.1,
                List.of(
                        new RidgeChoice.Point(0.01, Double.POSITIVE_INFINITY),
                        new RidgeChoice.Point(0.1, 0.5),
                        new RidgeChoice.Point(1, Double.NaN)));
        assertThat(drawn(RidgeChart.of(ridge))).contains("chosen: 0.1");
    }

    @Test
    void aSearchThatLeftTheNumbersIsDrawnAsFarAsItWent() {
        List<PassReport> passes = List.of(
                new PassReport(1, 0.5, 40, 0, 10, 1),
                new PassReport(2, Double.POSITIVE_INFINITY, Double.NaN, 0, 10, 1));
        new SearchCharts(passes, List.of(), OptionalDouble.empty()).all().forEach(ChartsTest::drawn);
    }

    @Test
    void whatIsThinnedKeepsItsFirstAndLast() {
        for (int count : new int[] {1, 2, 300, 301, 599, 601, 5000}) {
            List<Integer> all = IntStream.range(0, count).boxed().toList();
            List<Integer> kept = SearchCharts.thinned(all);
            assertThat(kept).startsWith(0).endsWith(count - 1).isSorted().doesNotHaveDuplicates();
            assertThat(kept.size()).isLessThanOrEqualTo(301);
        }
    }
}
