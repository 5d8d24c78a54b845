package dev.collimate.moments;

import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.optim.Preconditioner;
import java.util.Optional;

/**
 * What moments give a kind of map: its closed form, its start and its preconditioner. One class a kind, so that whoever
 * plans a fit asks for what there is, not for what the map is.
 */
public interface MapMethods {
    VectorMap map();

    /**
     * Whether moments alone determine the best of these maps, by least squares or as Procrustes has it; of maps with hidden
     * layers, the best for hidden layers that are given.
     */
    boolean hasClosedForm();

    /** Whether a solver may change the parameters freely; those of an orthogonal map depend on each other. */
    default boolean isSearched() {
        return true;
    }

    /** Whether {@link #leastSquares} is there. */
    boolean hasLeastSquares();

    /** Whether {@link #leastSquares} takes a ridge relative to the variance of inputs, and {@link #chooseRidge} is there. */
    default boolean hasRidge() {
        return false;
    }

    /**
     * The best ridge, relative to {@link ClosedForms#meanInputVariance}.
     *
     * @param forms of which {@link ClosedForms#canChooseRidge} holds
     * @throws IllegalStateException unless {@link #hasRidge}
     */
    default RidgeChoice chooseRidge(ClosedForms forms) {
        throw new IllegalStateException("this map has no ridge");
    }

    /** Whether the map has hidden layers, beside which its last layer can be solved for. */
    default boolean hasHiddenLayers() {
        return false;
    }

    /** Whether {@link #spread} is there: whether the map ends in a layer with an intercept, and nothing is added to it. */
    default boolean canSpread() {
        return false;
    }

    /**
     * The parameters of the map whose predictions are those of {@code parameters} spread out.
     *
     * @throws IllegalStateException unless {@link #canSpread}
     */
    default double[] spread(double[] parameters, Spread spread, BlasChoice choice) {
        throw new IllegalStateException("this map has no last layer to take up a spread");
    }

    /**
     * The moments of predictions over the rows of {@code forms}, of a map that is linear and {@link #canSpread}.
     *
     * @param actuals as {@link SpreadSums#actualMoment}, of the same rows
     * @throws IllegalStateException if the map is not linear
     */
    default SpreadSums predictions(ClosedForms forms, double[] parameters, DoubleMatrix actuals, BlasChoice choice) {
        throw new IllegalStateException("moments of inputs do not give what this map predicts");
    }

    /** Whether {@link #preconditioner} is there. */
    default boolean hasPreconditioner() {
        return false;
    }

    /** Whether the curvature of a random start says little of that further on, so that it does not pay to follow it. */
    default boolean curvatureChanges() {
        return false;
    }

    /** Whether the steps of Adam suit the map on mini-batches. */
    default boolean suitsAdam() {
        return false;
    }

    /** Whether the map can be pulled towards the orthogonal one. */
    default boolean pullsToOrthogonal() {
        return false;
    }

    /**
     * Least squares on unit actuals, as near as the map comes to it.
     *
     * @param ridge at least 0
     * @param reference what a ridge pulls a linear map towards, in its layout; null for 0
     * @param seed of what stays random
     * @throws IllegalStateException unless {@link #hasLeastSquares}
     */
    default ClosedForms.LeastSquares leastSquares(ClosedForms forms, double ridge, double[] reference, long seed) {
        throw new IllegalStateException("this map has no least squares");
    }

    /** The parameters that moments lead to where there is no least squares. */
    double[] start(ClosedForms forms, long seed);

    /**
     * A factor for each parameter by which a search from {@link #start} or {@link #leastSquares} measures its steps, so
     * that they do not depend on the units of inputs; empty where they do not anyway.
     */
    default Optional<double[]> scales(ClosedForms forms) {
        return Optional.empty();
    }

    /** What {@link #curvature} adds up to, before any row; only where there is a preconditioner. */
    default CurvatureSums curvatureSums() {
        return new CurvatureSums(map().inputDim(), map().outputDim());
    }

    /**
     * Gathers, in a pass, what {@link #preconditioner} needs; only where there is one.
     *
     * @param maxRows no block has more rows
     * @param firstRow place of the first row among those of the data; every block takes {@code maxRows} places
     */
    default CurvatureGatherer curvature(AngularLoss loss, Blas blas, int maxRows, long firstRow) {
        return new CurvaturePass(loss, map().inputDim(), map().outputDim(), blas, maxRows);
    }

    /**
     * The curvature at a point as far as moments tell it; empty where they do not, or where {@link #curvature} is worth more.
     *
     * @param forms of the rows that the loss is of
     */
    default Optional<MomentCurvature> momentCurvature(ClosedForms forms, double[] point) {
        return Optional.empty();
    }

    /** Dimensions of the space of predictions, where they are so few that {@link DirectTransform} is of use; else 0. */
    default int coordinates() {
        return 0;
    }

    /**
     * Orthonormal axes of that space, coordinates x outputDim.
     *
     * @param parameters 1 x the map's
     * @throws IllegalStateException if there are no coordinates
     */
    default DoubleMatrix axes(Matrix parameters) {
        throw new IllegalStateException("the predictions of this map have more than a few dimensions");
    }

    /**
     * The point whose predictions are parallel to the actuals but for rounding; empty where the sums do not tell of one.
     *
     * @param forms of the rows that the sums are of, and others
     * @param point the parameters where the sums were taken
     * @throws IllegalStateException if there are no coordinates
     */
    default Optional<double[]> parallel(
            ClosedForms forms, double[] point, DirectTransformSums sums, BlasChoice choice) {
        throw new IllegalStateException("the predictions of this map have more than a few dimensions");
    }

    /** What {@link #curvature} and {@link #preconditioner} take. */
    default CurvatureMemory curvatureMemory(int maxRows) {
        return CurvatureMemory.of(map());
    }

    /**
     * An approximate inverse Hessian where the sums were taken.
     *
     * @param point the parameters there
     * @param shift added to every eigenvalue of the Hessian
     * @throws IllegalArgumentException unless {@link #hasPreconditioner}
     */
    Preconditioner preconditioner(
            double[] point, CurvatureSums sums, Reduction reduction, double shift, BlasChoice choice);
}
