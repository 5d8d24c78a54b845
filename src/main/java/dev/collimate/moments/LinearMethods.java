package dev.collimate.moments;

import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.optim.Preconditioner;
import java.util.Optional;

/** The linear map: least squares, and Kronecker factors of its curvature. */
record LinearMethods(LinearMap map) implements MapMethods {
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
        return forms.chooseRidge(map.fitIntercept());
    }

    @Override
    public boolean hasPreconditioner() {
        return true;
    }

    @Override
    public int coordinates() {
        return DirectTransform.suits(map.outputDim(), map.inputDim()) ? map.outputDim() : 0;
    }

    @Override
    public DoubleMatrix axes(Matrix parameters) {
        return DoubleMatrix.identity(map.outputDim());
    }

    @Override
    public Optional<double[]> parallel(ClosedForms forms, double[] point, DirectTransformSums sums, BlasChoice choice) {
        return DirectTransform.of(sums, map.fitIntercept(), forms.crossMoment(), choice)
                .map(found -> {
                    DoubleMatrix parameters = new DoubleMatrix(1, map.layout().size());
                    map.split(found.weights(), parameters);
                    return parameters.data();
                });
    }

    @Override
    public Optional<MomentCurvature> momentCurvature(ClosedForms forms, double[] point) {
        return Optional.of(forms.curvature(map, point));
    }

    @Override
    public CurvatureMemory curvatureMemory(int maxRows) {
        return CurvatureMemory.of(map, coordinates());
    }

    @Override
    public boolean pullsToOrthogonal() {
        return true;
    }

    @Override
    public boolean canSpread() {
        return map.fitIntercept();
    }

    @Override
    public double[] spread(double[] parameters, Spread spread, BlasChoice choice) {
        DoubleMatrix values = new DoubleMatrix(parameters.clone(), 0, 1, parameters.length);
        spread.transform(map.layout().view(values, LinearMap.WEIGHTS), Blas.of(choice));
        spread.transformIntercept(map.layout().view(values, LinearMap.INTERCEPT));
        return values.data();
    }

    @Override
    public SpreadSums predictions(ClosedForms forms, double[] parameters, DoubleMatrix actuals, BlasChoice choice) {
        DoubleMatrix values = new DoubleMatrix(parameters, 0, 1, parameters.length);
        return forms.predictions(
                map.layout().view(values, LinearMap.WEIGHTS), map.layout().view(values, LinearMap.INTERCEPT), actuals);
    }

    @Override
    public ClosedForms.LeastSquares leastSquares(ClosedForms forms, double ridge, double[] reference, long seed) {
        return reference == null
                ? forms.leastSquares(map.fitIntercept(), ridge)
                : forms.leastSquares(map.fitIntercept(), ridge, reference);
    }

    @Override
    public double[] start(ClosedForms forms, long seed) {
        return forms.leastSquares(map.fitIntercept(), 0).parameters();
    }

    @Override
    public Preconditioner preconditioner(
            double[] point, CurvatureSums sums, Reduction reduction, double shift, BlasChoice choice) {
        return new KroneckerPreconditioner(map, sums, reduction, shift, choice);
    }
}
