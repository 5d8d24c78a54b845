package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Precision;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethods;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.optim.AcceleratedDescent;
import dev.collimate.optim.Adam;
import dev.collimate.optim.FirstOrder;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.Solver;
import dev.collimate.optim.StopRule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unit of an input does not change the steps of a perceptron that starts from moments. */
class UnitsOfPerceptronInputsTest {
    private static final int PROBLEMS = 50;
    private static final LinearMap PLANTED = new LinearMap(ScaledProblems.DIM, ScaledProblems.OUTPUT_DIM, true);

    /**
     * Inputs times a number are rounded to other float32s. What that changes stays where it is under steps of given size,
     * and grows by a factor a step under L-BFGS, whose lengths and directions answer to differences of gradients.
     */
    @ParameterizedTest
    @CsvSource({
        "true, adam, 30, 1e-6",
        "false, adam, 30, 1e-6",
        "true, gd, 30, 1e-6",
        "false, gd, 30, 1e-6",
        "true, lbfgs, 5, 1e-6",
        "false, lbfgs, 5, 1e-6",
        "true, lbfgs, 10, 1e-5",
        "false, lbfgs, 10, 1e-5",
        "true, lbfgs, 30, 1e-3",
        "false, lbfgs, 30, 1e-3"
    })
    void anyUnitOfAnyInputLeavesTheStepsOfAPerceptron(boolean residual, String solver, int steps, double relative) {
        PerceptronMap map = perceptron(residual);
        for (int problem = 0; problem < PROBLEMS; problem++) {
            double[] expected = history(map, ScaledProblems.inputs(problem), problem, solver, steps);
            double[] found = history(
                    map, ScaledProblems.scaled(ScaledProblems.inputs(problem), problem), problem, solver, steps);
            assertThat(found).as("problem %d", problem).hasSameSizeAs(expected);
            for (int step = 0; step < expected.length; step++) {
                assertThat(found[step])
                        .as("problem %d, step %d", problem, step)
                        .isCloseTo(expected[step], within(relative * expected[step]));
            }
        }
    }

    /** Such inputs are the same float32s but for the exponent: there is nothing else that keeps steps from being equal. */
    @ParameterizedTest
    @CsvSource({"true, lbfgs", "false, lbfgs", "true, adam", "false, gd"})
    void unitsThatArePowersOfTwoChangeNoBitOfThem(boolean residual, String solver) {
        PerceptronMap map = perceptron(residual);
        for (int problem = 0; problem < PROBLEMS; problem++) {
            DoubleMatrix powers = ScaledProblems.inputs(problem);
            for (int i = 0; i < powers.rows(); i++) {
                for (int j = 0; j < ScaledProblems.DIM; j++) {
                    powers.set(i, j, Math.scalb(powers.get(i, j), 5 * j - 20));
                }
            }
            assertThat(history(map, powers, problem, solver, 30))
                    .isEqualTo(history(map, ScaledProblems.inputs(problem), problem, solver, 30));
        }
    }

    private static PerceptronMap perceptron(boolean residual) {
        return (PerceptronMap) Maps.create(
                MapDescriptions.perceptron("gelu", true, residual, ScaledProblems.DIM, 12, ScaledProblems.OUTPUT_DIM));
    }

    private static double[] history(PerceptronMap map, DoubleMatrix inputs, int problem, String solver, int steps) {
        PairBlock train =
                ScaledProblems.block(inputs, ScaledProblems.actuals(PLANTED, problem), 0, ScaledProblems.ROWS);
        ClosedForms forms = Rows.startForms(train);
        MapMethods methods = MapMethodsFactory.of(map);
        double[] start = methods.hasLeastSquares()
                ? methods.leastSquares(forms, 0, null, problem).parameters()
                : methods.start(forms, problem);
        ScaledFunction function = new ScaledFunction(
                new LocalFunction(
                        new AngularObjective(map, new CosineLoss(), Reduction.MEAN),
                        BlasChoice.JAVA,
                        Precision.FLOAT,
                        List.of(train)),
                methods.scales(forms).orElseThrow());
        Solver search =
                switch (solver) {
                    case "adam" -> new FirstOrder(new Adam(), FirstOrder.Settings.constant(1e-3));
                    case "gd" -> new AcceleratedDescent(1, true);
                    default -> LimitedMemoryBfgs.plain(10);
                };
        return new Minimizer(search, List.of(StopRule.divergence(), StopRule.maxIter(steps)), state -> {})
                .minimize(function, function.point(start)).objectiveHistory().stream()
                        .mapToDouble(value -> value)
                        .toArray();
    }
}
