package dev.collimate.moments;

import dev.collimate.loss.Reduction;
import dev.collimate.map.LowRankMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.optim.Preconditioner;
import java.util.Optional;

/** The low-rank map: reduced-rank regression, and Kronecker factors of the curvature of each of its two layers. */
record LowRankMethods(LowRankMap map) implements MapMethods {
    @Override
    public boolean hasClosedForm() {
        return true;
    }

    @Override
    public boolean hasLeastSquares() {
        return true;
    }

    @Override
    public boolean hasRidge() {
        return true;
    }

    @Override
    public RidgeChoice chooseRidge(ClosedForms forms) {
        return forms.chooseRidge(map);
    }

    @Override
    public boolean hasPreconditioner() {
        return true;
    }

    @Override
    public boolean curvatureChanges() {
        return true;
    }

    @Override
    public boolean canSpread() {
        return map.fitIntercept() && !map.residual();
    }

    @Override
    public double[] spread(double[] parameters, Spread spread, BlasChoice choice) {
        DoubleMatrix values = new DoubleMatrix(parameters.clone(), 0, 1, parameters.length);
        spread.transform(map.layout().view(values, LowRankMap.OUTPUT_FACTOR), Blas.of(choice));
        spread.transformIntercept(map.layout().view(values, LowRankMap.INTERCEPT));
        return values.data();
    }

    @Override
    public SpreadSums predictions(ClosedForms forms, double[] parameters, DoubleMatrix actuals, BlasChoice choice) {
        DoubleMatrix values = new DoubleMatrix(parameters, 0, 1, parameters.length);
        return forms.predictions(
                LinearRidge.product(map, values, Blas.of(choice)),
                map.layout().view(values, LowRankMap.INTERCEPT),
                actuals);
    }

    @Override
    public ClosedForms.LeastSquares leastSquares(ClosedForms forms, double ridge, double[] reference, long seed) {
        return forms.reducedRank(map, ridge);
    }

    @Override
    public double[] start(ClosedForms forms, long seed) {
        return forms.reducedRank(map, 0).parameters();
    }

    @Override
    public int coordinates() {
        return LowRankTransform.coordinates(map);
    }

    @Override
    public DoubleMatrix axes(Matrix parameters) {
        return LowRankTransform.axes(map, parameters);
    }

    @Override
    public Optional<double[]> parallel(ClosedForms forms, double[] point, DirectTransformSums sums, BlasChoice choice) {
        return LowRankTransform.of(map, point, sums, forms.crossMoment(), choice);
    }

    @Override
    public CurvatureMemory curvatureMemory(int maxRows) {
        return CurvatureMemory.of(map, coordinates());
    }

    @Override
    public Preconditioner preconditioner(
            double[] point, CurvatureSums sums, Reduction reduction, double shift, BlasChoice choice) {
        return LowRankPreconditioner.of(map, point, sums, reduction, shift, choice);
    }
}
