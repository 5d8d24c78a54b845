package dev.collimate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.chart.LineStyle;
import dev.collimate.distributed.PassReport;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.evaluation.Interval;
import dev.collimate.fit.Comparison;
import dev.collimate.fit.Selection;
import dev.collimate.moments.InputSpectrum;
import dev.collimate.moments.RidgeChoice;
import dev.collimate.profile.PairProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pictures of what data and searches may bring. */
@Timeout(30)
class ChartsTest {
    private static final UnaryOperator<String> OPTIONS = name -> "--" + name;

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
        new SearchCharts(passes, List.of(), SearchCharts.HeldOut.NONE, OPTIONS)
                .all()
                .forEach(ChartsTest::drawn);
    }

    @Test
    void ofTheRowsHeldOutIsDrawnWhatIsKnown() {
        List<PassReport> passes = List.of(new PassReport(2, 0.5, 40, 0, 10, 1), new PassReport(5, 0.4, 35, 0, 10, 1));
        OptionalDouble none = OptionalDouble.empty();
        Chart ends = new SearchCharts(
                        passes,
                        List.of(),
                        new SearchCharts.HeldOut(OptionalDouble.of(42), OptionalDouble.of(38)),
                        OPTIONS)
                .all()
                .get(1);
        assertThat(ends.caption()).contains("looked at at both ends alone", "--patience");
        assertThat(drawn(ends)).contains("rows held out, start and end");
        Chart end = new SearchCharts(passes, List.of(), new SearchCharts.HeldOut(none, OptionalDouble.of(38)), OPTIONS)
                .all()
                .get(1);
        assertThat(end.caption()).contains("looked at at the end alone");
        assertThat(drawn(end)).contains("rows held out, fitted map");
        Chart all = new SearchCharts(
                        passes,
                        List.of(new FitTrace.Validation(2, 42), new FitTrace.Validation(3, 39)),
                        new SearchCharts.HeldOut(OptionalDouble.of(42), OptionalDouble.of(38)),
                        OPTIONS)
                .all()
                .get(1);
        assertThat(all.caption()).doesNotContain("alone");
        assertThat(drawn(all)).contains("rows held out, on the way").doesNotContain("start and end");
    }

    private static final List<String> MAPS = List.of(
            "identity",
            "linear",
            "linear, spread 0.5",
            "linear, spread 0.75",
            "mlp, 1,024 units",
            "mlp, 1,024 units, spread 0.5");

    private static final double[] ANGLES = {75, 28, 28.6, 29.5, 27.5, 28.1};
    private static final double[] RECALLS = {0.16, 0.47, 0.49, 0.5, 0.48, 0.51};

    private static Selection selection(Optional<String> mapped, String chosen) {
        List<Selection.Candidate> candidates = IntStream.range(0, MAPS.size())
                .mapToObj(i -> new Selection.Candidate(
                        MAPS.get(i),
                        new Interval(RECALLS[i], RECALLS[i] - 0.01, RECALLS[i] + 0.01),
                        Optional.of(new Selection.Solved(
                                10,
                                Optional.empty(),
                                MAPS.get(i).contains("spread")
                                        ? Optional.of(
                                                Double.parseDouble(MAPS.get(i).replaceAll(".*spread ", "")))
                                        : Optional.empty(),
                                ANGLES[i] - 27.5,
                                0.1))))
                .toList();
        return new Selection(
                "recall@10", mapped.map(side -> new Selection.Searched(side, 100, 4500, 4000)), chosen, candidates);
    }

    private static List<Comparison> comparisons() {
        return IntStream.range(0, MAPS.size())
                .mapToObj(i -> new Comparison(MAPS.get(i), "closed-form", 2, at(ANGLES[i])))
                .toList();
    }

    /** Of one row. */
    private static AngleStatistics at(double degrees) {
        AngleStatistics statistics = new AngleStatistics();
        double radians = Math.toRadians(degrees);
        statistics.add(radians, Math.cos(radians), true, 0, 1);
        return statistics;
    }

    @Test
    void ofManyPredictorsTheBestOfEachKindAndTheLastAreDrawnEachInAStyleOfItsOwn() {
        List<Map.Entry<String, AngleStatistics>> many = new ArrayList<>(List.of(
                Map.entry("mean vector", at(44)),
                Map.entry("identity", at(75)),
                Map.entry("orthogonal (closed-form)", at(52)),
                Map.entry("orthogonal, centred (closed-form)", at(37))));
        for (String map : List.of("low-rank, rank 64", "linear", "mlp, 64 units", "other", "more, of it")) {
            many.add(Map.entry(map + ", spread 0.5", at(31)));
            many.add(Map.entry(map, at(28)));
        }
        many.add(Map.entry("linear, spread 0.75", at(29)));
        for (Chart chart : new AngleCharts(many).all()) {
            assertThat(chart.legend()).extracting(Chart.Entry::style).doesNotHaveDuplicates();
            assertThat(chart.legend())
                    .extracting(Chart.Entry::name)
                    .containsExactly(
                            "orthogonal, centred (closed-form)",
                            "low-rank, rank 64",
                            "linear",
                            "mlp, 64 units",
                            "other",
                            "more, of it",
                            "linear, spread 0.75");
            assertThat(chart.caption()).contains("Of 15 the best of each kind");
            assertThat(chart.legend().get(6).style()).isEqualTo(LineStyle.BLACK);
            drawn(chart);
        }
        assertThat(new AngleCharts(many.subList(0, 7)).all())
                .allSatisfy(chart -> assertThat(chart.legend()).hasSize(7));
    }

    @Test
    void ofManyMapsThatAreNearThoseFurthestOffAreToldInWordsAndStylesDiffer() {
        List<Selection.Candidate> candidates = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            candidates.add(new Selection.Candidate(
                    "map " + i,
                    new Interval(0.5, 0.4, 0.6),
                    Optional.of(new Selection.Solved(10, Optional.empty(), Optional.empty(), i, 0.1))));
            comparisons.add(new Comparison("map " + i, "closed-form", 2, at(28 + 0.1 * i)));
        }
        Chart chart = TradeOffChart.of(
                        new Selection(
                                "recall@10",
                                Optional.of(new Selection.Searched("query", 100, 4500, 4000)),
                                "map 8",
                                candidates),
                        comparisons)
                .orElseThrow();
        assertThat(chart.legend())
                .extracting(Chart.Entry::name)
                .containsExactly("map 0", "map 1", "map 2", "map 3", "map 4", "map 8", "chosen: map 8");
        assertThat(chart.legend()).extracting(Chart.Entry::style).doesNotHaveDuplicates();
        assertThat(chart.caption()).contains("Further off: map 5 (28.50°, 0.5000); map 6", "map 7 (28.70°");
    }

    @Test
    void mapsToChooseFromAreJoinedWithTheirSpreadsAndTheChosenIsMarked() {
        String chosen = "mlp, 1,024 units, spread 0.5";
        String picture = drawn(TradeOffChart.of(selection(Optional.of("query"), chosen), comparisons())
                .orElseThrow());
        assertThat(picture)
                .contains("mean angle, degrees", "recall@10", "chosen: " + chosen, "query mapped")
                .contains("Further off: identity (75.00°, 0.1600).")
                .containsOnlyOnce(">0.75<")
                .containsPattern("(?s)>0<.*>0\\.5<.*>0\\.75<.*>0<.*>0\\.5<")
                .containsPattern("d=\"M[-0-9.,]+(L[-0-9.,]+){2}\"")
                .doesNotContain(">identity<");
        // In the picture and in the legend.
        assertThat(picture.split(Pattern.quote(LineStyle.BLACK.marker()), -1)).hasSize(1 + 2);
    }

    @Test
    void aMapThatIsFarOffIsDrawnWhereItWasChosen() {
        String picture = drawn(TradeOffChart.of(selection(Optional.of("store"), "identity"), comparisons())
                .orElseThrow());
        assertThat(picture).contains("chosen: identity").doesNotContain("Further off");
    }

    @Test
    void whereTheAngleChoosesOrIsNotKnownThereIsNothingToTrade() {
        assertThat(TradeOffChart.of(selection(Optional.empty(), "linear"), comparisons()))
                .isEmpty();
        assertThat(TradeOffChart.of(selection(Optional.of("query"), "linear"), List.of()))
                .isEmpty();
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
