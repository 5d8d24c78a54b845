package dev.collimate.moments;

import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.optim.Preconditioner;
import java.util.Optional;

/** The perceptron: least squares where it contains a linear map, else a first layer made for the inputs at hand. */
record PerceptronMethods(PerceptronMap map) implements MapMethods {
    @Override
    public boolean hasClosedForm() {
        return true;
    }

    @Override
    public boolean hasHiddenLayers() {
        return map.depth() > 1;
    }

    @Override
    public boolean hasLeastSquares() {
        return map.containsLinear();
    }

    @Override
    public boolean canSpread() {
        return map.fitIntercept();
    }

    @Override
    public double[] spread(double[] parameters, Spread spread, BlasChoice choice) {
        DoubleMatrix values = new DoubleMatrix(parameters.clone(), 0, 1, parameters.length);
        Blas blas = Blas.of(choice);
        spread.transform(map.layout().view(values, PerceptronMap.weights(map.depth())), blas);
        spread.transformIntercept(map.layout().view(values, PerceptronMap.intercept(map.depth())));
        if (map.residual()) {
            spread.transform(map.layout().view(values, PerceptronMap.RESIDUAL), blas);
        }
        return values.data();
    }

    @Override
    public boolean suitsAdam() {
        return true;
    }

    @Override
    public ClosedForms.LeastSquares leastSquares(ClosedForms forms, double ridge, double[] reference, long seed) {
        return forms.leastSquares(map, seed, ridge);
    }

    @Override
    public double[] start(ClosedForms forms, long seed) {
        return forms.standardisedStart(map, seed);
    }

    @Override
    public Optional<double[]> scales(ClosedForms forms) {
        return Optional.of(forms.inputScales(map));
    }

    @Override
    public boolean hasPreconditioner() {
        return hasHiddenLayers();
    }

    @Override
    public CurvatureSums curvatureSums() {
        return hasPreconditioner() ? CurvatureSums.of(map) : MapMethods.super.curvatureSums();
    }

    @Override
    public CurvatureGatherer curvature(AngularLoss loss, Blas blas, int maxRows, long firstRow) {
        return new LayerCurvaturePass(map, loss, blas, maxRows, firstRow);
    }

    @Override
    public CurvatureMemory curvatureMemory(int maxRows) {
        return CurvatureMemory.of(map, maxRows);
    }

    @Override
    public Preconditioner preconditioner(
            double[] point, CurvatureSums sums, Reduction reduction, double shift, BlasChoice choice) {
        if (!hasPreconditioner()) {
            throw new IllegalArgumentException("the map " + map.name() + " has no preconditioner; choose lbfgs");
        }
        return PerceptronPreconditioner.of(map, sums, reduction, shift, choice);
    }
}
