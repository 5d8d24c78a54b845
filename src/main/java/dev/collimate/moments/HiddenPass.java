package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.map.HiddenUnits;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.SymmetricTiles;
import dev.collimate.math.UnitVectors;
import java.util.List;

/**
 * Adds the rows of blocks to {@link HiddenFolds}. Rows of each fold are gathered until products of them run at full rate,
 * however long blocks are. Products of many hidden units with anything are taken in float and added in double: the ridge
 * that they are solved with lies far above the rounding error, which adds up by chance. Those of inputs with inputs
 * and with actuals, which least squares divides by their small eigenvalues, are in double throughout. One thread's working
 * memory.
 */
public final class HiddenPass {
    /** From so many units on products are taken in float. */
    static final int FLOAT_UNITS = 512;

    /** One row of so many is held back. */
    private static final int FOLDS = 5;

    private final RandomHiddenLayers layers;
    private final double longest;
    private final long foldSeed;
    private final HiddenFolds folds;
    private final Precision precision;
    private final Blas blas;
    private final Matrix parameters;
    private final HiddenUnits units;
    private final Matrix others;
    private final Matrix product;
    private final Matrix crossProduct;
    private final GatheredRows solved;
    private final GatheredRows held;

    /**
     * @param longest length above 0 to which longer inputs are shortened; infinite for none
     * @param seed of the choice of the rows that are held back
     * @param judged whether rows are
     */
    public HiddenPass(RandomHiddenLayers layers, double longest, long seed, boolean judged, Blas blas) {
        PerceptronMap map = layers.map();
        this.layers = layers;
        this.longest = longest;
        this.foldSeed = seed;
        this.folds = HiddenFolds.of(map, judged);
        this.precision = precision(map);
        this.blas = blas;
        this.parameters = precision.rowVector(layers.parameters());
        this.units = new HiddenUnits(map, blas, precision, GatheredRows.ROWS, SymmetricTiles.SIDE);
        int longestRun = Math.min(SymmetricTiles.SIDE, map.hiddenUnits());
        int width = folds.solved().shape().others();
        this.others = precision.zeros(GatheredRows.ROWS, width);
        this.product = precision.zeros(longestRun, longestRun);
        this.crossProduct = precision.zeros(longestRun, width);
        this.solved = new GatheredRows(layers, folds.solved().shape(), precision);
        this.held = judged ? new GatheredRows(layers, folds.solved().shape(), precision) : null;
    }

    private static Precision precision(PerceptronMap map) {
        return map.hiddenUnits() < FLOAT_UNITS ? Precision.DOUBLE : Precision.FLOAT;
    }

    /** Bytes that a pass holds beside its sums, or a little more. */
    public static long workBytes(PerceptronMap map) {
        int number = precision(map) == Precision.FLOAT ? Float.BYTES : Double.BYTES;
        long others = HiddenSums.Shape.of(map).others();
        long hidden = 0;
        for (int layer = 1; layer < map.depth(); layer++) {
            hidden += (layer < map.depth() - 1 ? 2L : 1L) * map.size(layer);
        }
        // A last run that is shorter has slopes of its own.
        long slopes = SymmetricTiles.SIDE
                + (map.hiddenUnits() > SymmetricTiles.SIDE ? map.hiddenUnits() % SymmetricTiles.SIDE : 0);
        long row = number * (hidden + others + 2L * map.inputDim() + slopes) + 2 * Double.BYTES * (others + 1);
        return GatheredRows.ROWS * row
                + number
                        * (SymmetricTiles.SIDE * (SymmetricTiles.SIDE + others)
                                + map.layout().size());
    }

    /** Floating-point operations that a row takes, and bytes of the sums that it is added to share them. */
    public static double operations(PerceptronMap map) {
        double operations = 0;
        for (int layer = 1; layer < map.depth(); layer++) {
            operations += 2.0 * map.size(layer) * map.size(layer - 1);
        }
        return operations + 2.0 * HiddenSums.size(map);
    }

    /**
     * Adds the rows of a block.
     *
     * @param position of its first row among those of the data set, which decides with the seed whether a row is held back
     */
    public void add(PairBlock block, long position) {
        for (int i = 0; i < block.rows(); i++) {
            boolean back = held != null && isHeldBack(foldSeed, position + i);
            GatheredRows rows = back ? held : solved;
            double inverseNorm = UnitVectors.inverseNorm(block.inputs(), i);
            rows.add(block, i, inverseNorm > 0 ? Math.min(1, longest * inverseNorm) : 1);
            if (rows.count() == GatheredRows.ROWS) {
                flush(rows, back ? folds.held() : folds.solved());
            }
        }
    }

    /** Whether the row at this place is one that a ridge is judged by. */
    static boolean isHeldBack(long seed, long position) {
        return Long.remainderUnsigned(HashRandom.bits(seed, position), FOLDS) == 0;
    }

    /** The sums over the blocks added so far: the object itself, not a copy. */
    public HiddenFolds sums() {
        flush(solved, folds.solved());
        if (held != null) {
            flush(held, folds.held());
        }
        return folds;
    }

    private void flush(GatheredRows rows, HiddenSums sums) {
        int count = rows.count();
        if (count == 0) {
            return;
        }
        sums.count(count);
        double scale = rows.takeRootsOfWeights();
        if (scale > 0) {
            List<Matrix> hidden = units.of(parameters, rows.inputs());
            hidden.forEach(rows::multiplyByRoots);
            Matrix right = others.rowRange(0, count);
            rows.copyOthers(right);
            for (int i = 0; i < hidden.size(); i++) {
                for (int j = 0; j <= i; j++) {
                    addProduct(
                            hidden.get(i),
                            hidden.get(j),
                            scale,
                            sums.unitMoment().tile(i, j),
                            product);
                }
                addProduct(hidden.get(i), right, scale, sums.crossMoment().get(i), crossProduct);
            }
            rows.addOthers(scale, sums.otherMoment(), blas);
        }
        rows.clear();
    }

    /** Adds scale * left' right to {@code sum}. */
    private void addProduct(Matrix left, Matrix right, double scale, DoubleMatrix sum, Matrix buffer) {
        if (precision == Precision.DOUBLE) {
            blas.gemm(true, false, scale, left, right, 1, sum);
            return;
        }
        FloatMatrix part = (FloatMatrix) buffer.view(0, sum.rows(), sum.columns());
        blas.gemm(true, false, 1, left, right, 0, part);
        float[] addends = part.data();
        double[] targets = sum.data();
        for (int k = 0; k < targets.length; k++) {
            targets[k] += scale * addends[k];
        }
    }
}
