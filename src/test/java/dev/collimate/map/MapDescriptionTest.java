package dev.collimate.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MapDescriptionTest {
    @Test
    void theSentenceNamesWhatTheMapHasAndNothingElse() {
        assertThat(MapDescription.of("linear", 3, 2, true).sentence()).isEqualTo("linear from 3 to 2 with intercept");
        assertThat(MapDescriptions.lowRank(4, 4, 2, false, true).sentence())
                .isEqualTo("low-rank from 4 to 4 without intercept, rank 2, residual");
        assertThat(MapDescriptions.perceptron("tanh", true, false, 4, 6, 3).sentence())
                .isEqualTo("mlp from 4 to 3 with intercept, layers [4, 6, 3], activation tanh");
    }

    @Test
    void betweenOtherLengthsNothingElseChanges() {
        for (MapDescription description : MapDescriptions.ofEveryKind()) {
            MapDescription other = description.between(8, 9);

            assertThat(other.inputDim()).isEqualTo(8);
            assertThat(other.outputDim()).isEqualTo(9);
            assertThat(other.between(description.inputDim(), description.outputDim()))
                    .isEqualTo(description);
        }
    }

    @Test
    void aMapToBeChosenIsTheLargestNetworkBetweenTheseLengths() {
        MapDescription open = MapDescription.of("auto", 0, 0, true);
        assertThat(open.leavesMapOpen()).isTrue();
        assertThat(MapDescription.of("mlp", 0, 0, true).leavesMapOpen()).isFalse();
        assertThat(open.network(5, 3, 7)).isEqualTo(MapDescriptions.perceptron("relu", true, true, 5, 7, 3));
        assertThat(open.between(5, 3)).isEqualTo(open.network(5, 3, 4096));
    }

    @Test
    void theShortestVectorsAreThoseThatTheOptionsAllow() {
        assertThat(MapDescription.of("linear", 0, 0, true).betweenShortest())
                .isEqualTo(MapDescription.of("linear", 1, 1, true));
        assertThat(MapDescription.of("low-rank", 0, 0, true).withRank(3).betweenShortest())
                .isEqualTo(MapDescriptions.lowRank(3, 3, 3, true, false));
        assertThat(MapDescription.of("mlp", 0, 0, true)
                        .withLayers(List.of(4, 6, 3), "relu")
                        .betweenShortest())
                .isEqualTo(MapDescriptions.perceptron("relu", true, false, 4, 6, 3));
    }
}
