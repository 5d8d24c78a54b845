package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.AngularLoss;
import dev.collimate.map.LayerDirections;
import dev.collimate.map.LayerOutputs;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.UnitVectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the rows of blocks to the {@link CurvatureSums} of a perceptron, its {@link LayerSums} among them. The exact factor
 * over the outputs of a hidden layer takes a pass backwards for every element of a prediction; one random direction a row
 * has the same mean (Martens and Grosse, "Optimizing neural networks with Kronecker-factored approximate curvature", 2015,
 * section 5). That of a row is e - (e'p^) p^, where the elements of e are 1 or -1 by a hash of the row's place: whichever
 * task sees the row makes the same one. One thread's working memory.
 */
final class LayerCurvaturePass implements CurvatureGatherer {
    private static final long SEED = 0x6B666163L;

    private final PerceptronMap map;
    private final Blas blas;
    private final int maxRows;
    private final CurvaturePass pass;
    private final List<TiledRows> inputs = new ArrayList<>();
    private final List<TiledRows> outputs = new ArrayList<>();
    private final double[] roots;
    private final double[] signs;
    private LayerDirections directions;
    private Matrix predictionDirections;
    private long row;

    /**
     * @param maxRows no block has more rows
     * @param firstRow place of the first row; every block takes {@code maxRows} places
     */
    LayerCurvaturePass(PerceptronMap map, AngularLoss loss, Blas blas, int maxRows, long firstRow) {
        this.map = map;
        this.blas = blas;
        this.maxRows = maxRows;
        this.row = firstRow;
        this.pass = new CurvaturePass(loss, blas, maxRows, CurvatureSums.of(map));
        this.roots = new double[maxRows];
        this.signs = new double[map.outputDim()];
        for (int layer = 1; layer < map.depth(); layer++) {
            inputs.add(new TiledRows(LayerSums.inputSize(map, layer + 1), Precision.DOUBLE, blas, maxRows));
            outputs.add(new TiledRows(map.size(layer), precision(map.size(layer)), blas, maxRows));
        }
    }

    /** Of products of directions; those of inputs, which a mean is taken off, are in double. */
    private static Precision precision(int units) {
        return units < HiddenPass.FLOAT_UNITS ? Precision.DOUBLE : Precision.FLOAT;
    }

    /** Bytes that a pass holds beside its sums, or a little more. */
    static long workBytes(PerceptronMap map, int maxRows) {
        long bytes = (3L * map.outputDim() + 2L * map.inputDim() + 3) * Double.BYTES * maxRows;
        for (int layer = 1; layer < map.depth(); layer++) {
            bytes += TiledRows.bytes(LayerSums.inputSize(map, layer + 1), Precision.DOUBLE, maxRows);
            bytes += TiledRows.bytes(map.size(layer), precision(map.size(layer)), maxRows);
            bytes += (long) Double.BYTES * map.size(layer) * maxRows;
        }
        return bytes;
    }

    @Override
    public void observe(PairBlock block, Matrix parameters, Matrix predictions, MapWorkspace workspace) {
        int rows = block.rows();
        pass.observe(block, predictions);
        for (int i = 0; i < rows; i++) {
            roots[i] = Math.sqrt(pass.curvature(i));
        }
        LayerOutputs layers = (LayerOutputs) workspace;
        Matrix drawn = directions(predictions).rowRange(0, rows);
        draw(predictions, drawn);
        directions.carryBack(parameters, layers, drawn);
        for (int layer = 1; layer < map.depth(); layer++) {
            addInputs(layer + 1, block.inputs(), layers.outputs(layer));
            TiledRows carried = outputs.get(layer - 1);
            carried.put(0, directions.of(layer), roots);
            carried.addTo(rows, sums().layers().directions(layer));
        }
        row += maxRows;
    }

    /** The buffer for directions of predictions; made, with that of the layers, once their precision is known. */
    private Matrix directions(Matrix predictions) {
        if (directions == null) {
            directions = new LayerDirections(map, blas, predictions.precision(), maxRows);
            predictionDirections = predictions.precision().zeros(maxRows, map.outputDim());
        }
        return predictionDirections;
    }

    private void addInputs(int layer, Matrix x, Matrix hidden) {
        TiledRows copies = inputs.get(layer - 2);
        copies.put(0, hidden, roots);
        if (LayerSums.hasResidual(map, layer)) {
            copies.put(hidden.columns(), x, roots);
        }
        copies.putOnes(LayerSums.inputSize(map, layer) - 1, x.rows(), roots);
        copies.addTo(x.rows(), sums().layers().inputs(layer));
    }

    private void draw(Matrix predictions, Matrix drawn) {
        for (int i = 0; i < drawn.rows(); i++) {
            setSigns(row + i, signs);
            double inverseNorm = UnitVectors.inverseNorm(predictions, i);
            double along = 0;
            for (int j = 0; j < signs.length; j++) {
                along += signs[j] * predictions.get(i, j);
            }
            along *= inverseNorm * inverseNorm;
            for (int j = 0; j < signs.length; j++) {
                drawn.set(i, j, signs[j] - along * predictions.get(i, j));
            }
        }
    }

    /** Overwrites {@code signs} with 1 or -1 for each element of the direction of the row at a place. */
    static void setSigns(long place, double[] signs) {
        long seed = HashRandom.bits(SEED, place);
        long bits = 0;
        for (int j = 0; j < signs.length; j++) {
            bits = j % Long.SIZE == 0 ? HashRandom.bits(seed, j / Long.SIZE) : bits >>> 1;
            signs[j] = (bits & 1) == 0 ? 1 : -1;
        }
    }

    @Override
    public CurvatureSums sums() {
        return pass.sums();
    }
}
