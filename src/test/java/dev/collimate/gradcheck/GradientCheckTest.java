package dev.collimate.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.gradcheck.GradientCheck.Outcome;
import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Losses;
import dev.collimate.map.LinearMap;
import dev.collimate.map.MapDescription;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.RowAngles;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientCheckTest {
    private static List<Outcome> outcomes;

    @BeforeAll
    static void check() {
        outcomes = GradientCheck.all(7);
    }

    @Test
    void everyLossThroughEveryMapHasTheGradientThatDifferencesHave() {
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.relativeError()).isLessThanOrEqualTo(1e-6));
    }

    @Test
    void everyCombinationIsChecked() {
        List<String> combinations = outcomes.stream()
                .map(outcome -> outcome.map().name() + " " + outcome.loss() + " " + outcome.rows())
                .distinct()
                .toList();
        assertThat(combinations)
                .hasSize(Maps.names().size() * Losses.names().size() * GradientCheckRows.values().length);
        assertThat(outcomes.stream().map(Outcome::mapKind).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("linear", "orthogonal", "low-rank", "mlp relu", "mlp tanh", "mlp gelu");
    }

    /** The slope is off by ten times the tolerance. */
    @ParameterizedTest
    @EnumSource
    void aSlopeThatIsSlightlyWrongIsFound(GradientCheckRows rows) {
        AngularLoss wrong = new AngularLoss() {
            private static final long serialVersionUID = 1L;

            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public double value(RowAngles row, double target) {
                return new CosineLoss().value(row, target);
            }

            @Override
            public double slope(RowAngles row, double target) {
                return -(1 + 1e-5);
            }
        };
        for (MapDescription description : List.of(
                MapDescription.of("linear", 4, 3, true), MapDescriptions.perceptron("tanh", true, true, 4, 5, 3))) {
            VectorMap map = Maps.create(description);
            GradientCheckRows.Case drawn = rows.draw(map, 5, 1);
            assertThat(GradientCheck.relativeError(map, wrong, drawn.parameters(), drawn.block()))
                    .isBetween(2e-6, 2e-5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreOfTheKindTheyAreNamedFor(GradientCheckRows rows) {
        LinearMap map = new LinearMap(4, 3, false);
        GradientCheckRows.Case drawn = rows.draw(map, 20, 3);
        VectorsOf vectors = new VectorsOf(map, drawn);
        for (int i = 0; i < 20; i++) {
            double length = Math.log10(vectors.length(drawn.block().actuals(), i));
            double inputLength = Math.log10(vectors.length(drawn.block().inputs(), i));
            double angle = vectors.angle(i);
            switch (rows) {
                case TINY ->
                    assertThat(List.of(length, inputLength)).allMatch(exponent -> exponent > -31 && exponent < -19);
                case HUGE ->
                    assertThat(List.of(length, inputLength)).allMatch(exponent -> exponent > 19 && exponent < 31);
                case NEARLY_PARALLEL -> assertThat(angle).isBetween(0.99e-4, 1.01e-3);
                case NEARLY_OPPOSITE -> assertThat(Math.PI - angle).isBetween(0.99e-4, 1.01e-3);
                case NEARLY_ORTHOGONAL ->
                    assertThat(Math.abs(Math.PI / 2 - angle)).isBetween(0.99e-4, 1.01e-3);
                case RANDOM -> assertThat(length).isBetween(-0.5, 0.5);
            }
        }
    }

    /** Lengths and angles of the rows of a case. */
    private record VectorsOf(VectorMap map, GradientCheckRows.Case drawn) {
        double length(Matrix matrix, int row) {
            return Math.sqrt(Arrays.stream(matrix.rowRange(row, row + 1).toDoubleArray())
                    .map(element -> element * element)
                    .sum());
        }

        double angle(int row) {
            RowAngles angles = new RowAngles();
            Matrix parameters = Precision.DOUBLE.rowVector(drawn.parameters());
            angles.moveTo(
                    map.newWorkspace(
                                    Blas.of(BlasChoice.JAVA),
                                    Precision.DOUBLE,
                                    drawn.block().rows())
                            .forward(parameters, drawn.block().inputs()),
                    drawn.block().actuals(),
                    row);
            return angles.angle();
        }
    }
}
