package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.evaluation.BlockEvaluation;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.moments.ClosedForms;
import dev.collimate.optim.BestPoint;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.StopRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Neither the unit of an input nor a mixing of inputs changes how well they can be mapped, in float32 as fits are, but
 * for what float32 itself takes away. Planted maps have an intercept, so that few predictions are near zero: there the
 * cosine jumps, and where the best map drives a row's prediction through zero the loss has no minimum to agree on.
 */
class UnitsOfInputsTest {
    private static final int PROBLEMS = 50;
    private static final int ROWS = ScaledProblems.ROWS;
    private static final int HELD_OUT = ScaledProblems.HELD_OUT;
    private static final LinearMap LINEAR = new LinearMap(ScaledProblems.DIM, ScaledProblems.OUTPUT_DIM, true);
    private static final VectorMap LOW_RANK =
            Maps.create(MapDescriptions.lowRank(ScaledProblems.DIM, ScaledProblems.OUTPUT_DIM, 3, true, false));

    @Test
    void anyUnitOfAnyInputLeavesLossAndAnglesOfALinearMap() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            DoubleMatrix scaled = ScaledProblems.scaled(ScaledProblems.inputs(problem), problem);
            requireSame(LINEAR, problem, scaled, Precision.FLOAT, 1e-6, 1e-4);
        }
    }

    @Test
    void anyUnitOfAnyInputLeavesLossAndAnglesOfALowRankMap() {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            DoubleMatrix scaled = ScaledProblems.scaled(ScaledProblems.inputs(problem), problem);
            requireSame(LOW_RANK, problem, scaled, Precision.FLOAT, 1e-6, 1e-4);
        }
    }

    @Test
    void anyMixingOfInputsLeavesLossAndAngles() {
        requireMixable(Precision.DOUBLE, 1e-9, 1e-9);
    }

    /**
     * A mixing of condition 1e4 turns the rounding of float32 inputs, and of products with them, 6e-8, into 6e-4 of the
     * weakest direction: single predictions turn by up to 0.03 degrees, their mean by a tenth of it.
     */
    @Test
    void anyMixingOfFloatInputsLeavesLossAndAnglesUpToTheirRounding() {
        requireMixable(Precision.FLOAT, 1e-4, 1e-2);
    }

    private static void requireMixable(Precision precision, double relativeLoss, double degrees) {
        for (int problem = 0; problem < PROBLEMS; problem++) {
            for (VectorMap map : List.of(LINEAR, LOW_RANK)) {
                DoubleMatrix mixed = ScaledProblems.mixed(ScaledProblems.inputs(problem));
                requireSame(map, problem, mixed, precision, relativeLoss, degrees);
            }
        }
    }

    private record Outcome(double trainLoss, double heldOutDegrees) {}

    private static void requireSame(
            VectorMap map,
            int problem,
            DoubleMatrix changed,
            Precision precision,
            double relativeLoss,
            double degrees) {
        Outcome expected = fit(map, ScaledProblems.inputs(problem), problem, precision);
        Outcome found = fit(map, changed, problem, precision);
        assertThat(found.trainLoss())
                .as("problem %d", problem)
                .isCloseTo(expected.trainLoss(), within(relativeLoss * expected.trainLoss()));
        assertThat(found.heldOutDegrees())
                .as("problem %d", problem)
                .isCloseTo(expected.heldOutDegrees(), within(degrees));
    }

    /** The map fitted from least squares to the problem's own actuals, whatever was done to its inputs. */
    private static Outcome fit(VectorMap map, DoubleMatrix inputs, int problem, Precision precision) {
        DoubleMatrix actuals = ScaledProblems.actuals(map, problem);
        PairBlock train = ScaledProblems.block(inputs, actuals, 0, ROWS, precision);
        AngularObjective objective = new AngularObjective(map, new CosineLoss(), Reduction.MEAN);
        BestPoint best = new Minimizer(
                        LimitedMemoryBfgs.preconditioned(10),
                        List.of(StopRule.divergence(), StopRule.relativeTolerance(1e-10), StopRule.maxIter(300)),
                        state -> {})
                .minimize(new LocalFunction(objective, BlasChoice.JAVA, precision, List.of(train)), start(map, train))
                .best();
        Matrix parameters = precision.rowVector(best.point());
        MapWorkspace workspace = map.newWorkspace(Blas.of(BlasChoice.JAVA), precision, HELD_OUT);
        var statistics = new AngleStatistics();
        new BlockEvaluation(new CosineLoss(), heldOut -> workspace.forward(parameters, heldOut.inputs()), statistics)
                .add(ScaledProblems.block(inputs, actuals, ROWS, HELD_OUT, precision));
        return new Outcome(best.value(), statistics.meanDegrees());
    }

    private static double[] start(VectorMap map, PairBlock train) {
        ClosedForms forms = Rows.startForms(train);
        return map instanceof LowRankMap lowRank
                ? forms.reducedRank(lowRank, 0).parameters()
                : forms.leastSquares(true, 0).parameters();
    }
}
