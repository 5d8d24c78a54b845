package dev.collimate.objective;

import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;

/** Maps that follow from moments without a search. Parameters come in the layout of {@link LinearMap}. */
public final class ClosedForms {
    /**
     * Eigenvalues of the inputs' second moments below this share of the largest count as zero. Embeddings that end in a
     * layer norm lie on a plane, so some are zero but for rounding, and dividing by those would fit noise.
     */
    public static final double EIGENVALUE_CUT = 1e-7;

    private final MomentSums moments;
    private final Blas blas;
    private final LinearAlgebra algebra;

    public ClosedForms(MomentSums moments, BlasChoice choice) {
        this.moments = moments;
        this.blas = Blas.of(choice);
        this.algebra = LinearAlgebra.of(choice);
    }

    /**
     * Least squares on unit actuals.
     *
     * @param parameters of a linear map
     * @param rank of the inputs' second moments, the intercept's 1 included if there is one
     */
    public record LeastSquares(double[] parameters, int rank) {}

    /**
     * Minimises sum w |W x + b - y^|^2 / sum w + ridge * |W|^2; of all minima the one of smallest norm.
     *
     * @param ridge at least 0; leaves the intercept alone
     */
    public LeastSquares leastSquares(boolean fitIntercept, double ridge) {
        int dim = moments.inputDim() + (fitIntercept ? 1 : 0);
        double weight = moments.weight();
        DoubleMatrix normal = corner(moments.inputMoment(), dim, dim, 1 / weight);
        for (int i = 0; i < moments.inputDim(); i++) {
            normal.set(i, i, normal.get(i, i) + ridge);
        }
        DoubleMatrix cross = corner(moments.crossMoment(), moments.outputDim(), dim, 1 / weight);
        EigenInverse inverse = EigenInverse.pseudo(normal, EIGENVALUE_CUT, algebra, blas);
        return new LeastSquares(linearParameters(inverse.applyRight(cross, blas), fitIntercept), inverse.rank());
    }

    /**
     * R = U V' of the singular value decomposition of sum w y^ x^' (Schoenemann, "A generalized solution of the orthogonal
     * Procrustes problem", 1966). For inputDim up to outputDim R'R = I, lengths are kept, and R has the best mean cosine of
     * all such maps; for inputDim above outputDim RR' = I, lengths change, and R is a good start but not the optimum.
     */
    public double[] orthogonal() {
        return rotation(moments.unitCrossMoment()).toDoubleArray();
    }

    /**
     * p = R (x - mean x) + mean y^ with R = U V' of the centred sum w (y^ - mean y^)(x - mean x)': the Procrustes solution of
     * the squared distance. A good start, not the optimum of the cosine: the intercept changes lengths.
     */
    public double[] centredOrthogonal() {
        int inputDim = moments.inputDim();
        int outputDim = moments.outputDim();
        double weight = moments.weight();
        DoubleMatrix centred = corner(moments.crossMoment(), outputDim, inputDim, 1);
        for (int i = 0; i < outputDim; i++) {
            for (int j = 0; j < inputDim; j++) {
                double product = moments.crossMoment().get(i, inputDim)
                        * moments.inputMoment().get(inputDim, j);
                centred.set(i, j, centred.get(i, j) - product / weight);
            }
        }
        DoubleMatrix rotation = rotation(centred);
        DoubleMatrix parameters = new DoubleMatrix(outputDim, inputDim + 1);
        for (int i = 0; i < outputDim; i++) {
            double intercept = moments.crossMoment().get(i, inputDim) / weight;
            for (int j = 0; j < inputDim; j++) {
                parameters.set(i, j, rotation.get(i, j));
                intercept -= rotation.get(i, j) * moments.inputMoment().get(inputDim, j) / weight;
            }
            parameters.set(i, inputDim, intercept);
        }
        return linearParameters(parameters, true);
    }

    /** The direction of the mean unit actual; of all constant predictions the one with the best mean cosine. */
    public double[] meanActual() {
        double[] mean = new double[moments.outputDim()];
        double squares = 0;
        for (int i = 0; i < mean.length; i++) {
            mean[i] = moments.crossMoment().get(i, moments.inputDim());
            squares += mean[i] * mean[i];
        }
        for (int i = 0; i < mean.length && squares > 0; i++) {
            mean[i] /= Math.sqrt(squares);
        }
        return mean;
    }

    private DoubleMatrix rotation(DoubleMatrix cross) {
        LinearAlgebra.Svd svd = algebra.svd(cross);
        DoubleMatrix rotation = new DoubleMatrix(cross.rows(), cross.columns());
        blas.gemm(false, false, 1, svd.u(), svd.vTransposed(), 0, rotation);
        return rotation;
    }

    private static DoubleMatrix corner(DoubleMatrix matrix, int rows, int columns, double scale) {
        DoubleMatrix corner = new DoubleMatrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                corner.set(i, j, scale * matrix.get(i, j));
            }
        }
        return corner;
    }

    /** From (W b), outputDim x (inputDim + 1), to W followed by b. */
    private double[] linearParameters(DoubleMatrix augmented, boolean fitIntercept) {
        LinearMap map = new LinearMap(moments.inputDim(), moments.outputDim(), fitIntercept);
        DoubleMatrix parameters = new DoubleMatrix(1, map.layout().size());
        map.split(augmented, parameters);
        return parameters.data();
    }
}
