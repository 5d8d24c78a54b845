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
    private final WeightedProducts products;
    private final MomentSums sums;
    private final DoubleMatrix inputs;
    private final DoubleMatrix weightedInputs;
    private final DoubleMatrix unitInputs;
    private final DoubleMatrix unitActuals;
    private final double longest;

    /** @param maxRows no block has more rows */
    public MomentPass(int inputDim, int outputDim, Blas blas, int maxRows) {
        this(inputDim, outputDim, blas, maxRows, Double.POSITIVE_INFINITY);
    }

    /** @param longest length above 0 to which longer inputs are shortened; infinite for none */
    public MomentPass(int inputDim, int outputDim, Blas blas, int maxRows, double longest) {
        this.products = new WeightedProducts(blas);
        this.sums = new MomentSums(inputDim, outputDim);
        this.inputs = new DoubleMatrix(maxRows, inputDim + 1);
        this.weightedInputs = new DoubleMatrix(maxRows, inputDim + 1);
        this.unitInputs = new DoubleMatrix(maxRows, inputDim);
        this.unitActuals = new DoubleMatrix(maxRows, outputDim);
        this.longest = longest;
    }

    /** Adds the rows of a block. */
    public void add(PairBlock block) {
        add(block, row -> true);
    }

    /** Adds the rows of a block, by their index in it, that {@code taken} holds for. */
    void add(PairBlock block, IntPredicate taken) {
        int rows = 0;
        for (int i = 0; i < block.rows(); i++) {
            if (taken.test(i)) {
                copy(block, i, rows++);
            }
        }
        if (rows == 0) {
            return;
        }
        int one = sums.inputDim();
        DoubleMatrix actuals = unitActuals.view(0, rows, sums.outputDim());
        DoubleMatrix weighted = weightedInputs.view(0, rows, one + 1);
        products.add(weighted, inputs.view(0, rows, one + 1), sums.inputMoment);
        products.add(actuals, weighted, sums.crossMoment);
        products.add(actuals, unitInputs.view(0, rows, one), sums.unitCrossMoment);
        sums.count(rows);
    }

    private void copy(PairBlock block, int source, int row) {
        double weight = WeightedProducts.weight(block, source);
        double inverseNorm = UnitVectors.inverseNorm(block.inputs(), source);
        double shortened = inverseNorm > 0 ? Math.min(1, longest * inverseNorm) : 1;
        WeightedProducts.copyRow(block.inputs(), source, shortened, inputs, row);
        WeightedProducts.copyRow(block.inputs(), source, weight * shortened, weightedInputs, row);
        WeightedProducts.copyRow(block.inputs(), source, weight * inverseNorm, unitInputs, row);
        WeightedProducts.copyRow(
                block.actuals(), source, UnitVectors.inverseNorm(block.actuals(), source), unitActuals, row);
        inputs.set(row, sums.inputDim(), 1);
        weightedInputs.set(row, sums.inputDim(), weight);
        if (weight * inverseNorm > 0) {
            addSize(row, weight, shortened / inverseNorm);
        }
    }

    private void addSize(int row, double weight, double length) {
        sums.addLength(weight, length);
        for (int j = 0; j < sums.inputDim(); j++) {
            double square = inputs.get(row, j) * weightedInputs.get(row, j);
            sums.fourthPowers[j] += square * square;
            sums.rowsNotZero[j] += square > 0 ? 1 : 0;
        }
    }

    /** The sums over the blocks added so far: the object itself, not a copy. */
    public MomentSums sums() {
        return sums;
    }
}
