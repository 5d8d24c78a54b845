package dev.collimate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.evaluation.GroupAngle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationPageTest {
    private static AngleStatistics statistics(int rows, double weight) {
        AngleStatistics statistics = new AngleStatistics(30);
        for (int i = 0; i < rows; i++) {
            statistics.add(0.1 * (i + 1), Math.cos(0.1 * (i + 1)), true, 0, weight);
        }
        return statistics;
    }

    private static String html(AngleStatistics statistics) {
        return new EvaluationPage("the model", statistics, statistics(2, 1), Optional.empty(), Optional.empty())
                .html(new RunFacts(Map.of()).withModel("0123abc"));
    }

    @Test
    void anIntervalIsToldOrWhyThereIsNone() {
        assertThat(html(statistics(3, 1))).contains("95 % interval over 3 rows").doesNotContain("no interval to tell");
        assertThat(html(statistics(3, 2)))
                .contains("Rows count by their weight, which leaves no interval to tell.")
                .doesNotContain("± ", "NaN");
        assertThat(html(statistics(1, 1)))
                .contains("One row leaves no interval to tell.")
                .doesNotContain("± ", "NaN");
    }

    @Test
    void theModelIsNamedByItsFingerprint() {
        assertThat(html(statistics(3, 1))).containsPattern("<dt>Model</dt>\\s*<dd>0123abc</dd>");
    }

    @Test
    void rowsThatWeighNothingAreStillAPage() {
        assertThat(html(statistics(3, 0))).contains("</html>");
    }

    @Test
    void namesOfGroupsStartNoLineOfAConsole() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new GroupTable(List.of(new GroupAngle("a\nb\u001b[2J", 3, 10)), "rows")
                .print(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(3).noneMatch(line -> line.contains("\u001b"));
    }
}
