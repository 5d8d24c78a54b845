package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * The outputs h of the last hidden layer of a {@link PerceptronMap} over blocks, in runs of columns that each lie in one
 * piece, as products of tiles need them. One thread's working memory; nothing is allocated for a block.
 */
public final class HiddenUnits {
    private final PerceptronMap map;
    private final int runLength;
    private final ParameterViews values;
    private final AffineLayer affine;
    private final List<BlockBuffer> before = new ArrayList<>();
    private final List<BlockBuffer> slopesBefore = new ArrayList<>();
    private final List<BlockBuffer> runs = new ArrayList<>();
    private final List<BlockBuffer> slopes = new ArrayList<>();

    /**
     * @param map of at least two layers
     * @param maxRows no block has more rows
     * @param runLength of every run of columns but the last
     */
    public HiddenUnits(PerceptronMap map, Blas blas, Precision precision, int maxRows, int runLength) {
        this.map = map;
        this.runLength = runLength;
        this.values = new ParameterViews(map.layout());
        this.affine = new AffineLayer(blas);
        for (int layer = 1; layer < map.depth() - 1; layer++) {
            before.add(new BlockBuffer(precision, maxRows, map.size(layer)));
            slopesBefore.add(new BlockBuffer(precision, maxRows, map.size(layer)));
        }
        for (int start = 0; start < map.hiddenUnits(); start += runLength) {
            int columns = Math.min(runLength, map.hiddenUnits() - start);
            runs.add(new BlockBuffer(precision, maxRows, columns));
            slopes.add(
                    start == 0 || columns < runLength ? new BlockBuffer(precision, maxRows, columns) : slopes.get(0));
        }
    }

    /**
     * The runs of columns of h, each rows x its length, for the caller to change as it likes until the next call.
     *
     * @param parameters 1 x size of the map's layout; the last layer and the residual are not read
     * @param inputs rows x inputDim
     */
    public List<Matrix> of(Matrix parameters, Matrix inputs) {
        int rows = inputs.rows();
        Matrix current = inputs;
        for (int layer = 1; layer < map.depth() - 1; layer++) {
            Matrix next = before.get(layer - 1).rows(rows);
            affine.forward(
                    current,
                    values.of(parameters, PerceptronMap.weights(layer)),
                    map.fitIntercept() ? values.of(parameters, PerceptronMap.intercept(layer)) : null,
                    next);
            map.activation().apply(next, slopesBefore.get(layer - 1).rows(rows));
            current = next;
        }
        List<Matrix> columns = new ArrayList<>();
        for (int run = 0; run < runs.size(); run++) {
            columns.add(run(run, parameters, current));
        }
        return columns;
    }

    private Matrix run(int run, Matrix parameters, Matrix inputs) {
        int last = map.depth() - 1;
        Matrix outputs = runs.get(run).rows(inputs.rows());
        Matrix weights = values.of(parameters, PerceptronMap.weights(last));
        int start = run * runLength;
        Matrix intercept = map.fitIntercept()
                ? values.of(parameters, PerceptronMap.intercept(last)).view(start, 1, outputs.columns())
                : null;
        affine.forward(inputs, weights.rowRange(start, start + outputs.columns()), intercept, outputs);
        map.activation().apply(outputs, slopes.get(run).rows(inputs.rows()));
        return outputs;
    }
}
