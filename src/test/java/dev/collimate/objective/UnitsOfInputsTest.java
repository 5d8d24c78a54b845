package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.evaluation.BlockEvaluation;
import dev.collimate.loss.AxialLoss;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.Maps;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethods;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.optim.AcceleratedDescent;
import dev.collimate.optim.Adam;
import dev.collimate.optim.BestPoint;
import dev.collimate.optim.FirstOrder;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.Solver;
import dev.collimate.optim.StopRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Neither the unit of an input nor a mixing of inputs changes how well they can be mapped, in float32 as fits are. Planted
 * maps have an intercept, so that few predictions are near zero: there the cosine jumps, and where the best map drives a
 * row's prediction through zero the loss has no minimum to agree on.
 */
class UnitsOfInputsTest {
    private static final int PROBLEMS = 50;
    private static final int ROWS = 300;
    private static final int HELD_OUT = 100;
    private static final int DIM = 8;
    private static final int OUTPUT_DIM = 6;
    private static final LinearMap LINEAR = new LinearMap(DIM, OUTPUT_DIM, true);
    private static final VectorMap LOW_RANK = Maps.create(MapDescriptions.lowRank(DIM, OUTPUT_DIM, 3, true, false));

    @Test
    void anyUnitOfAnyInputLeavesLossAndAnglesOfALinearMap() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            requireSame(LINEAR, problem, scaled(inputs(problem), problem), 1e-6, 1e-4);
        }
    }

    @Test
    void anyUnitOfAnyInputLeavesLossAndAnglesOfALowRankMap() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            requireSame(LOW_RANK, problem, scaled(inputs(problem), problem), 1e-6, 1e-4);
        }
    }

    @Test
    void anyMixingOfInputsLeavesLossAndAngles() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            for (VectorMap map : List.of(LINEAR, LOW_RANK)) {
                requireSame(map, problem, mixed(inputs(problem)), 1e-4, 1e-2);
            }
        }
    }

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
            double[] expected = history(map, inputs(problem), problem, solver, steps);
            double[] found = history(map, scaled(inputs(problem), problem), problem, solver, steps);
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
            DoubleMatrix powers = inputs(problem);
            for (int i = 0; i < powers.rows(); i++) {
                for (int j = 0; j < DIM; j++) {
                    powers.set(i, j, Math.scalb(powers.get(i, j), 5 * j - 20));
                }
            }
            assertThat(history(map, powers, problem, solver, 30))
                    .isEqualTo(history(map, inputs(problem), problem, solver, 30));
        }
    }

    private static PerceptronMap perceptron(boolean residual) {
        return (PerceptronMap) Maps.create(MapDescriptions.perceptron("gelu", true, residual, DIM, 12, OUTPUT_DIM));
    }

    private static double[] history(PerceptronMap map, DoubleMatrix inputs, int problem, String solver, int steps) {
        PairBlock train = block(inputs, actuals(LINEAR, problem), 0, ROWS);
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

    private record Outcome(double trainLoss, double heldOutDegrees) {}

    private static void requireSame(
            VectorMap map, int problem, DoubleMatrix changed, double relativeLoss, double degrees) {
        Outcome expected = fit(map, inputs(problem), problem);
        Outcome found = fit(map, changed, problem);
        assertThat(found.trainLoss())
                .as("problem %d", problem)
                .isCloseTo(expected.trainLoss(), within(relativeLoss * expected.trainLoss()));
        assertThat(found.heldOutDegrees())
                .as("problem %d", problem)
                .isCloseTo(expected.heldOutDegrees(), within(degrees));
    }

    /** Rotated, stretched by 1 to 1e-4, and rotated again. */
    private static DoubleMatrix mixed(DoubleMatrix inputs) {
        DoubleMatrix turned = Rows.mapped(inputs, Rows.orthogonal(DIM, DIM, 7000), null);
        for (int i = 0; i < turned.rows(); i++) {
            for (int j = 0; j < DIM; j++) {
                turned.set(i, j, turned.get(i, j) * Math.pow(10, -4.0 * j / (DIM - 1)));
            }
        }
        return Rows.mapped(turned, Rows.orthogonal(DIM, DIM, 8000), null);
    }

    /** Those of the rows to train on, and of the rows held out below them. */
    private static DoubleMatrix inputs(int problem) {
        return Rows.gaussian(ROWS + HELD_OUT, DIM, 100 + problem);
    }

    /** Each column by its own factor between 1e-6 and 1e6. */
    private static DoubleMatrix scaled(DoubleMatrix inputs, int problem) {
        for (int j = 0; j < DIM; j++) {
            double factor = Math.pow(10, 12 * HashRandom.uniform(9000 + problem, j) - 6);
            for (int i = 0; i < inputs.rows(); i++) {
                inputs.set(i, j, inputs.get(i, j) * factor);
            }
        }
        return inputs;
    }

    /** A map of this kind, its intercept included, and noise of half a prediction's length. */
    private static DoubleMatrix actuals(VectorMap map, int problem) {
        double[] planted = map.initialParameters(problem);
        Matrix intercept = map.layout().view(new DoubleMatrix(planted, 0, 1, planted.length), LinearMap.INTERCEPT);
        for (int i = 0; i < OUTPUT_DIM; i++) {
            intercept.set(0, i, HashRandom.gaussian(600 + problem, i) / 2);
        }
        PlantedPairs made = PlantedPairs.of(map, planted, inputs(problem), 0.5, 500 + problem);
        return (DoubleMatrix) made.block().actuals();
    }

    /** The map fitted from least squares to the problem's own actuals, whatever was done to its inputs. */
    private static Outcome fit(VectorMap map, DoubleMatrix inputs, int problem) {
        DoubleMatrix actuals = actuals(map, problem);
        PairBlock train = block(inputs, actuals, 0, ROWS);
        AngularObjective objective = new AngularObjective(map, new CosineLoss(), Reduction.MEAN);
        BestPoint best = new Minimizer(
                        LimitedMemoryBfgs.preconditioned(10),
                        List.of(StopRule.divergence(), StopRule.relativeTolerance(1e-10), StopRule.maxIter(300)),
                        state -> {})
                .minimize(
                        new LocalFunction(objective, BlasChoice.JAVA, Precision.FLOAT, List.of(train)),
                        start(map, train))
                .best();
        Matrix parameters = Precision.FLOAT.rowVector(best.point());
        MapWorkspace workspace = map.newWorkspace(Blas.of(BlasChoice.JAVA), Precision.FLOAT, HELD_OUT);
        var statistics = new AngleStatistics();
        new BlockEvaluation(new CosineLoss(), heldOut -> workspace.forward(parameters, heldOut.inputs()), statistics)
                .add(block(inputs, actuals, ROWS, HELD_OUT));
        return new Outcome(best.value(), statistics.meanDegrees());
    }

    private static double[] start(VectorMap map, PairBlock train) {
        ClosedForms forms = Rows.startForms(train);
        return map instanceof LowRankMap lowRank
                ? forms.reducedRank(lowRank, 0).parameters()
                : forms.leastSquares(true, 0).parameters();
    }

    private static PairBlock block(DoubleMatrix inputs, DoubleMatrix actuals, int first, int rows) {
        return new PairBlock(
                floats(inputs.view(first * DIM, rows, DIM)),
                floats(actuals.view(first * OUTPUT_DIM, rows, OUTPUT_DIM)),
                null,
                null);
    }

    private static Matrix floats(DoubleMatrix values) {
        Matrix floats = Precision.FLOAT.zeros(values.rows(), values.columns());
        for (int i = 0; i < values.rows(); i++) {
            floats.setRow(i, Rows.row(values, i));
        }
        return floats;
    }

    @Test
    void theRoundingErrorOfASumIsThatOfTheMeanTimesTheWeight() {
        double ofMean = new AngularObjective(LINEAR, new CosineLoss(), Reduction.MEAN)
                .roundingError(0.01, 5000, Precision.FLOAT);
        double ofSum = new AngularObjective(LINEAR, new CosineLoss(), Reduction.SUM)
                .roundingError(0.01 * 5000, 5000, Precision.FLOAT);
        assertThat(ofSum).isCloseTo(5000 * ofMean, within(1e-12));
    }

    @Test
    void anglesOfAnAxialLossAreThoseBetweenLines() {
        DoubleMatrix actuals = new DoubleMatrix(new double[] {1, 0, -1, 0}, 0, 2, 2);
        DoubleMatrix predictions = new DoubleMatrix(new double[] {1, 1, 1, 1}, 0, 2, 2);
        var statistics = new AngleStatistics();
        new BlockEvaluation(new AxialLoss(), block -> predictions, statistics)
                .add(new PairBlock(new DoubleMatrix(2, 1), actuals, null, null));
        assertThat(statistics.meanDegrees()).isCloseTo(45, within(1e-12));
        assertThat(statistics.meanCosine()).isCloseTo(Math.sqrt(0.5), within(1e-15));
    }
}
