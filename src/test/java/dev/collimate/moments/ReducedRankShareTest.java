package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.LowRankMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.objective.Rows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The multiple t of x beside which a map in the plane is found, against sums and an eigenvector's angle in plain loops. */
class ReducedRankShareTest {
    /** The share settles in the fourth turn, and would move by a quarter if it went on. */
    private static final double[][] SETTLING = {{-1, -2}, {-4, -3}, {-4, -3}, {4, 4}, {0, -1}};

    private static final double[][] SETTLING_ACTUALS = {{-1, 0}, {-0.8, -0.6}, {-1, 0}, {0, -1}, {0, -1}};

    /** The share still moves by a tenth in the tenth turn. */
    private static final double[][] SLOW = {{-1, 1}, {3, -3}, {1, -4}, {-2, 2}, {-1, 4}};

    private static final double[][] SLOW_ACTUALS = {{0.8, 0.6}, {-0.6, 0.8}, {-1, 0}, {0.6, 0.8}, {0.8, 0.6}};

    /** Far more away from inputs than along them. */
    private static final double[][] AWAY_ACTUALS = {{0.6, 0.8}, {0.8, 0.6}, {0, 1}, {0, -1}, {-0.6, 0.8}};

    /** M, C and W of rows, about zero. */
    private record Plane(double[][] m, double[][] c, double[][] w) {
        static Plane of(double[][] x, double[][] y, double[] weights) {
            double[][] m = new double[2][2];
            double[][] c = new double[2][2];
            double all = Arrays.stream(weights).sum();
            for (int row = 0; row < x.length; row++) {
                for (int i = 0; i < 2; i++) {
                    for (int j = 0; j < 2; j++) {
                        m[i][j] += weights[row] * x[row][i] * x[row][j] / all;
                        c[i][j] += weights[row] * y[row][i] * x[row][j] / all;
                    }
                }
            }
            double determinant = m[0][0] * m[1][1] - m[0][1] * m[0][1];
            double[][] w = new double[2][2];
            for (int i = 0; i < 2; i++) {
                w[i][0] = (c[i][0] * m[1][1] - c[i][1] * m[0][1]) / determinant;
                w[i][1] = (c[i][1] * m[0][0] - c[i][0] * m[0][1]) / determinant;
            }
            return new Plane(m, c, w);
        }

        double variance() {
            return m[0][0] + m[1][1];
        }

        double cross() {
            return c[0][0] + c[1][1];
        }

        /** a' (W - t I) M (W - t I)' b. */
        double explained(double[] a, double[] b, double t) {
            double sum = 0;
            for (int j = 0; j < 2; j++) {
                for (int k = 0; k < 2; k++) {
                    sum += moved(a, j, t) * m[j][k] * moved(b, k, t);
                }
            }
            return sum;
        }

        /** Element j of a' (W - t I). */
        double moved(double[] a, int j, double t) {
            return a[0] * w[0][j] + a[1] * w[1][j] - t * a[j];
        }

        double least() {
            double whole = explained(new double[] {1, 0}, new double[] {1, 0}, 0)
                    + explained(new double[] {0, 1}, new double[] {0, 1}, 0);
            return Math.max(0.01 * Math.sqrt(whole), 1e-4) / Math.sqrt(variance());
        }

        /** The angle of the direction that W - t I predicts the most along. */
        double angle(double t) {
            double first = explained(new double[] {1, 0}, new double[] {1, 0}, t);
            double second = explained(new double[] {0, 1}, new double[] {0, 1}, t);
            return Math.atan2(2 * explained(new double[] {1, 0}, new double[] {0, 1}, t), first - second) / 2;
        }

