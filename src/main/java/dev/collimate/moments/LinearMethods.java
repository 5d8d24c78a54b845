package dev.collimate.moments;

import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.optim.Preconditioner;
import java.util.Optional;

/** The linear map: least squares, and its curvature: all of it where outputs are few, else Kronecker factors. */
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
    public CurvatureSums curvatureSums(AngularLoss loss) {
        return new CurvatureSums(map.inputDim(), map.outputDim(), coordinates(loss));
    }

    @Override
    public CurvatureGatherer curvature(AngularLoss loss, Blas blas, int maxRows, long firstRow) {
        return coordinates(loss) > 0
                ? new WholeCurvaturePass(loss, blas, maxRows, curvatureSums(loss), parameters -> unit(coordinates()))
                : MapMethods.super.curvature(loss, blas, maxRows, firstRow);
    }

    private static DoubleMatrix unit(int size) {
        DoubleMatrix unit = new DoubleMatrix(size, size);
        for (int i = 0; i < size; i++) {
            unit.set(i, i, 1);
        }
        return unit;
    }

    private int coordinates(AngularLoss loss) {
        return WholeCurvaturePass.suits(loss) ? coordinates() : 0;
    }

    /** That the whole curvature is of; 0 where it is not gathered. */
    private int coordinates() {
        return GaussNewtonPreconditioner.suits(map) ? map.outputDim() : 0;
    }

    @Override
    public Optional<MomentCurvature> curvature(ClosedForms forms, double[] point) {
        return coordinates() > 0 ? Optional.empty() : Optional.of(forms.curvature(map, point));
    }

    @Override
    public CurvatureMemory curvatureMemory(int maxRows) {
        return CurvatureMemory.withoutLayers(map, coordinates());
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
        KroneckerPreconditioner factors = new KroneckerPreconditioner(map, sums, reduction, shift, choice);
        return GaussNewtonPreconditioner.suits(sums)
                ? GaussNewtonPreconditioner.of(map, point, sums, reduction, shift, factors, choice)
                : factors;
    }
}
