package dev.collimate.moments;

import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.optim.Preconditioner;

/**
 * The inverse of the Gauss-Newton matrix of U V x, of small rank and without an intercept, for an angular loss. All
 * predictions lie in the space of U's columns: what turns them within it is a map of few outputs, whose whole matrix V's step
 * takes, see {@link GaussNewtonPreconditioner}; what turns them out of it is left to U, and there nothing is projected away,
 * so that its matrix is sum of w (k / s^2) (V x) (V x)' alone.
 *
 * @param inner of V, as of a linear map to rank outputs
 * @param outer second moments of V x by k / s^2
 * @param scale of {@code outer}
 * @param axes orthonormal, of U's columns; outputDim x rank
 * @param coarser by factors, of the same sums
 */
public record LowRankGaussNewton(
        LowRankMap map,
        GaussNewtonPreconditioner inner,
        StandardisedInputs outer,
        double scale,
        DoubleMatrix axes,
        LowRankPreconditioner coarser)
        implements Preconditioner {
    public LowRankGaussNewton {
        inner.inverse().requireShape(map.rank() * map.inputDim(), map.rank() * map.inputDim());
        outer.eigen().vectors().requireShape(map.rank(), map.rank());
        axes.requireShape(map.outputDim(), map.rank());
    }

    static boolean suits(LowRankMap map) {
        return !map.fitIntercept() && !map.residual() && GaussNewtonPreconditioner.suits(inner(map));
    }

    /** V as a map of its own. */
    private static LinearMap inner(LowRankMap map) {
        return new LinearMap(map.inputDim(), map.rank(), false);
    }

    /** The axes that sums are gathered in: the columns of U. */
    static WholeCurvaturePass.Basis basis(LowRankMap map) {
        return parameters -> new DoubleMatrix(
                map.layout().view(parameters, LowRankMap.OUTPUT_FACTOR).toDoubleArray(),
                0,
                map.outputDim(),
                map.rank());
    }

    /**
     * @param point the parameters where the sums were taken
     * @throws ArithmeticException if an element of the sums is not finite
     */
    static LowRankGaussNewton of(
            LowRankMap map,
            double[] point,
            CurvatureSums sums,
            Reduction reduction,
            LowRankPreconditioner coarser,
            BlasChoice choice) {
        DoubleMatrix parameters = new DoubleMatrix(point, 0, 1, point.length);
        DoubleMatrix inputFactor = (DoubleMatrix) map.layout().view(parameters, LowRankMap.INPUT_FACTOR);
        LinearAlgebra algebra = LinearAlgebra.of(choice);
        DoubleMatrix outerSums = LowRankPreconditioner.congruence(
                Blas.of(choice), LowRankPreconditioner.augmented(inputFactor), false, sums.inputs());
        return new LowRankGaussNewton(
                map,
                GaussNewtonPreconditioner.of(inner(map), inputFactor.toDoubleArray(), sums, reduction, 0, null, choice),
                StandardisedInputs.of(new Centring(outerSums, false), 0, algebra),
                reduction == Reduction.MEAN ? 1 / sums.weight() : 1,
                orthonormal(basis(map).of(parameters), choice),
                coarser);
    }

    /** U (U'U)^-1/2; nothing along directions that U has not. */
    private static DoubleMatrix orthonormal(DoubleMatrix columns, BlasChoice choice) {
        Blas blas = Blas.of(choice);
        int rank = columns.columns();
        DoubleMatrix products = new DoubleMatrix(rank, rank);
        blas.gemm(true, false, 1, columns, columns, 0, products);
        LinearAlgebra.Eigen eigen = LinearAlgebra.of(choice).eigen(products);
        DoubleMatrix axes = new DoubleMatrix(columns.rows(), rank);
        blas.gemm(false, true, 1, columns, eigen.vectors(), 0, axes);
        for (int k = 0; k < rank; k++) {
            double value = eigen.values()[k];
            boolean counts = value > Centring.EIGENVALUE_CUT * eigen.values()[rank - 1];
            for (int i = 0; i < axes.rows(); i++) {
                axes.set(i, k, counts ? axes.get(i, k) / Math.sqrt(value) : 0);
            }
        }
        return axes;
    }

    @Override
    public int dimension() {
        return map.layout().size();
    }

    @Override
    public boolean isRenewedEachStep() {
        return true;
    }

    @Override
    public double[] apply(double[] gradient) {
        DoubleMatrix from = new DoubleMatrix(gradient, 0, 1, gradient.length);
        DoubleMatrix to = new DoubleMatrix(1, gradient.length);
        double[] innerStep =
                inner.apply(map.layout().view(from, LowRankMap.INPUT_FACTOR).toDoubleArray());
        map.layout()
                .view(to, LowRankMap.INPUT_FACTOR)
                .copyFrom(new DoubleMatrix(innerStep, 0, map.rank(), map.inputDim()));
        map.layout()
                .view(to, LowRankMap.OUTPUT_FACTOR)
                .copyFrom(outerStep(basis(map).of(from)));
        return to.data();
    }

    /** (I - Q Q') G (sum of w (k / s^2) (V x) (V x)')^-1 for U's gradient G and the axes Q. */
    private DoubleMatrix outerStep(DoubleMatrix gradient) {
        Blas blas = Blas.of(inner.choice());
        DoubleMatrix along = new DoubleMatrix(map.rank(), map.rank());
        blas.gemm(true, false, 1, axes, gradient, 0, along);
        blas.gemm(false, false, -1, axes, along, 1, gradient);
        DoubleMatrix step = outer.solve(gradient, blas);
        for (int i = 0; i < step.size(); i++) {
            step.data()[i] /= scale;
        }
        return step;
    }
}
