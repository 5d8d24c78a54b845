package dev.collimate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.math.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockBuilderTest {
    private static final PairShape SHAPE = new PairShape(2, 3, true, true);
    private static final float[] X = {1, 2};
    private static final float[] Y = {3, 4, 5};

    private static final BlockBuilder.Names NAMES = new BlockBuilder.Names("from", "to");

    private final BlockBuilder builder = new BlockBuilder(SHAPE, NAMES, rules(4, false), 7);

    @Test
    void rowsStayInOrderAndTheLastBlockIsTrimmed() {
        for (int i = 0; i < 4; i++) {
            add(new float[] {i, -i}, new float[] {i, 1, i}, i, 1);
        }
        assertThat(builder.isFull()).isTrue();
        PairBlock full = builder.build().block();
        assertThat(full.rows()).isEqualTo(4);
        assertThat(full.inputs().toDoubleArray()).containsExactly(0, 0, 1, -1, 2, -2, 3, -3);
        assertThat(full.weights()).containsExactly(0, 1, 2, 3);
        add(X, Y, 0.5, -1);
        CheckedBlock last = builder.build();
        assertThat(last.block().inputs().toDoubleArray()).containsExactly(1, 2);
        assertThat(last.block().actuals().toDoubleArray()).containsExactly(3, 4, 5);
        assertThat(last.block().weights()).containsExactly(0.5);
        assertThat(last.block().targets()).containsExactly(-1);
        assertThat(last.checks().accepted()).isOne();
        assertThat(builder.isEmpty()).isTrue();
    }

    @Test
    void everyBadRowIsCountedByItsReasonAndLeavesNoTrace() {
        float[] notANumber = {1, Float.NaN};
        float[] infinite = {0, 0, Float.NEGATIVE_INFINITY};
        float[] notInTheFirstFour = {1, 2, 3, 4, Float.POSITIVE_INFINITY};
        add(new float[] {1}, Y, 1, 1);
        add(X, new float[] {1, 2, 3, 4}, 1, 1);
        add(notANumber, Y, 1, 1);
        add(X, infinite, 1, 1);
        add(X, new float[3], 1, 1);
        add(X, Y, -1, 1);
        add(X, Y, Double.NaN, 1);
        add(X, Y, Double.POSITIVE_INFINITY, 1);
        add(X, Y, 1, 0);
        builder.reject(RowProblem.NULL_VECTOR, "a vector is null");
        add(X, Y, 1, 1);
        CheckedBlock built = builder.build();
        assertThat(built.block().inputs().toDoubleArray()).containsExactly(1, 2);
        assertThat(built.block().actuals().toDoubleArray()).containsExactly(3, 4, 5);
        Map.of(
                        RowProblem.WRONG_LENGTH, 2,
                        RowProblem.NOT_FINITE, 2,
                        RowProblem.ZERO_ACTUAL, 1,
                        RowProblem.BAD_WEIGHT, 3,
                        RowProblem.BAD_TARGET, 1,
                        RowProblem.NULL_VECTOR, 1)
                .forEach((problem, count) -> assertThat(built.checks().rejected(problem))
                        .as("%s", problem)
                        .isEqualTo((long) count));
        assertThatThrownBy(() -> built.checks().enforce(BadRows.FAIL, 0.5))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("10 of 11 rows cannot be used")
                .hasMessageContaining("the first is row 0 of partition 7")
                .hasMessageContaining("from has 1 elements, expected 2");
        assertThat(VectorChecks.problem(notInTheFirstFour, 5)).isEqualTo(RowProblem.NOT_FINITE);
    }

    @Test
    void aBlockOfBadRowsOnlyIsEmptyButTold() {
        builder.reject(RowProblem.NULL_ELEMENT, "a vector has a null element");
        assertThat(builder.isEmpty()).isFalse();
        CheckedBlock built = builder.build();
        assertThat(built.block().rows()).isZero();
        assertThat(built.block().weights()).isEmpty();
        assertThat(built.checks().rejected()).isOne();
    }

    @Test
    void inputsOfZerosAreCountedAndLeftOutOnlyWhereAskedFor() {
        for (boolean skip : new boolean[] {false, true}) {
            BlockBuilder zeros = new BlockBuilder(SHAPE, NAMES, rules(4, skip), 0);
            zeros.add(source(X), source(Y), 1, 1);
            zeros.add(source(new float[] {0, -0f}), source(Y), 1, 1);
            CheckedBlock built = zeros.build();
            assertThat(built.checks().zeroInputs()).isOne();
            assertThat(built.block().rows()).isEqualTo(skip ? 1 : 2);
            assertThat(built.checks().rejected(RowProblem.ZERO_INPUT)).isEqualTo(skip ? 1 : 0);
            built.checks().enforce(BadRows.SKIP, 0.5);
        }
    }

    @Test
    void moreSkippedRowsThanTheFractionAllowsAreAnError() {
        add(X, Y, 1, 1);
        add(X, Y, 1, 0);
        add(X, Y, 1, 0);
        RowChecks checks = builder.build().checks();
        assertThatThrownBy(() -> checks.enforce(BadRows.SKIP, 0.5))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("2 of 3 rows cannot be used")
                .hasMessageContaining("max skipped fraction");
        checks.enforce(BadRows.SKIP, 0.7);
    }

    @Test
    void positionsGoOnFromBlockToBlock() {
        add(X, Y, 1, 1);
        builder.build();
        add(X, Y, 1, 2);
        assertThatThrownBy(() -> builder.build().checks().enforce(BadRows.FAIL, 0.5))
                .hasMessageContaining("the first is row 1 of partition 7");
    }

    @Test
    void aBlockWithoutRowsIsRefused() {
        assertThatThrownBy(() -> rules(0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a block must have at least 1 row, but was 0");
    }

    private void add(float[] x, float[] y, double weight, double target) {
        builder.add(source(x), source(y), weight, target);
    }

    private static VectorSource source(float[] vector) {
        return (target, row) -> {
            for (int i = 0; i < vector.length && vector.length == target.columns(); i++) {
                target.set(row, i, vector[i]);
            }
            return vector.length;
        };
    }

    private static BlockRules rules(int rows, boolean skipZeroInputs) {
        return new BlockRules(rows, Precision.FLOAT, skipZeroInputs);
    }
}
