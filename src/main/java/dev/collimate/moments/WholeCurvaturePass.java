package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.AngularLoss;
import dev.collimate.map.MapWorkspace;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;

/**
 * Adds the rows of blocks to {@link CurvatureSums} with the sums of pairs of coordinates: between two of them each row counts
 * by what the projection across its prediction leaves of them. One thread's working memory.
 */
final class WholeCurvaturePass implements CurvatureGatherer {
    private final CurvaturePass pass;
    private final Basis basis;
    private final Blas blas;
    private final double[] weights;
    private final int maxRows;
    private DoubleMatrix axes;
    private DoubleMatrix products;
    private DoubleMatrix units;

    /** The axes of coordinates at some parameters: the columns of U, outputDim x coordinates. */
    interface Basis {
        DoubleMatrix of(Matrix parameters);
    }

    /**
     * @param maxRows no block has more rows
     * @param sums to add to
     */
    WholeCurvaturePass(AngularLoss loss, Blas blas, int maxRows, CurvatureSums sums, Basis basis) {
        this.pass = new CurvaturePass(loss, blas, maxRows, sums);
        this.basis = basis;
        this.blas = blas;
        this.weights = new double[maxRows];
        this.maxRows = maxRows;
    }

    /** Whether whole curvature is worth gathering for a loss: whether it tells the length of a step near the best angle. */
    static boolean suits(AngularLoss loss) {
        return loss.alignsVectors() && !loss.usesTarget() && loss.hasBoundedCurvature();
    }

    @Override
    public void observe(PairBlock block, Matrix parameters, Matrix predictions, MapWorkspace workspace) {
        int rows = block.rows();
        pass.observe(block, predictions);
        prepare(parameters);
        DoubleMatrix coordinates = units.view(0, rows, axes.columns());
        blas.gemm(false, false, 1, pass.units(rows), axes, 0, coordinates);
        for (int a = 0; a < axes.columns(); a++) {
            for (int b = 0; b <= a; b++) {
                for (int i = 0; i < rows; i++) {
                    weights[i] =
                            pass.curvature(i) * (products.get(a, b) - coordinates.get(i, a) * coordinates.get(i, b));
                }
                pass.addProducts(weights, rows, sums().pair(a, b));
            }
        }
    }

    /** What is the same for all blocks of a pass. */
    private void prepare(Matrix parameters) {
        if (axes == null) {
            axes = basis.of(parameters);
            products = new DoubleMatrix(axes.columns(), axes.columns());
            blas.gemm(true, false, 1, axes, axes, 0, products);
            units = new DoubleMatrix(maxRows, axes.columns());
        }
    }

    @Override
    public CurvatureSums sums() {
        return pass.sums();
    }
}
