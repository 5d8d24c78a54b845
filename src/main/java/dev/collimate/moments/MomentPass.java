package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.UnitVectors;
import java.util.function.IntPredicate;

/**
 * Adds the rows of blocks to {@link MomentSums}. Products are taken in double: least squares divides by the small
 * eigenvalues of these sums, and must be able to tell them from rounding noise. One thread's working memory.
 */
public final class MomentPass {
    /**
     * Inputs of this relative distance from length 1 count as of length 1 where only their directions do: it is as if their
     * rows weighed more or less by so much. Inputs that were normalised in float32 are nearer.
     */
    private static final double UNIT = 1e-6;

    private final WeightedProducts products;
    private final MomentSums sums;
    /** Sum of w z z', on and below its diagonal. */
    private final DoubleMatrix square;

    private final DoubleMatrix roots;
    private final DoubleMatrix weightedInputs;
    private final DoubleMatrix unitInputs;
    private final DoubleMatrix unitActuals;
    private final DoubleMatrix cross;
    private final double longest;

    /** @param maxRows no block has more rows */
    public MomentPass(int inputDim, int outputDim, Blas blas, int maxRows) {
        this(inputDim, outputDim, blas, maxRows, Double.POSITIVE_INFINITY);
    }

    /** @param longest length above 0 to which longer inputs are shortened; infinite for none */
    public MomentPass(int inputDim, int outputDim, Blas blas, int maxRows, double longest) {
        this.products = new WeightedProducts(blas);
        this.sums = new MomentSums(inputDim, outputDim);
        this.square = new DoubleMatrix(inputDim + 1, inputDim + 1);
        this.roots = new DoubleMatrix(maxRows, inputDim + 1);
        this.weightedInputs = new DoubleMatrix(maxRows, inputDim + 1);
        this.unitInputs = new DoubleMatrix(maxRows, inputDim);
        this.unitActuals = new DoubleMatrix(maxRows, outputDim);
        this.cross = new DoubleMatrix(outputDim, inputDim + 1);
        this.longest = longest;
    }

    /** Adds the rows of a block. */
    public void add(PairBlock block) {
        add(block, row -> true);
    }

    /** Adds the rows of a block, by their index in it, that {@code taken} holds for. */
    void add(PairBlock block, IntPredicate taken) {
        int rows = 0;
        boolean unit = longest >= 1 + UNIT;
        for (int i = 0; i < block.rows(); i++) {
            if (taken.test(i)) {
                double length = copy(block, i, rows++);
                unit = unit && Math.abs(length - 1) <= UNIT;
            }
        }
        if (rows == 0) {
            return;
        }
        int one = sums.inputDim();
        DoubleMatrix actuals = unitActuals.view(0, rows, sums.outputDim());
        products.addSquare(roots.view(0, rows, one + 1), square);
        DoubleMatrix weighted = weighted(block).view(0, rows, one + 1);
        if (unit) {
            cross.clear();
            products.add(actuals, weighted, cross);
            sums.crossMoment.add(cross);
            sums.addUnitCross(cross);
        } else {
            products.add(actuals, weighted, sums.crossMoment);
            copyUnits(block, taken);
            products.add(actuals, unitInputs.view(0, rows, one), sums.unitCrossMoment);
        }
        sums.count(rows);
    }

    /** A weight of 1 is its own root. */
    private DoubleMatrix weighted(PairBlock block) {
        return block.weights() == null ? roots : weightedInputs;
    }

    /** The length of its input. */
    private double copy(PairBlock block, int source, int row) {
        double weight = WeightedProducts.weight(block, source);
        double inverseNorm = UnitVectors.inverseNorm(block.inputs(), source);
        double shortened = inverseNorm > 0 ? Math.min(1, longest * inverseNorm) : 1;
        double root = Math.sqrt(weight);
        WeightedProducts.copyRow(block.inputs(), source, root * shortened, roots, row);
        roots.set(row, sums.inputDim(), root);
        if (block.weights() != null) {
            WeightedProducts.copyRow(block.inputs(), source, weight * shortened, weightedInputs, row);
            weightedInputs.set(row, sums.inputDim(), weight);
        }
        WeightedProducts.copyRow(
                block.actuals(), source, UnitVectors.inverseNorm(block.actuals(), source), unitActuals, row);
        if (weight * inverseNorm > 0) {
            addSize(row, weight, shortened / inverseNorm);
        }
        return inverseNorm > 0 ? 1 / inverseNorm : 0;
    }

    private void copyUnits(PairBlock block, IntPredicate taken) {
        int rows = 0;
        for (int i = 0; i < block.rows(); i++) {
            if (taken.test(i)) {
                double factor = WeightedProducts.weight(block, i) * UnitVectors.inverseNorm(block.inputs(), i);
                WeightedProducts.copyRow(block.inputs(), i, factor, unitInputs, rows++);
            }
        }
    }

    private void addSize(int row, double weight, double length) {
        sums.addLength(weight, length);
        double[] elements = roots.data();
        int start = roots.rowOffset(row);
        for (int j = 0; j < sums.inputDim(); j++) {
            double square = elements[start + j] * elements[start + j];
            sums.fourthPowers[j] += square * square;
            sums.rowsNotZero[j] += square > 0 ? 1 : 0;
        }
    }

    /** The sums over the blocks added so far: the object itself, not a copy. */
    public MomentSums sums() {
        sums.setInputMoment(square);
        return sums;
    }
}