        double next(double t) {
            double[] q = {-Math.sin(angle(t)), Math.cos(angle(t))};
            double beside = 0;
            double along = 0;
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    beside += q[i] * m[i][j] * q[j];
                    along += q[i] * c[i][j] * q[j];
                }
            }
            return Math.max(least(), along / beside);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1, 1e8})
    void turnsEndOnceOneMovesTheShareByAPercentAtMost(double length) {
        requireShareAfter(4, scaled(SETTLING, length), SETTLING_ACTUALS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1, 1e8})
    void aShareThatDoesNotSettleTakesTenTurns(double length) {
        requireShareAfter(10, scaled(SLOW, length), SLOW_ACTUALS);
    }

    private static void requireShareAfter(int turns, double[][] x, double[][] y) {
        Plane plane = Plane.of(x, y, ones());
        double t = Math.max(plane.least(), plane.cross() / plane.variance());
        for (int turn = 1; turn <= turns; turn++) {
            double next = plane.next(t);
            assertThat(Math.abs(next - t) <= 0.01 * t).isEqualTo(turn == 4 && turns == 4);
            t = next;
        }
        double[] p = {Math.cos(plane.angle(t)), Math.sin(plane.angle(t))};
        double[][] product = product(map(1, false), parameters(map(1, false), x, y, ones()));
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double expected = p[i] * plane.moved(p, j, t) / t;
                assertThat(product[i][j]).isCloseTo(expected, within(1e-7 * (1 + Math.abs(expected))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1, 1e8})
    void atFullRankTheShareIsThatOfTheBestMultipleOfInputs(double length) {
        Plane plane = Plane.of(scaled(SETTLING, length), SETTLING_ACTUALS, ones());
        requireWhole(plane.w(), plane.cross() / plane.variance(), scaled(SETTLING, length), SETTLING_ACTUALS, ones());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1, 1e8})
    void whereActualsPointAwayTheShareIsAHundredthOfWhatIsExplained(double length) {
        double[][] x = scaled(SETTLING, length);
        Plane plane = Plane.of(x, AWAY_ACTUALS, ones());
        assertThat(plane.cross()).isNegative();
        requireWhole(plane.w(), plane.least(), x, AWAY_ACTUALS, ones());
    }

    /** Rows that cancel but for a thousandth explain too little for a share of it. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1, 1e8})
    void inputsTurnAUnitPredictionByATenThousandthAtLeast(double length) {
        double[][] x = scaled(new double[][] {{2, 0}, {-2, 0}, {0, 3}, {0, -3}}, length);
        double[][] y = {{1, 0}, {1, 0}, {0, 1}, {0, 1}};
        double[] weights = {1, 1.001, 1, 1.002};
        Plane plane = Plane.of(x, y, weights);
        double t = 1e-4 / Math.sqrt(plane.variance());
        assertThat(plane.least()).isEqualTo(t);
        requireWhole(plane.w(), t, x, y, weights);
    }

    /** At full rank x + U V x is W x / t. */
    private static void requireWhole(double[][] w, double t, double[][] x, double[][] y, double[] weights) {
        double[][] product = product(map(2, false), parameters(map(2, false), x, y, weights));
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double whole = product[i][j] + (i == j ? 1 : 0);
                assertThat(whole).isCloseTo(w[i][j] / t, within(1e-9 * (1 + Math.abs(w[i][j] / t))));
            }
        }
    }

    @Test
    void whereNothingIsLeftBesideTheDirectionsTheShareStays() {
        double[][] x = {{1, 0}, {-1, 0}, {2, 0}, {-2, 0}};
        double[][] y = {{-1, 0}, {1, 0}, {-1, 0}, {1, 0}};
        // W is -6 / 10 along the only input that varies, and explains sqrt(0.9) of its deviation sqrt(2.5).
        double t = 0.01 * Math.sqrt(0.9) / Math.sqrt(2.5);
        double[] ones = {1, 1, 1, 1};

        double[][] product = product(map(1, false), parameters(map(1, false), x, y, ones));

        assertThat(product[0][0]).isCloseTo((-0.6 - t) / t, within(1e-9));
        assertThat(product[0][1]).isCloseTo(0, within(1e-9));
        assertThat(product[1]).containsExactly(new double[2], within(1e-9));
    }

    @Test
    void whereInputsDoNotVaryAMapOfFullRankTakesThemOff() {
        double[][] x = {{3, 4}, {3, 4}, {3, 4}, {3, 4}, {3, 4}};
        double[][] y = {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {1, 0}};
        LowRankMap map = map(2, true);
        double[] parameters = parameters(map, x, y, ones());
        double[][] product = product(map, parameters);

        assertThat(product[0]).containsExactly(new double[] {-1, 0}, within(1e-12));
        assertThat(product[1]).containsExactly(new double[] {0, -1}, within(1e-12));
        assertThat(Arrays.copyOfRange(parameters, 8, 10)).containsExactly(new double[] {0.6, 0.4}, within(1e-12));
    }

    @Test
    void besideInputsTheStrengthOfADirectionIsSharedByItsFactors() {
        LowRankMap map = map(2, false);
        Matrix flat = new DoubleMatrix(parameters(map, SETTLING, SETTLING_ACTUALS, ones()), 0, 1, 8);
        Matrix u = map.layout().view(flat, LowRankMap.OUTPUT_FACTOR);
        Matrix v = map.layout().view(flat, LowRankMap.INPUT_FACTOR);
        for (int k = 0; k < 2; k++) {
            double squares = 0;
            for (double[] row : SETTLING) {
                squares += Math.pow(v.get(k, 0) * row[0] + v.get(k, 1) * row[1], 2) / SETTLING.length;
            }
            double length = u.get(0, k) * u.get(0, k) + u.get(1, k) * u.get(1, k);
            assertThat(squares).isCloseTo(length, within(1e-9 * length));
        }
    }

    private static LowRankMap map(int rank, boolean fitIntercept) {
        return new LowRankMap(2, 2, rank, fitIntercept, true);
    }

    private static double[] parameters(LowRankMap map, double[][] x, double[][] y, double[] weights) {
        return Rows.closedForms(matrix(x), matrix(y), weights)
                .reducedRank(map, 0)
                .parameters();
    }

    /** U V. */
    private static double[][] product(LowRankMap map, double[] parameters) {
        Matrix flat = new DoubleMatrix(parameters, 0, 1, parameters.length);
        Matrix u = map.layout().view(flat, LowRankMap.OUTPUT_FACTOR);
        Matrix v = map.layout().view(flat, LowRankMap.INPUT_FACTOR);
        double[][] product = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                for (int k = 0; k < map.rank(); k++) {
                    product[i][j] += u.get(i, k) * v.get(k, j);
                }
            }
        }
        return product;
    }

    private static double[][] scaled(double[][] rows, double length) {
        return Arrays.stream(rows)
                .map(row -> new double[] {length * row[0], length * row[1]})
                .toArray(double[][]::new);
    }

    private static DoubleMatrix matrix(double[][] rows) {
        double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return new DoubleMatrix(flat, 0, rows.length, 2);
    }

    private static double[] ones() {
        return new double[] {1, 1, 1, 1, 1};
    }
}
