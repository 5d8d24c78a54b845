package dev.collimate.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Precision;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the block around a row does to its prediction in float, on every kernel of this machine. */
class BlockShapeTest {
    private static final int ROWS = 61;
    private static final int ROW = 29;

    static Stream<Arguments> mapsAndKernels() {
        List<MapDescription> wide = List.of(
                MapDescription.of("linear", 67, 45, true),
                MapDescriptions.lowRank(40, 40, 13, true, true),
                MapDescriptions.perceptron("gelu", true, true, 35, 50, 35));
        return Stream.concat(MapDescriptions.ofEveryKind().stream(), wide.stream())
                .flatMap(map -> Stream.of(BlasChoice.AUTO, BlasChoice.VECTOR, BlasChoice.JAVA)
                        .map(kernel -> Arguments.of(map, kernel)));
    }

    @ParameterizedTest
    @MethodSource("mapsAndKernels")
    void atTheSamePlaceOfABlockOfTheSameLengthItHasTheSameBitsWhateverTheOtherRowsAre(
            MapDescription description, BlasChoice kernel) {
        Fixture fixture = new Fixture(description, kernel);
        float[] first = fixture.predicted(3, ROWS, ROW);
        float[] second = fixture.predicted(4, ROWS, ROW);
        assertThat(second).containsExactly(first);
    }

    @ParameterizedTest
    @MethodSource("mapsAndKernels")
    void elsewhereItMovesByNoMoreThanFloatRoundingAllows(MapDescription description, BlasChoice kernel) {
        Fixture fixture = new Fixture(description, kernel);
        double[] mostApart = new FloatRounding(fixture.map, fixture.parameters.data()).mostApart(fixture.row);
        float[] inTheMiddle = fixture.predicted(3, ROWS, ROW);
        for (int rows : new int[] {1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 32, 48, ROWS}) {
            for (int row : new int[] {0, rows / 2, rows - 1}) {
                float[] predicted = fixture.predicted(5, rows, row);
                for (int j = 0; j < predicted.length; j++) {
                    assertThat(Math.abs((double) predicted[j] - inTheMiddle[j]))
                            .as("element %d of row %d of %d", j, row, rows)
                            .isLessThanOrEqualTo(mostApart[j]);
                }
            }
        }
    }

    /** One row, and blocks of random rows around it. */
    private static final class Fixture {
        private final VectorMap map;
        private final Blas blas;
        private final FloatMatrix parameters;
        private final float[] row;

        Fixture(MapDescription description, BlasChoice kernel) {
            map = Maps.create(description);
            blas = Blas.of(kernel);
            parameters = random(1, 1, map.layout().size());
            row = random(2, 1, map.inputDim()).data();
        }

        float[] predicted(int seed, int rows, int place) {
            FloatMatrix block = random(seed, rows, map.inputDim());
            System.arraycopy(row, 0, block.data(), block.rowOffset(place), row.length);
            FloatMatrix predictions =
                    (FloatMatrix) map.newWorkspace(blas, Precision.FLOAT, rows).forward(parameters, block);
            float[] predicted = new float[map.outputDim()];
            System.arraycopy(predictions.data(), predictions.rowOffset(place), predicted, 0, predicted.length);
            return predicted;
        }

        private static FloatMatrix random(long seed, int rows, int columns) {
            FloatMatrix matrix = new FloatMatrix(rows, columns);
            for (int i = 0; i < matrix.size(); i++) {
                matrix.data()[i] = (float) HashRandom.gaussian(seed, i);
            }
            return matrix;
        }
    }
}
