package dev.collimate.objective;

import dev.collimate.data.BlockObserver;
import dev.collimate.data.PairBlock;
import dev.collimate.data.Weights;
import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.BlockLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.RowAngles;
import dev.collimate.moments.CurvatureGatherer;
import dev.collimate.moments.CurvatureLengths;
import dev.collimate.moments.CurvatureSums;
import dev.collimate.moments.DirectTransformPass;
import dev.collimate.moments.DirectTransformSums;
import dev.collimate.moments.MapMethods;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.optim.CurvedFunction;
import dev.collimate.optim.Preconditioner;
import dev.collimate.optim.ValueAndGradient;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;

/** A loss over the predictions of a map, as a function of the map's parameters. */
public record AngularObjective(VectorMap map, BlockLoss loss, Reduction reduction) implements Serializable {
    /**
     * One pass over blocks, in their order.
     *
     * @param parameters 1 x the map's parameters; its precision is that of the blocks
     * @param maxRows no block has more rows
     */
    public ObjectiveSums sums(Blas blas, Matrix parameters, Iterator<PairBlock> blocks, int maxRows) {
        return sums(blas, parameters, blocks, maxRows, (block, predictions) -> {});
    }

    /** As {@link #sums(Blas, Matrix, Iterator, int)}, with the predictions shown to {@code observer}. */
    public ObjectiveSums sums(
            Blas blas, Matrix parameters, Iterator<PairBlock> blocks, int maxRows, BlockObserver observer) {
        return sums(
                blas,
                parameters,
                blocks,
                maxRows,
                (block, point, predictions, workspace) -> observer.observe(block, predictions));
    }

    /** As {@link #sums(Blas, Matrix, Iterator, int)}, with the curvature that {@code gatherer} sums up. */
    public ObjectiveSums sums(
            Blas blas, Matrix parameters, Iterator<PairBlock> blocks, int maxRows, CurvatureGatherer gatherer) {
        return sums(blas, parameters, blocks, maxRows, (WorkspaceObserver) gatherer::observe);
    }

    /** Sees the blocks as a {@link CurvatureGatherer} does. */
    private interface WorkspaceObserver {
        void observe(PairBlock block, Matrix parameters, Matrix predictions, MapWorkspace workspace);
    }

    private ObjectiveSums sums(
            Blas blas, Matrix parameters, Iterator<PairBlock> blocks, int maxRows, WorkspaceObserver observer) {
        ObjectiveSums sums = new ObjectiveSums(parameters.size());
        MapWorkspace pass = map.newWorkspace(blas, parameters.precision(), maxRows);
        Matrix gradient = parameters.precision().zeros(1, parameters.size());
        RowAngles angles = new RowAngles();
        while (blocks.hasNext()) {
            PairBlock block = blocks.next();
            if (block.rows() > 0) {
                Matrix predictions = pass.forward(parameters, block.inputs());
                observer.observe(block, parameters, predictions, pass);
                loss.evaluate(
                        predictions,
                        block.actuals(),
                        block.weights(),
                        block.targets(),
                        predictions,
                        sums.losses(),
                        angles);
                pass.backward(parameters, block.inputs(), predictions, gradient);
                gradient.addTo(sums.gradient(), 0);
            }
        }
        return sums;
    }

    /**
     * How far from each other two values near {@code value} may lie because predictions are rounded. A prediction turns
     * by about the precision's relative error e; 1 - c = h^2 / 2 changes by e h. Of a sum it is that of the mean, times
     * the weight.
     *
     * @param weight sum of w over the rows
     */
    public double roundingError(double value, double weight, Precision precision) {
        double error = precision.relativeError();
        double rows = reduction == Reduction.SUM ? weight : 1;
        double mean = Math.abs(value) / rows;
        return rows * error * (mean + Math.sqrt(mean) + error);
    }

    /**
     * Gathers what {@link #preconditioner} needs.
     *
     * @param firstRow place of the first row that is seen, see {@link MapMethods#curvature}
     * @throws IllegalArgumentException if the loss is none of single rows: its curvature is not known
     */
    public CurvatureGatherer curvature(Blas blas, int maxRows, long firstRow) {
        return MapMethodsFactory.of(map).curvature(angularLoss(), blas, maxRows, firstRow);
    }

    /**
     * Gathers what {@link MapMethods#parallel} needs beside {@link #curvature}; of a map of few coordinates.
     *
     * @param firstRow as of {@link #curvature}
     */
    public DirectTransformPass directTransform(Blas blas, int maxRows, long firstRow) {
        return new DirectTransformPass(
                MapMethodsFactory.of(map), curvature(blas, maxRows, firstRow), blas, maxRows, firstRow);
    }

    /** What a direct transform adds up to, before any row; of a map of few coordinates. */
    public DirectTransformSums directTransformSums() {
        return new DirectTransformSums(MapMethodsFactory.of(map).coordinates(), map.inputDim());
    }

    /** Whether the loss is least where prediction and actual lie on one line, whatever the row. */
    public boolean alignsEveryRow() {
        return angularLoss().alignsVectors() && !angularLoss().usesTarget();
    }

    /** The value where every prediction is {@code angle} radians from its actual. */
    public double valueAt(double angle, double weight) {
        return (reduction == Reduction.SUM ? weight : 1) * angularLoss().valueAt(angle);
    }

    /**
     * Gathers how evenly the loss curves.
     *
     * @throws IllegalArgumentException as {@link #curvature}
     */
    public CurvatureLengths.Pass curvatureLengths() {
        return new CurvatureLengths.Pass(angularLoss());
    }

    private AngularLoss angularLoss() {
        if (!(loss instanceof AngularLoss angular)) {
            throw new IllegalArgumentException(
                    "the curvature of the loss " + loss.name() + " is not known; choose lbfgs");
        }
        return angular;
    }

    /** What curvature adds up to, before any row. */
    public CurvatureSums curvatureSums() {
        return MapMethodsFactory.of(map).curvatureSums();
    }

    /**
     * An evaluation with the preconditioner of the sums that were taken there; without one where the evaluation is not
     * finite, as nothing goes on from there.
     */
    public CurvedFunction.Curved curved(
            ValueAndGradient evaluation, double[] point, CurvatureSums sums, double shift, BlasChoice choice) {
        boolean finite = Double.isFinite(evaluation.value())
                && Arrays.stream(evaluation.gradient()).allMatch(Double::isFinite);
        return new CurvedFunction.Curved(evaluation, finite ? preconditioner(point, sums, shift, choice) : null);
    }

    /** An approximate inverse Hessian where the sums were taken, see {@link MapMethods#preconditioner}. */
    public Preconditioner preconditioner(double[] point, CurvatureSums sums, double shift, BlasChoice choice) {
        return MapMethodsFactory.of(map).preconditioner(point, sums, reduction, shift, choice);
    }

    /**
     * Value and gradient from the sums over all rows. The gradient array of {@code sums} is used up.
     *
     * @throws IllegalArgumentException if the weights sum to 0
     */
    public ValueAndGradient evaluation(ObjectiveSums sums) {
        double weight = sums.losses().weight();
        Weights.requirePositive(sums.losses().rows(), weight);
        if (reduction == Reduction.SUM) {
            return new ValueAndGradient(sums.losses().loss(), sums.gradient());
        }
        double[] gradient = sums.gradient();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= weight;
        }
        return new ValueAndGradient(sums.losses().loss() / weight, gradient);
    }
}
