package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryGroupTest {
    private static final double UNKNOWN = Double.NaN;

    @Test
    void groupsHaveTheMeansOfTheirOwnQueriesAndTheWorstIsFirst() {
        List<QueryGroup> groups =
                QueryGroup.worst(List.of("b", "a", "b", "c", "a", "d"), new double[] {1, 0.5, 0, 0.5, 0.5, UNKNOWN}, 7);
        assertThat(groups.stream().map(QueryGroup::name)).containsExactly("a", "b", "c");
        assertThat(groups.stream().map(QueryGroup::queries)).containsExactly(2, 2, 1);
        assertThat(groups.stream().map(group -> group.found().value())).containsExactly(0.5, 0.5, 0.5);
        // Of so few there are hardly any draws.
        assertThat(groups.get(1).found().low()).isNaN();
        assertThat(groups.get(1).found().high()).isNaN();
    }

    @Test
    void theIntervalIsThatOfAllQueriesOfTheGroupAlone() {
        double[] values = {1, 0, 1, 1, 0.5, 0.25};
        Interval alone = new PairedBootstrap(7, 6).means(List.of(values)).get(0);
        List<String> names = Collections.nCopies(6, "a");
        assertThat(QueryGroup.worst(names, values, 7)).containsExactly(new QueryGroup("a", 6, alone));
    }

    @Test
    void ofManyGroupsTheWorstTwentyAreTold() {
        List<String> names =
                IntStream.range(0, 30).mapToObj(i -> "g" + (char) ('A' + i)).toList();
        double[] values = IntStream.range(0, 30).mapToDouble(i -> i / 30.0).toArray();
        assertThat(QueryGroup.worst(names, values, 0).stream().map(QueryGroup::name))
                .containsExactlyElementsOf(names.subList(0, 20));
    }
}
