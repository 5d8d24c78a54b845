package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.objective.Rows;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentPassTest {
    private static final int ROWS = 50;

    private final DoubleMatrix inputs = Rows.gaussian(ROWS, 4, 1);
    private final DoubleMatrix actuals = Rows.gaussian(ROWS, 3, 2);
    private final double[] weights =
            IntStream.range(0, ROWS).mapToDouble(i -> HashRandom.uniform(3, i)).toArray();

    @Test
    void momentsAreThePlainSumsForAnyBlocks() {
        for (int blockRows : new int[] {1, 7, 50}) {
            requirePlainSums(Rows.moments(inputs, actuals, weights, blockRows), weights);
            requirePlainSums(
                    Rows.moments(inputs, actuals, null, blockRows),
                    IntStream.range(0, ROWS).mapToDouble(i -> 1).toArray());
        }
    }

    /** Whose cross moment with unit inputs is the other, but for their rounding; a row that is longer ends that. */
    @Test
    void ofInputsOfLengthOneUnitInputsAreTheInputs() {
        DoubleMatrix units = new DoubleMatrix(ROWS, 4);
        for (int i = 0; i < ROWS; i++) {
            double[] unit = Rows.unit(Rows.row(inputs, i));
            for (int j = 0; j < 4; j++) {
                units.set(i, j, (float) unit[j]);
            }
        }
        MomentSums sums = Rows.moments(units, actuals, weights, 20);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(sums.unitCrossMoment().get(i, j))
                        .isEqualTo(sums.crossMoment().get(i, j));
            }
        }
        for (int j = 0; j < 4; j++) {
            units.set(ROWS - 1, j, 2 * units.get(ROWS - 1, j));
        }
        MomentSums longer = Rows.moments(units, actuals, weights, 20);
        assertThat(longer.unitCrossMoment().toDoubleArray())
                .containsExactly(sums.unitCrossMoment().toDoubleArray(), within(1e-6));
        assertThat(longer.crossMoment().get(0, 0))
                .isNotCloseTo(sums.crossMoment().get(0, 0), within(1e-6));
    }

    /** Whose directions are not shortened. */
    @Test
    void inputsOfLengthOneThatAreShortenedKeepTheirDirections() {
        DoubleMatrix units = new DoubleMatrix(ROWS, 4);
        for (int i = 0; i < ROWS; i++) {
            units.setRow(i, Rows.unit(Rows.row(inputs, i)));
        }
        PairBlock block = new PairBlock(units, actuals, null, null);
        MomentPass plain = new MomentPass(4, 3, Blas.of(BlasChoice.JAVA), ROWS);
        MomentPass shortened = new MomentPass(4, 3, Blas.of(BlasChoice.JAVA), ROWS, 0.5);
        plain.add(block);
        shortened.add(block);
        requireEqual(shortened.sums().unitCrossMoment(), plain.sums().unitCrossMoment());
        assertThat(shortened.sums().crossMoment().get(1, 2))
                .isCloseTo(0.5 * plain.sums().crossMoment().get(1, 2), within(1e-12));
    }

    @Test
    void sumsThatWereAskedForGoOn() {
        MomentPass pass = new MomentPass(4, 3, Blas.of(BlasChoice.JAVA), ROWS);
        pass.add(new PairBlock(inputs.rowRange(0, 20), actuals.rowRange(0, 20), null, null));
        pass.sums();
        pass.add(new PairBlock(inputs.rowRange(20, ROWS), actuals.rowRange(20, ROWS), null, null));
        requireEqual(
                pass.sums().inputMoment(),
                Rows.moments(inputs, actuals, null, ROWS).inputMoment());
    }

    private void requirePlainSums(MomentSums sums, double[] rowWeights) {
        DoubleMatrix inputMoment = new DoubleMatrix(5, 5);
        DoubleMatrix crossMoment = new DoubleMatrix(3, 5);
        DoubleMatrix unitCrossMoment = new DoubleMatrix(3, 4);
        double weight = 0;
        for (int i = 0; i < ROWS; i++) {
            double[] x = Rows.row(inputs, i);
            double[] z = Rows.extended(x);
            double[] unitActual = Rows.unit(Rows.row(actuals, i));
            addProduct(inputMoment, rowWeights[i], z, z);
            addProduct(crossMoment, rowWeights[i], unitActual, z);
            addProduct(unitCrossMoment, rowWeights[i], unitActual, Rows.unit(x));
            weight += rowWeights[i];
        }
        requireEqual(sums.inputMoment(), inputMoment);
        requireEqual(sums.crossMoment(), crossMoment);
        requireEqual(sums.unitCrossMoment(), unitCrossMoment);
        assertThat(sums.weight()).isCloseTo(weight, within(1e-12));
        assertThat(sums.rows()).isEqualTo(ROWS);
    }

    @Test
    void mergedMomentsAreThoseOfAllRows() {
        MomentSums first =
                Rows.moments((DoubleMatrix) inputs.rowRange(0, 20), (DoubleMatrix) actuals.rowRange(0, 20), null, 20);
        MomentSums second = Rows.moments(
                (DoubleMatrix) inputs.rowRange(20, ROWS), (DoubleMatrix) actuals.rowRange(20, ROWS), null, 30);
        MomentSums all = Rows.moments(inputs, actuals, null, ROWS);
        MomentSums merged = first.merge(second);
        assertThat(merged).isSameAs(first);
        assertThat(merged.rows()).isEqualTo(ROWS);
        requireEqual(merged.inputMoment(), all.inputMoment());
        requireEqual(merged.crossMoment(), all.crossMoment());
        requireEqual(merged.unitCrossMoment(), all.unitCrossMoment());
    }

    /** What comes to the driver has no element of the symmetric moments twice. */
    @ParameterizedTest
    @CsvSource({"1, 1", "4, 3", "130, 2"})
    void ofTheInputsMomentsOneTriangleIsKept(int inputDim, int outputDim) {
        DoubleMatrix x = Rows.gaussian(20, inputDim, 5);
        MomentSums sums = Rows.moments(x, Rows.gaussian(20, outputDim, 6), null, 20);
        assertThat(sums.size()).isEqualTo(MomentSums.size(inputDim, outputDim));
        int triangle = (inputDim + 1) * (inputDim + 2) / 2;
        assertThat(sums.size()).isEqualTo(triangle + outputDim * (2 * inputDim + 1) + 2 * inputDim + 4);
        DoubleMatrix square = sums.inputMoment();
        for (int i = 0; i <= inputDim; i++) {
            for (int j = 0; j <= inputDim; j++) {
                double expected = 0;
                for (int row = 0; row < 20; row++) {
                    expected += (i < inputDim ? x.get(row, i) : 1) * (j < inputDim ? x.get(row, j) : 1);
                }
                assertThat(square.get(i, j)).isCloseTo(expected, within(1e-12 * 20));
                assertThat(sums.inputMoment(i, j)).isEqualTo(square.get(i, j)).isEqualTo(square.get(j, i));
            }
        }
    }

    @Test
    void floatBlocksAreSummedInDouble() {
        FloatMatrix floatInputs = new FloatMatrix(2, 1);
        floatInputs.set(0, 0, 1 + 0x1p-20);
        floatInputs.set(1, 0, 1 - 0x1p-20);
        FloatMatrix floatActuals = new FloatMatrix(2, 1);
        floatActuals.set(0, 0, 1);
        floatActuals.set(1, 0, 1);
        MomentPass pass = new MomentPass(1, 1, Blas.of(BlasChoice.JAVA), 2);
        pass.add(new PairBlock(floatInputs, floatActuals, null, null));
        assertThat(pass.sums().inputMoment().get(0, 0)).isEqualTo(2 + 0x1p-39);
    }

    @Test
    void zeroInputsHaveNoUnitVectorAndAddNothingToItsMoment() {
        MomentSums sums = Rows.moments(new DoubleMatrix(3, 4), Rows.gaussian(3, 3, 2), null, 3);
        assertThat(sums.unitCrossMoment().toDoubleArray()).containsOnly(0);
        assertThat(sums.weight()).isEqualTo(3);
    }

    @Test
    void anEmptyBlockAddsNothing() {
        MomentPass pass = new MomentPass(4, 3, Blas.of(BlasChoice.JAVA), 5);
        pass.add(new PairBlock(new DoubleMatrix(0, 4), new DoubleMatrix(0, 3), null, null));
        assertThat(pass.sums().rows()).isZero();
        assertThat(pass.sums().weight()).isZero();
    }

    private static void addProduct(DoubleMatrix sum, double weight, double[] left, double[] right) {
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                sum.set(i, j, sum.get(i, j) + weight * left[i] * right[j]);
            }
        }
    }

    private static void requireEqual(DoubleMatrix found, DoubleMatrix expected) {
        assertThat(found.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-12));
    }
}
