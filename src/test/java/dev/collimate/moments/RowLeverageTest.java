package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowLeverageTest {
    private static final int ROWS = 300;
    private static final int DIM = 5;

    private final DoubleMatrix inputs = Rows.gaussian(ROWS, DIM, 1);
    private final DoubleMatrix actuals = Rows.gaussian(ROWS, 3, 2);

    @Test
    void aRowThatIsFarLongerThanAllOthersIsTheOnlyEffectiveOne() {
        for (double length : new double[] {1e4, 1e6, 1e20}) {
            RowLeverage leverage = of(stretched(1, length), null);
            assertThat(leverage.effectiveRows()).isCloseTo(1, within(1e-3));
            assertThat(leverage.rows()).isEqualTo(ROWS);
            assertThat(leverage.isExtreme()).isTrue();
        }
    }

    /** The plain formulas, over all weights and blocks. */
    @Test
    void effectiveRowsAndLengthsAreThoseOfThePlainFormulas() {
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, i -> HashRandom.uniform(3, i));
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < DIM; j++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < ROWS; i++) {
                double term = weights[i] * inputs.get(i, j) * inputs.get(i, j);
                sum += term;
                squares += term * term;
            }
            least = Math.min(least, sum * sum / squares);
        }
        double weight = Arrays.stream(weights).sum();
        double logs = 0;
        double squaredLogs = 0;
        double squaredLengths = 0;
        for (int i = 0; i < ROWS; i++) {
            double squared = Rows.dot(Rows.row(inputs, i), Rows.row(inputs, i));
            logs += weights[i] * Math.log(squared) / 2 / weight;
            squaredLogs += weights[i] * Math.pow(Math.log(squared) / 2, 2) / weight;
            squaredLengths += weights[i] * squared / weight;
        }
        for (int blockRows : new int[] {7, ROWS}) {
            RowLeverage leverage = RowLeverage.of(Rows.moments(inputs, actuals, weights, blockRows));
            assertThat(leverage.effectiveRows()).isCloseTo(least, within(1e-9));
            assertThat(leverage.spread()).isCloseTo(Math.sqrt(squaredLengths) / Math.exp(logs), within(1e-12));
            assertThat(leverage.shortLength())
                    .isCloseTo(Math.exp(logs - Math.sqrt(squaredLogs - logs * logs)), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 150})
    void anyNumberOfFarLongerRowsUpToHalfOfThemIsExtreme(int rows) {
        assertThat(of(stretched(rows, 1e4), null).isExtreme()).isTrue();
    }

    @Test
    void inputsOfTheNormalDistributionInAnyUnitsAreNoAlarm() {
        assertThat(of(inputs, null).isExtreme()).isFalse();
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < DIM; j++) {
                inputs.set(i, j, inputs.get(i, j) * Math.pow(10, 4 * j - 8));
            }
        }
        assertThat(of(inputs, null).isExtreme()).isFalse();
    }

    /** Input j is 1 in every 2^j-th row, and the rarest in a few alone, in whatever unit. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1, 1e6})
    void rareIndicatorsAreNoAlarm(double unit) {
        DoubleMatrix indicators = new DoubleMatrix(ROWS, DIM);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < DIM; j++) {
                indicators.set(i, j, i % (1 << j) == 0 ? 1 : 0);
            }
            indicators.set(i, DIM - 1, i < 3 ? unit : 0);
        }
        RowLeverage leverage = of(indicators, null);
        assertThat(leverage.effectiveRows()).isCloseTo(leverage.rows(), within(1e-9));
        assertThat(leverage.isExtreme()).isFalse();
    }

    @Test
    void rowsOfZerosAndOfNoWeightAreNoRows() {
        RowLeverage without = of(inputs, null);
        DoubleMatrix padded = new DoubleMatrix(2 * ROWS, DIM);
        double[] weights = new double[2 * ROWS];
        for (int i = 0; i < ROWS; i++) {
            padded.setRow(i, Rows.row(inputs, i));
            weights[i] = 1;
            padded.set(ROWS + i, 0, i % 2 == 0 ? 0 : 1e9);
            weights[ROWS + i] = i % 2 == 0 ? 1 : 0;
        }
        RowLeverage found = RowLeverage.of(Rows.moments(padded, Rows.gaussian(2 * ROWS, 3, 2), weights, ROWS));
        assertThat(found.effectiveRows()).isCloseTo(without.effectiveRows(), within(1e-9));
        assertThat(found.rows()).isEqualTo(ROWS);
        assertThat(found.shortLength()).isCloseTo(without.shortLength(), within(1e-9));
        assertThat(of(new DoubleMatrix(ROWS, DIM), null).isExtreme()).isFalse();
    }

    @Test
    void momentsOfShortenedInputsAreThoseOfInputsThatWereShortenedBefore() {
        double longest = 1.5;
        DoubleMatrix shortened = new DoubleMatrix(ROWS, DIM);
        for (int i = 0; i < ROWS; i++) {
            double[] row = Rows.row(inputs, i);
            double length = Math.sqrt(Rows.dot(row, row));
            shortened.setRow(
                    i,
                    Arrays.stream(row)
                            .map(element -> element * Math.min(1, longest / length))
                            .toArray());
        }
        MomentSums expected = Rows.moments(shortened, actuals, null, ROWS);
        MomentPass pass = new MomentPass(DIM, 3, Blas.of(BlasChoice.JAVA), ROWS, longest);
        pass.add(new PairBlock(inputs, actuals, null, null));
        for (int k = 0; k < expected.arrays().size(); k++) {
            assertThat(pass.sums().arrays().get(k))
                    .containsExactly(expected.arrays().get(k), within(1e-9));
        }
    }

    private DoubleMatrix stretched(int rows, double length) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < DIM; j++) {
                inputs.set(i, j, inputs.get(i, j) * length);
            }
        }
        return inputs;
    }

    private RowLeverage of(DoubleMatrix rows, double[] weights) {
        return RowLeverage.of(Rows.moments(rows, actuals, weights, 100));
    }

    /** One input is in one long row and three short ones, the other in four alike; the order does not matter. */
    @Test
    void theInputOfTheLeastShareOfItsRowsIsTold() {
        double[][] orders = {{3, 1, 1, 1, 1, 1, 1, 1}, {1, 3, 1, 1, 1, 1, 1, 1}};
        double expected = 12.0 * 12 / (81 + 1 + 1 + 1);
        for (double[] rows : orders) {
            RowLeverage leverage = of(new DoubleMatrix(rows, 0, 4, 2));
            assertThat(leverage.effectiveRows()).isCloseTo(expected, within(1e-12));
            assertThat(leverage.rows()).isEqualTo(4);
        }
    }

    @Test
    void ofEqualSharesTheFirstIsTold() {
        RowLeverage leverage = of(new DoubleMatrix(new double[] {2, 1, 2, 1, 0, 1, 0, 1}, 0, 4, 2));
        assertThat(leverage.effectiveRows()).isCloseTo(2, within(1e-12));
        assertThat(leverage.rows()).isEqualTo(2);
    }

    @Test
    void withoutARowThatIsNotZeroEveryNumberIsZero() {
        assertThat(of(new DoubleMatrix(3, 2))).isEqualTo(new RowLeverage(0, 0, 0, 0));
    }

    @Test
    void rowsAreExtremeAboveASpreadOfFourAndBelowAQuarterOfThem() {
        assertThat(new RowLeverage(24, 100, 4.1, 1).isExtreme()).isTrue();
        assertThat(new RowLeverage(24, 100, 4, 1).isExtreme()).isFalse();
        assertThat(new RowLeverage(25, 100, 4.1, 1).isExtreme()).isFalse();
    }

    private static RowLeverage of(DoubleMatrix rows) {
        return RowLeverage.of(Rows.moments(rows, Rows.gaussian(rows.rows(), 3, 2), null, rows.rows()));
    }
}
