package dev.collimate.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.NegativeCosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Precision;
import dev.collimate.optim.FirstOrder;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.Momentum;
import dev.collimate.optim.Solver;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.SolverState;
import dev.collimate.optim.StopRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 1 - c and -c differ by a constant, which gradients do not see and stop rules do. */
class ConstantOfTheLossTest {
    private static final int STEPS = 60;

    private final LinearMap map = new LinearMap(6, 4, true);
    private final double[] start = map.initialParameters(2);

    @Test
    void stepsOfGivenSizeAreTheSameBitForBit() {
        for (Solver solver : List.of(gradientDescent(0), gradientDescent(0.9))) {
            List<SolverState> cosine = new ArrayList<>();
            List<SolverState> negative = new ArrayList<>();
            minimize(new CosineLoss(), solver, List.of(StopRule.maxIter(STEPS)), cosine);
            minimize(new NegativeCosineLoss(), solver, List.of(StopRule.maxIter(STEPS)), negative);
            assertThat(cosine).hasSize(STEPS + 1);
            for (int i = 0; i <= STEPS; i++) {
                assertThat(negative.get(i).point()).isEqualTo(cosine.get(i).point());
                assertThat(negative.get(i).evaluation().gradient())
                        .isEqualTo(cosine.get(i).evaluation().gradient());
                assertThat(cosine.get(i).value() - negative.get(i).value()).isCloseTo(1, within(1e-12));
            }
            assertThat(cosine.get(STEPS).value()).isLessThan(cosine.get(0).value() / 2);
        }
    }

    @Test
    void aRelativeToleranceStopsThemElsewhere() {
        List<StopRule> rules = List.of(StopRule.relativeTolerance(1e-3), StopRule.maxIter(10_000));
        SolverResult cosine = minimize(new CosineLoss(), gradientDescent(0), rules, new ArrayList<>());
        SolverResult negative = minimize(new NegativeCosineLoss(), gradientDescent(0), rules, new ArrayList<>());
        assertThat(cosine.stopReason().name()).isEqualTo("relativeTolerance");
        assertThat(negative.stopReason().name()).isEqualTo("relativeTolerance");
        // Near a small 1 - c the same change is a larger share of it than of -c near -1.
        assertThat(negative.iterations()).isLessThan(cosine.iterations());
        assertThat(1 + negative.best().value()).isGreaterThan(cosine.best().value());
    }

    private static Solver gradientDescent(double momentum) {
        return new FirstOrder(new Momentum(momentum, false), FirstOrder.Settings.constant(momentum > 0 ? 0.3 : 1));
    }

    private SolverResult minimize(AngularLoss loss, Solver solver, List<StopRule> rules, List<SolverState> states) {
        DoubleMatrix inputs = Rows.gaussian(100, 6, 1);
        double[][] planted = new double[4][];
        for (int j = 0; j < 4; j++) {
            planted[j] = Rows.row(Rows.gaussian(4, 6, 3), j);
        }
        DoubleMatrix actuals = Rows.mapped(inputs, planted, new double[] {0.5, 0, -0.5, 1});
        LocalFunction function = new LocalFunction(
                new AngularObjective(map, loss, Reduction.MEAN),
                BlasChoice.JAVA,
                Precision.FLOAT,
                List.of(new PairBlock(floats(inputs), floats(actuals), null, null)));
        return new Minimizer(solver, rules, state -> states.add(state.current())).minimize(function, start);
    }

    private static FloatMatrix floats(DoubleMatrix matrix) {
        FloatMatrix floats = new FloatMatrix(matrix.rows(), matrix.columns());
        for (int i = 0; i < matrix.rows(); i++) {
            floats.setRow(i, Rows.row(matrix, i));
        }
        return floats;
    }
}
