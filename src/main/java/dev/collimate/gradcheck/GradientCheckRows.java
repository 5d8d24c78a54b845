package dev.collimate.gradcheck;

import dev.collimate.data.PairBlock;
import dev.collimate.map.ParameterLayout;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.math.UnitVectors;
import java.util.Locale;

/**
 * The kinds of rows that gradients are checked on: each draws random parameters and a block of pairs for a map. Rows have
 * weights, and targets of +1 and -1 in turn.
 *
 * <p>Losses have kinks: the angle at 0 and 180 degrees, axial and absolute-cosine at 90 degrees, cosine-embedding where the
 * cosine is the margin, a relu where its input is 0. There is no derivative to compare with exactly there, so no row lies
 * there: "nearly" is between 1e-4 and 1e-3 radians away, on either side of 90 degrees, and inputs of relus, which are
 * random, are 0 with probability 0.
 */
public enum GradientCheckRows {
    /** Any direction, lengths near 1. */
    RANDOM(0, 0, Double.NaN),
    /** Inputs, predictions and actuals of lengths between 1e-30 and 1e-20. */
    TINY(-30, -20, Double.NaN),
    /** Inputs, predictions and actuals of lengths between 1e20 and 1e30. */
    HUGE(20, 30, Double.NaN),
    /** Actuals near the direction of the prediction. */
    NEARLY_PARALLEL(0, 0, 0),
    /** Actuals near the opposite of the prediction. */
    NEARLY_OPPOSITE(0, 0, Math.PI),
    /** Actuals near a right angle to the prediction. */
    NEARLY_ORTHOGONAL(0, 0, Math.PI / 2);

    private static final double LEAST_DISTANCE = 1e-4;
    private static final double MOST_DISTANCE = 1e-3;

    private final double leastExponent;
    private final double mostExponent;
    private final double angle;

    /** @param angle between prediction and actual, in radians; NaN for any */
    GradientCheckRows(double leastExponent, double mostExponent, double angle) {
        this.leastExponent = leastExponent;
        this.mostExponent = mostExponent;
        this.angle = angle;
    }

    /** A point and the rows to check the gradient on. */
    record Case(double[] parameters, PairBlock block) {}

    /** The name in a table. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** @param map whose inner sizes are neither inputDim nor outputDim */
    Case draw(VectorMap map, int rows, long seed) {
        Draws draws = new Draws(seed);
        double scale = draws.power(leastExponent, mostExponent);
        double[] parameters = parameters(map, scale, draws, seed);
        DoubleMatrix inputs = new DoubleMatrix(rows, map.inputDim());
        DoubleMatrix actuals = new DoubleMatrix(rows, map.outputDim());
        double[] weights = new double[rows];
        double[] targets = new double[rows];
        for (int i = 0; i < rows; i++) {
            inputs.setRow(i, draws.vector(map.inputDim(), scale));
            weights[i] = 0.5 + draws.uniform();
            targets[i] = i % 2 == 0 ? 1 : -1;
        }
        Matrix predictions = map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, rows)
                .forward(Precision.DOUBLE.rowVector(parameters), inputs);
        for (int i = 0; i < rows; i++) {
            actuals.setRow(i, actual(predictions.rowRange(i, i + 1).toDoubleArray(), draws));
        }
        return new Case(parameters, new PairBlock(inputs, actuals, weights, targets));
    }

    /**
     * What reads inputs is divided by the scale and what makes outputs multiplied, so that every parameter counts whatever
     * the lengths.
     */
    private static double[] parameters(VectorMap map, double scale, Draws draws, long seed) {
        double[] parameters = map.initialParameters(seed);
        for (ParameterLayout.Entry entry : map.layout().entries()) {
            boolean reads = !entry.intercept() && entry.columns() == map.inputDim();
            boolean makes = (entry.intercept() ? entry.columns() : entry.rows()) == map.outputDim();
            for (int i = entry.offset(); i < entry.offset() + entry.size(); i++) {
                double value = entry.intercept() ? draws.gaussian() / 2 : parameters[i];
                parameters[i] = (makes ? scale : 1) * (value / (reads ? scale : 1));
            }
        }
        return parameters;
    }

    private double[] actual(double[] prediction, Draws draws) {
        double[] direction = unit(draws.vector(prediction.length, 1));
        if (!Double.isNaN(angle)) {
            double distance = draws.power(Math.log10(LEAST_DISTANCE), Math.log10(MOST_DISTANCE));
            direction =
                    turned(unit(prediction), direction, draws.uniform() < 0.5 ? angle - distance : angle + distance);
        }
        double length = draws.power(leastExponent, mostExponent) * (0.5 + draws.uniform());
        for (int j = 0; j < direction.length; j++) {
            direction[j] *= length;
        }
        return direction;
    }

    /** The unit vector at {@code radians} from {@code axis}, in the plane of the two unit vectors. */
    private static double[] turned(double[] axis, double[] side, double radians) {
        double along = 0;
        for (int j = 0; j < axis.length; j++) {
            along += axis[j] * side[j];
        }
        double[] across = side.clone();
        for (int j = 0; j < axis.length; j++) {
            across[j] -= along * axis[j];
        }
        double[] turned = unit(across);
        for (int j = 0; j < axis.length; j++) {
            turned[j] = Math.cos(radians) * axis[j] + Math.sin(radians) * turned[j];
        }
        return turned;
    }

    private static double[] unit(double[] vector) {
        double[] unit = vector.clone();
        UnitVectors.normalize(unit);
        return unit;
    }

    /** Random numbers of one seed, one after the other. */
    private static final class Draws {
        private final long seed;
        private long next;

        Draws(long seed) {
            this.seed = seed;
        }

        double uniform() {
            return HashRandom.uniform(~seed, 2 * next++);
        }

        double gaussian() {
            return HashRandom.gaussian(~seed, next++);
        }

        /** Ten to a random power. */
        double power(double least, double most) {
            return Math.pow(10, least + (most - least) * uniform());
        }

        double[] vector(int length, double scale) {
            double[] vector = new double[length];
            for (int j = 0; j < length; j++) {
                vector[j] = scale * gaussian();
            }
            return vector;
        }
    }
}
