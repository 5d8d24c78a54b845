package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreconditionedLbfgsTest extends QuasiNewtonLaws {
    @Override
    Solver solver(Problem problem) {
        return LimitedMemoryBfgs.preconditioned(10);
    }

    @Override
    int mostSteps(Problem problem) {
        return 50;
    }

    @Test
    void anExactInverseHessianTakesAQuadraticToItsMinimumInOneStep() {
        Problem problem = Problem.quadratic();
        Iterator<SolverState> states = new States(solver(problem), problem.function(), problem.start());
        states.next();
        assertThat(states.next().point()).containsExactly(problem.minimiser(), within(1e-10));
    }

    @Test
    void curvatureIsTakenAtTheStartAndAfterAStepThatChangedTheValueByALargeShare() {
        List<Double> curvedAt = new ArrayList<>();
        CurvedFunction quadratic = Problem.quadratic().function();
        CurvedFunction watched = new CurvedFunction() {
            @Override
            public int dimension() {
                return quadratic.dimension();
            }

            @Override
            public ValueAndGradient evaluate(double[] point) {
                ValueAndGradient evaluation = quadratic.evaluate(point);
                return new ValueAndGradient(1000 + evaluation.value(), evaluation.gradient());
            }

            @Override
            public Curved evaluateWithCurvature(double[] point, double shift) {
                ValueAndGradient evaluation = evaluate(point);
                curvedAt.add(evaluation.value());
                return new Curved(
                        evaluation,
                        quadratic.evaluateWithCurvature(point, shift).preconditioner());
            }
        };
        Iterator<SolverState> states = new States(
                solver(Problem.quadratic()), watched, Problem.quadratic().start());
        double start = states.next().value();
        double next = states.next().value();
        assertThat(start).isGreaterThan(1.1 * next);
        states.next();
        assertThat(curvedAt).containsExactly(start, next);
    }

    /** A full step from 1 to the minimum of x^2 / 2 and a constant: its slope promises 1. */
    @ParameterizedTest
    @CsvSource({"5, false", "4.99, true", "-5, false", "-4.99, true"})
    void thePreconditionerIsRenewedWhereAStepPromisesMoreThanAFifthOfTheValue(double value, boolean renewed) {
        OfOneElement parabola = OfOneElement.parabola(0, value - 0.5, 1);
        CurvedFunction curved = new CurvedFunction() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public ValueAndGradient evaluate(double[] point) {
                return parabola.evaluate(point);
            }

            @Override
            public Curved evaluateWithCurvature(double[] point, double shift) {
                return new Curved(evaluate(point), new PlainPreconditioner(1, double[]::clone));
            }
        };
        Solver solver = solver(null);
        SolverState next = solver.step(curved, solver.start(curved, new double[] {1}));
        assertThat(next.point()).containsExactly(0);
        LimitedMemoryBfgs.Memory memory = (LimitedMemoryBfgs.Memory) next.memory();
        assertThat(memory.renewed()).isEqualTo(renewed);
        assertThat(memory.pairs().isEmpty()).isEqualTo(renewed);
    }

    /** Along the curvature of another place every step leads beyond the wall, along that of this one none does. */
    @ParameterizedTest
    @CsvSource({"0, lineSearchFailed, 13", "1, , 15"})
    void curvatureOfAnotherPlaceAlongWhichNoStepIsLowerIsTakenAnewWhereTheSearchStands(
            int iteration, String ended, int evaluations) {
        CurvedFunction walled = new Walled();
        Preconditioner elsewhere = new PlainPreconditioner(2, g -> new double[] {g[1], g[1]});
        SolverMemory memory =
                new LimitedMemoryBfgs.Memory(CurvaturePairs.NONE, elsewhere, true, RoundedSteps.NONE, false, 0);
        double[] point = {0, 1};
        SolverState next = solver(null)
                .step(walled, new SolverState(iteration, 1, point, walled.evaluate(point), 0, memory, null));
        assertThat(next.evaluations()).isEqualTo(evaluations);
        if (ended != null) {
            assertThat(next.ended().name()).isEqualTo(ended);
            return;
        }
        assertThat(next.ended()).isNull();
        assertThat(next.point()).containsExactly(0, 0);
        LimitedMemoryBfgs.Memory after = (LimitedMemoryBfgs.Memory) next.memory();
        assertThat(after.preconditioner()).isNotSameAs(elsewhere);
        assertThat(after.pairs().pairs()).hasSize(1);
        assertThat(after.renewed()).isTrue();
    }

    @Test
    void theUnitsOfTheElementsDecideNothingWhereThePreconditionerFollowsThem() {
        Problem problem = Problem.rosenbrock();
        double[] units = {1e6, 1e-6};
        States plain = new States(solver(problem), problem.function(), problem.start());
        States scaled =
                new States(solver(problem), inUnits(problem.function(), units), divided(problem.start(), units));
        for (int step = 0; step < 15; step++) {
            double expected = plain.next().value();
            assertThat(scaled.next().value()).isCloseTo(expected, within(1e-6 * expected));
        }
    }

    /** The function of elements times their units. */
    private static CurvedFunction inUnits(CurvedFunction function, double[] units) {
        return new CurvedFunction() {
            @Override
            public int dimension() {
                return function.dimension();
            }

            @Override
            public ValueAndGradient evaluate(double[] point) {
                ValueAndGradient evaluation = function.evaluate(times(point, units));
                return new ValueAndGradient(evaluation.value(), times(evaluation.gradient(), units));
            }

            @Override
            public Curved evaluateWithCurvature(double[] point, double shift) {
                Preconditioner inner = function.evaluateWithCurvature(times(point, units), shift)
                        .preconditioner();
                return new Curved(
                        evaluate(point),
                        new PlainPreconditioner(units.length, g -> divided(inner.apply(divided(g, units)), units)));
            }
        };
    }

    private static double[] times(double[] point, double[] units) {
        double[] product = new double[point.length];
        Arrays.setAll(product, i -> point[i] * units[i]);
        return product;
    }

    private static double[] divided(double[] point, double[] units) {
        double[] quotient = new double[point.length];
        Arrays.setAll(quotient, i -> point[i] / units[i]);
        return quotient;
    }

    /** So that states before and after a renewal are among those that the laws take out and put back. */
    @ParameterizedTest
    @MethodSource("problems")
    void whetherThePreconditionerWasRenewedIsInTheState(Problem problem) {
        List<Boolean> renewed = new ArrayList<>();
        States states = new States(solver(problem), problem.function(), problem.start());
        for (int i = 0; i < 10 && states.hasNext(); i++) {
            renewed.add(((LimitedMemoryBfgs.Memory) states.next().memory()).renewed());
        }
        assertThat(renewed).startsWith(false).endsWith(true).isSorted();
    }

    @Test
    void aFunctionWithoutCurvatureIsRefused() {
        SmoothFunction plain = new Batches(Problem.quadratic().function(), 1, List.of());
        assertThatThrownBy(() -> solver(Problem.quadratic()).start(plain, new double[10]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose lbfgs");
    }
}
