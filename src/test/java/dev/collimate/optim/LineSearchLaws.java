package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every solver that searches its step. */
abstract class LineSearchLaws extends SolverLaws {
    @ParameterizedTest
    @MethodSource("problems")
    void theValueNeverRisesByMoreThanItsRoundingError(Problem problem) {
        Iterator<SolverState> states = new States(solver(problem), problem.function(), problem.start());
        double lowest = Double.MAX_VALUE;
        for (int i = 0; i <= mostSteps(problem) && states.hasNext(); i++) {
            double value = states.next().value();
            assertThat(value).isLessThanOrEqualTo(lowest + problem.function().roundingError(lowest));
            lowest = Math.min(lowest, value);
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void endsByItselfWhereRoundingHidesFurtherDescent(Problem problem) {
        CountingFunction function = new CountingFunction(new Raised(problem.function()));
        Solver solver = solver(problem);
        Iterator<SolverState> states = new States(solver, function, problem.start());
        SolverState last = states.next();
        for (int i = 0; i < 100 * mostSteps(problem) && states.hasNext(); i++) {
            last = states.next();
        }
        assertThat(last.ended()).isNotNull();
        assertThat(last.ended().name()).isEqualTo("roundingError");
        assertThat(last.ended().failure()).isFalse();
        assertThat(last.ended().sentence()).contains("step " + last.iteration());
        assertThat(last.value()).isCloseTo(1 + problem.minimum(), within(1e-5));
        assertThat(last.evaluations()).isEqualTo(function.evaluations());
        SolverState ended = last;
        assertThatThrownBy(() -> solver.step(function, ended))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no step after step " + ended.iteration());
    }

    @Test
    void aGradientThatPointsUphillEndsTheSearchByNameAndKeepsTheState() {
        Problem problem = Problem.rosenbrock();
        SolverResult result = new Minimizer(solver(problem), List.of(StopRule.maxIter(50)), state -> {})
                .minimize(new Uphill(problem.function()), problem.start());
        assertThat(result.stopReason().name()).isEqualTo("lineSearchFailed");
        assertThat(result.stopReason().failure()).isTrue();
        assertThat(result.stopReason().sentence()).contains("step 0").contains("24.2");
        assertThat(result.best().point()).isEqualTo(problem.start());
        assertThat(result.iterations()).isZero();
    }

    @Test
    void pointsWithoutAFiniteValueAreOutOfBounds() {
        SolverResult result = new Minimizer(solver(Problem.rosenbrock()), List.of(StopRule.maxIter(20000)), state -> {})
                .minimize(new Barrier(), new double[] {4, 0.01});
        assertThat(result.best().point()).containsExactly(new double[] {1, 1}, within(1e-3));
    }

    /** Plus 1, so that values near the minimum have a rounding error that matters. */
    private record Raised(CurvedFunction function) implements CurvedFunction {
        @Override
        public int dimension() {
            return function.dimension();
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            return raised(function.evaluate(point));
        }

        @Override
        public Curved evaluateWithCurvature(double[] point, double shift) {
            Curved curved = function.evaluateWithCurvature(point, shift);
            return new Curved(raised(curved.evaluation()), curved.preconditioner());
        }

        private static ValueAndGradient raised(ValueAndGradient evaluation) {
            return new ValueAndGradient(1 + evaluation.value(), evaluation.gradient());
        }
    }

    /** Tells the gradient with the wrong sign. */
    private record Uphill(CurvedFunction function) implements CurvedFunction {
        @Override
        public int dimension() {
            return function.dimension();
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            ValueAndGradient evaluation = function.evaluate(point);
            return new ValueAndGradient(evaluation.value(), Points.scaled(-1, evaluation.gradient()));
        }

        @Override
        public Curved evaluateWithCurvature(double[] point, double shift) {
            return new Curved(
                    evaluate(point),
                    function.evaluateWithCurvature(point, shift).preconditioner());
        }
    }

    /** Sum of x - log x, with no value where an element is not above 0. */
    private static final class Barrier implements CurvedFunction {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            double value = 0;
            double[] gradient = new double[2];
            for (int i = 0; i < 2; i++) {
                value += point[i] > 0 ? point[i] - Math.log(point[i]) : Double.NaN;
                gradient[i] = point[i] > 0 ? 1 - 1 / point[i] : Double.NaN;
            }
            return new ValueAndGradient(value, gradient);
        }

        @Override
        public Curved evaluateWithCurvature(double[] point, double shift) {
            return new Curved(evaluate(point), new PlainPreconditioner(2, gradient -> {
                double[] product = new double[2];
                for (int i = 0; i < 2; i++) {
                    product[i] = gradient[i] / (1 / (point[i] * point[i]) + shift);
                }
                return product;
            }));
        }
    }
}
