package dev.collimate.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.RowAngles;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a loss says of itself agrees with its values. */
class LossKindsTest {
    /** Driven towards a right angle, or indifferent to the sign, by their definition. */
    private static final Set<String> NOT_ALIGNING = Set.of("absolute-cosine");

    private static final double[] ANGLES = {0.1, 0.7, 1.5, 1.6, 2.4, 3};

    static Iterable<String> names() {
        return Losses.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aLossIsAxialIfItHasTheSameValueForAPredictionAndItsOpposite(String name) {
        AngularLoss loss = Losses.of(name, 0);
        boolean same = true;
        for (double angle : ANGLES) {
            same &= Math.abs(loss.valueAt(angle) - loss.valueAt(Math.PI - angle)) < 1e-12;
        }
        assertThat(loss.isAxial()).isEqualTo(same);
    }

    @ParameterizedTest
    @MethodSource("names")
    void anAxialLossMeasuresUpToARightAngleAnotherUpToAStraightOne(String name) {
        AngularLoss loss = Losses.of(name, 0);
        for (double angle : ANGLES) {
            double expected = loss.isAxial() ? Math.min(angle, Math.PI - angle) : angle;
            assertThat(loss.measuredAngle(row(angle))).isCloseTo(expected, within(1e-14));
            assertThat(loss.measuredCosine(row(angle))).isCloseTo(Math.cos(expected), within(1e-14));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aLossAlignsVectorsIfItsValueIsLeastOnTheLineOfTheActual(String name) {
        AngularLoss loss = Losses.of(name, 0);
        double least = loss.valueAt(0);
        boolean aligns = true;
        for (double angle : ANGLES) {
            aligns &= loss.valueAt(angle) > least;
        }
        assertThat(loss.alignsVectors()).isEqualTo(aligns).isNotEqualTo(NOT_ALIGNING.contains(name));
        assertThat(loss).hasToString(name);
    }

    /** Vectors are brought together where a fit by least squares goes: to the same direction, whatever a row's target is. */
    @ParameterizedTest
    @MethodSource("names")
    void onlyALossThatIsLeastInTheVeryDirectionBringsVectorsTogether(String name) {
        AngularLoss loss = Losses.of(name, 0);
        assertThat(loss.bringsTogether())
                .isEqualTo(
                        !Set.of("absolute-cosine", "axial", "cosine-embedding").contains(name));
    }

    /** At the margin itself the row is done: no value and no slope, whichever side rounding puts it. */
    @ParameterizedTest
    @ValueSource(doubles = {-1, -0.5, 0, 0.5, 1})
    void everyCosineIsAMarginAndARowAtItsMarginIsDone(double margin) {
        CosineEmbeddingLoss loss = new CosineEmbeddingLoss(margin);
        assertThat(loss.margin()).isEqualTo(margin);
        RowAngles row = row(margin == 0 ? Math.PI / 2 : Math.acos(margin));
        CosineEmbeddingLoss atTheRow = new CosineEmbeddingLoss(row.cosine());
        assertThat(atTheRow.value(row, -1)).isZero();
        assertThat(atTheRow.slope(row, -1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void sumsMergeIntoThoseOfAllRows(int cut) {
        LossSums all = new LossSums();
        LossSums first = new LossSums();
        LossSums second = new LossSums();
        for (int i = 0; i < 5; i++) {
            all.add(1L << i, i, 1.0 / (1 << i), i % 2 == 0);
            (i < cut ? first : second).add(1L << i, i, 1.0 / (1 << i), i % 2 == 0);
        }
        assertThat(first.merge(second).array()).containsExactly(all.array());
        assertThat(first.rows()).isEqualTo(5);
    }

    private static RowAngles row(double angle) {
        RowAngles row = new RowAngles();
        row.moveTo(
                new DoubleMatrix(new double[] {Math.cos(angle), Math.sin(angle)}, 0, 1, 2),
                new DoubleMatrix(new double[] {1, 0}, 0, 1, 2),
                0);
        return row;
    }
}
