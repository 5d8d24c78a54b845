package dev.collimate.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.math.FloatMatrix;
import org.junit.jupiter.api.Test;

class SunPairsTest {
    private static final int ROWS = 2000;
    private static final double YEAR = 365.2422;

    private final FloatMatrix inputs = new FloatMatrix(ROWS, SunPairs.INPUT_DIM);
    private final FloatMatrix actuals = new FloatMatrix(ROWS, SunPairs.OUTPUT_DIM);

    SunPairsTest() {
        SunPairs.fill(inputs, actuals, 3, 0);
    }

    @Test
    void aRowDependsOnSeedAndNumberAlone() {
        FloatMatrix later = new FloatMatrix(5, SunPairs.INPUT_DIM);
        FloatMatrix laterActuals = new FloatMatrix(5, SunPairs.OUTPUT_DIM);
        SunPairs.fill(later, laterActuals, 3, 1990);
        for (int i = 0; i < 5; i++) {
            assertThat(row(later, i)).containsExactly(row(inputs, 1990 + i));
            assertThat(row(laterActuals, i)).containsExactly(row(actuals, 1990 + i));
        }
        SunPairs.fill(later, laterActuals, 4, 1990);
        assertThat(row(later, 0)).isNotEqualTo(row(inputs, 1990));
    }

    @Test
    void everyAngleIsASineAndACosineAndEveryDirectionAUnitVector() {
        for (int i = 0; i < ROWS; i++) {
            double[] x = row(inputs, i);
            for (int k = 0; k < x.length; k += 2) {
                assertThat(x[k] * x[k] + x[k + 1] * x[k + 1]).isCloseTo(1, within(1e-6));
            }
            double[] y = row(actuals, i);
            assertThat(y[0] * y[0] + y[1] * y[1] + y[2] * y[2]).isCloseTo(1, within(1e-6));
        }
    }

    /** A place uniform on the globe has a sine of latitude with mean 0 and variance 1/3; half of it has night. */
    @Test
    void placesCoverTheGlobeAndHalfOfThemHaveNight() {
        double mean = 0;
        double squares = 0;
        int nights = 0;
        for (int i = 0; i < ROWS; i++) {
            double sine = inputs.get(i, 0);
            mean += sine / ROWS;
            squares += sine * sine / ROWS;
            nights += actuals.get(i, 2) < 0 ? 1 : 0;
        }
        assertThat(mean).isCloseTo(0, within(0.05));
        assertThat(squares).isCloseTo(1 / 3.0, within(0.03));
        assertThat(nights).isBetween(ROWS / 2 - 100, ROWS / 2 + 100);
    }

    @Test
    void anglesStandInTheOrderLatitudeLongitudeTimeOfDayTimeOfYear() {
        double[] noonOfJ2000 = SunPairs.encode(90, -90, 0);
        assertThat(noonOfJ2000).containsExactly(new double[] {1, 0, -1, 0, 0, -1, 0, 1}, within(1e-15));
        double[] later = SunPairs.encode(30, 180, YEAR / 4);
        assertThat(later[0]).isCloseTo(0.5, within(1e-15));
        assertThat(later[3]).isCloseTo(-1, within(1e-15));
        assertThat(later[6]).isCloseTo(1, within(1e-12));
    }

    @Test
    void timesBeforeJ2000AreEncodedAsThoseAfterIt() {
        double[] before = SunPairs.encode(10, 20, -0.75);
        double[] after = SunPairs.encode(10, 20, 0.25);
        assertThat(before[4]).isCloseTo(after[4], within(1e-12));
        assertThat(before[5]).isCloseTo(after[5], within(1e-12));
        assertThat(before[6]).isCloseTo(Math.sin(-2 * Math.PI * 0.75 / YEAR), within(1e-12));
    }

    private static double[] row(FloatMatrix matrix, int row) {
        double[] values = new double[matrix.columns()];
        for (int j = 0; j < values.length; j++) {
            values[j] = matrix.get(row, j);
        }
        return values;
    }
}
