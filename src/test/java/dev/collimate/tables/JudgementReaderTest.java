package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.data.BadDataException;
import dev.collimate.data.Judgements;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementReaderTest {
    @Test
    void linesOfTrecHaveQueryAnUnusedFieldDocumentAndGain() {
        Judgements read = JudgementReader.ofLines(List.of("q1 0 d1 2", "", "q1\t0\td2\t-1", "  q2   Q0 d1   0 "));
        assertThat(read.of("q1")).isEqualTo(Map.of("d1", 2, "d2", -1));
        assertThat(read.of("q2")).isEqualTo(Map.of("d1", 0));
        assertThat(read.hasRelevant("q1")).isTrue();
        assertThat(read.hasRelevant("q2")).isFalse();
        assertThat(read.count()).isEqualTo(3);
    }

    @Test
    void linesWithTabsHaveQueryDocumentAndGainWithOrWithoutNamesAbove() {
        Map<String, Integer> expected = Map.of("a doc", 1);
        assertThat(JudgementReader.ofLines(List.of("query-id\tcorpus-id\tscore", "q\ta doc\t1"))
                        .of("q"))
                .isEqualTo(expected);
        assertThat(JudgementReader.ofLines(List.of("q\ta doc\t1.0")).of("q")).isEqualTo(expected);
    }

    @Test
    void theLineOfNamesIsAtTheHeadOfEveryFile() {
        String names = "query-id\tcorpus-id\tscore";
        Judgements read = JudgementReader.ofLines(List.of(names, "q\ta\t1", names, "q\tb\t2"));
        assertThat(read.of("q")).isEqualTo(Map.of("a", 1, "b", 2));
    }

    @Test
    void whatIsNoJudgementIsNamedByItsLine() {
        assertThatThrownBy(() -> JudgementReader.ofLines(List.of("q1 0 d1 2", "q1 0 d2")))
                .isInstanceOf(BadTableException.class)
                .hasMessageContaining("line 2 of the judgements has 3 fields");
        assertThatThrownBy(() -> JudgementReader.ofLines(List.of("q1 0 d1 0.5")))
                .isInstanceOf(BadTableException.class)
                .hasMessageContaining("the gain in line 1 of the judgements is no whole number");
        assertThatThrownBy(() -> JudgementReader.ofLines(List.of("q1 0 d1 1", "q1 0 d1 2")))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("judged twice");
    }
}
