package dev.collimate.gradcheck;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.LossSums;
import dev.collimate.loss.Losses;
import dev.collimate.loss.Reduction;
import dev.collimate.map.Activation;
import dev.collimate.map.MapDescription;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.Maps;
import dev.collimate.map.ParameterLayout;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.LocalFunction;
import java.util.ArrayList;
import java.util.List;

/**
 * Analytic gradients beside central differences, in double, for every loss through every map. The error of a parameter is
 * measured against the Euclidean norm of the gradient with respect to the matrix or intercept that it belongs to, for
 * these differ in scale by as much as the inputs do.
 */
public final class GradientCheck {
    /** Largest relative error of a right gradient. */
    public static final double TOLERANCE = 1e-6;

    private static final int ROWS = 5;
    private static final double MARGIN = 0;
    /** Of the first difference, as a share of the size of a parameter, and of the length of a prediction. */
    private static final double LARGEST_STEP = 0.05;

    private final AngularObjective objective;
    private final PairBlock block;
    private final double[] parameters;
    private final Blas blas = Blas.of(BlasChoice.JAVA);
    private final MapWorkspace pass;
    private final DoubleMatrix point;
    private final DoubleMatrix scratch;
    private final double[] origin;

    /** One check. */
    public record Outcome(MapDescription map, String loss, GradientCheckRows rows, double relativeError) {
        /** The map's name and, where it has one, its activation. */
        public String mapKind() {
            return map.activation() == null ? map.name() : map.name() + " " + map.activation();
        }
    }

    private GradientCheck(VectorMap map, AngularLoss loss, double[] parameters, PairBlock block) {
        this.objective = new AngularObjective(map, loss, Reduction.MEAN);
        this.block = block;
        this.parameters = parameters;
        this.pass = map.newWorkspace(blas, Precision.DOUBLE, block.rows());
        this.point = new DoubleMatrix(parameters.clone(), 0, 1, parameters.length);
        this.scratch = new DoubleMatrix(block.rows(), map.outputDim());
        this.origin = pass.forward(point, block.inputs()).toDoubleArray();
    }

    /** Every loss through a few maps of every kind on every kind of rows. */
    public static List<Outcome> all(long seed) {
        List<Outcome> outcomes = new ArrayList<>();
        for (MapDescription description : maps()) {
            VectorMap map = Maps.create(description);
            for (String loss : Losses.names()) {
                for (GradientCheckRows rows : GradientCheckRows.values()) {
                    GradientCheckRows.Case drawn = rows.draw(map, ROWS, seed + outcomes.size());
                    double error = relativeError(map, Losses.of(loss, MARGIN), drawn.parameters(), drawn.block());
                    outcomes.add(new Outcome(description, loss, rows, error));
                }
            }
        }
        return outcomes;
    }

    /**
     * The largest relative error of the gradient of the mean loss over a block.
     *
     * @param parameters of the map
     * @param block of doubles
     */
    public static double relativeError(VectorMap map, AngularLoss loss, double[] parameters, PairBlock block) {
        return new GradientCheck(map, loss, parameters, block).relativeError();
    }

    private static List<MapDescription> maps() {
        List<MapDescription> maps = new ArrayList<>();
        for (String name : List.of("linear", "orthogonal")) {
            maps.add(MapDescription.of(name, 4, 3, true));
            maps.add(MapDescription.of(name, 3, 4, false));
        }
        maps.add(MapDescription.of("low-rank", 4, 3, true).withRank(2));
        maps.add(MapDescription.of("low-rank", 3, 3, false).withRank(1).withResidual(true));
        for (String activation : Activation.names()) {
            maps.add(MapDescription.of("mlp", 4, 3, true).withLayers(List.of(4, 5, 3), activation));
            maps.add(MapDescription.of("mlp", 3, 4, true)
                    .withLayers(List.of(3, 5, 6, 4), activation)
                    .withResidual(true));
        }
        return maps;
    }

    private double relativeError() {
        double[] gradient = new LocalFunction(objective, BlasChoice.JAVA, Precision.DOUBLE, List.of(block))
                .evaluate(parameters)
                .gradient();
        double worst = 0;
        for (ParameterLayout.Entry entry : objective.map().layout().entries()) {
            worst = Math.max(worst, relativeError(entry, gradient));
        }
        return worst;
    }

    private double relativeError(ParameterLayout.Entry entry, double[] gradient) {
        double norm = norm(gradient, entry);
        double scale = norm(parameters, entry) / Math.sqrt(entry.size());
        double largest = 0;
        for (int i = entry.offset(); i < entry.offset() + entry.size(); i++) {
            int index = i;
            double step = step(index, scale > 0 ? scale : 1);
            double difference = CentralDifference.at(offset -> value(index, offset), step);
            largest = Math.max(largest, Math.abs(difference - gradient[index]));
        }
        // Not a number where both are, which no bound holds; infinite where the gradient is wrongly 0.
        return largest == 0 ? 0 : largest / norm;
    }

    /** A step that turns no prediction far. */
    private double step(int index, double scale) {
        double step = LARGEST_STEP * scale;
        while (turn(index, step) > LARGEST_STEP) {
            step /= 4;
        }
        return step;
    }

    /** The largest change of a prediction by a change of one parameter, as a share of its length. */
    private double turn(int index, double offset) {
        Matrix moved = predictions(index, offset);
        double largest = 0;
        for (int i = 0; i < moved.rows(); i++) {
            double change = 0;
            double length = 0;
            for (int j = 0; j < moved.columns(); j++) {
                double before = origin[i * moved.columns() + j];
                change = Math.hypot(change, moved.get(i, j) - before);
                length = Math.hypot(length, before);
            }
            largest = Math.max(largest, change / length);
        }
        return largest;
    }

    private double value(int index, double offset) {
        LossSums sums = new LossSums();
        objective
                .loss()
                .evaluate(predictions(index, offset), block.actuals(), block.weights(), block.targets(), scratch, sums);
        return sums.loss() / sums.weight();
    }

    private Matrix predictions(int index, double offset) {
        point.data()[index] = parameters[index] + offset;
        Matrix predictions = pass.forward(point, block.inputs());
        point.data()[index] = parameters[index];
        return predictions;
    }

    private static double norm(double[] vector, ParameterLayout.Entry entry) {
        double norm = 0;
        for (int i = entry.offset(); i < entry.offset() + entry.size(); i++) {
            norm = Math.hypot(norm, vector[i]);
        }
        return norm;
    }
}
