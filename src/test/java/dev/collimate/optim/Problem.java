package dev.collimate.optim;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.MapWorkspace;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Precision;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.LocalFunction;
import java.util.List;

/**
 * A minimisation with a known answer.
 *
 * @param minimiser a point of the least value
 * @param minimum the least value
 */
record Problem(String name, CurvedFunction function, double[] start, double[] minimiser, double minimum) {
    static final String ROSENBROCK = "Rosenbrock";
    static final String QUADRATIC = "ill-conditioned quadratic";
    static final String ANGULAR = "angles of a planted map";

    static List<Problem> all() {
        return List.of(rosenbrock(), quadratic(), angular());
    }

    /** Rosenbrock, "An automatic method for finding the greatest or least value of a function", 1960: a bent valley. */
    static Problem rosenbrock() {
        return new Problem(ROSENBROCK, new Rosenbrock(), new double[] {-1.2, 1}, new double[] {1, 1}, 0);
    }

    /** Eigenvalues from 1 to 1000, along axes that are not those of the elements. */
    static Problem quadratic() {
        double[] minimiser = new double[10];
        for (int i = 0; i < minimiser.length; i++) {
            minimiser[i] = i - 4;
        }
        return new Problem(QUADRATIC, new Quadratic(minimiser), new double[10], minimiser, 0);
    }

    /** Pairs of a planted linear map from 3 to 2 elements, without noise; started from another map. Not convex. */
    static Problem angular() {
        LinearMap map = new LinearMap(3, 2, true);
        double[] planted = {1, -0.5, 0.3, 0.2, 0.8, -0.6, 0.1, -0.2};
        DoubleMatrix inputs = new DoubleMatrix(60, 3);
        for (int i = 0; i < inputs.size(); i++) {
            inputs.data()[i] = HashRandom.gaussian(1, i);
        }
        MapWorkspace pass = map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.DOUBLE, 60);
        DoubleMatrix actuals = new DoubleMatrix(
                pass.forward(new DoubleMatrix(planted, 0, 1, planted.length), inputs)
                        .toDoubleArray(),
                0,
                60,
                2);
        AngularObjective objective = new AngularObjective(map, new CosineLoss(), Reduction.MEAN);
        LocalFunction function = new LocalFunction(
                objective, BlasChoice.JAVA, Precision.DOUBLE, List.of(new PairBlock(inputs, actuals, null, null)));
        return new Problem(ANGULAR, function, map.initialParameters(5), planted, 0);
    }

    @Override
    public String toString() {
        return name;
    }

    /** 100 (y - x^2)^2 + (1 - x)^2; its preconditioner is the inverse of the Hessian's diagonal. */
    private static final class Rosenbrock implements CurvedFunction {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            double valley = point[1] - point[0] * point[0];
            double rest = 1 - point[0];
            return new ValueAndGradient(
                    100 * valley * valley + rest * rest,
                    new double[] {-400 * point[0] * valley - 2 * rest, 200 * valley});
        }

        @Override
        public Curved evaluateWithCurvature(double[] point, double shift) {
            double curvature = Math.max(1, 1200 * point[0] * point[0] - 400 * point[1] + 2);
            return new Curved(evaluate(point), new PlainPreconditioner(2, g ->
                    new double[] {g[0] / (curvature + shift), g[1] / (200 + shift)}));
        }
    }

    /** (1/2) (x - m)' Q D Q (x - m), with the reflection Q = I - 2 v v'; its preconditioner is its inverse Hessian. */
    private static final class Quadratic implements CurvedFunction {
        private final double[] minimiser;
        private final double[] normal;

        Quadratic(double[] minimiser) {
            this.minimiser = minimiser;
            double[] direction = new double[minimiser.length];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = 1 + i % 3;
            }
            this.normal = Points.scaled(1 / Points.norm(direction), direction);
        }

        @Override
        public int dimension() {
            return minimiser.length;
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            double[] difference = Points.minus(point, minimiser);
            double[] gradient = scaledOnAxes(difference, 1, 0);
            return new ValueAndGradient(Points.dot(difference, gradient) / 2, gradient);
        }

        @Override
        public Curved evaluateWithCurvature(double[] point, double shift) {
            return new Curved(
                    evaluate(point),
                    new PlainPreconditioner(minimiser.length, gradient -> scaledOnAxes(gradient, -1, shift)));
        }

        private double[] scaledOnAxes(double[] vector, double power, double shift) {
            double[] reflected = reflected(vector);
            for (int i = 0; i < reflected.length; i++) {
                double eigenvalue = Math.pow(1000, i / (reflected.length - 1.0));
                reflected[i] *= Math.pow(eigenvalue + shift, power);
            }
            return reflected(reflected);
        }

        private double[] reflected(double[] vector) {
            return Points.plus(vector, -2 * Points.dot(normal, vector), normal);
        }
    }
}
