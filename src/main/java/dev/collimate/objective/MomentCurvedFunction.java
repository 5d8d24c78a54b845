package dev.collimate.objective;

import dev.collimate.math.BlasChoice;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.moments.MomentCurvature;
import dev.collimate.optim.CurvedFunction;
import dev.collimate.optim.Preconditioner;
import dev.collimate.optim.ValueAndGradient;
import java.util.Optional;

/**
 * An objective whose curvature at the start of a search comes from moments, where predictions are of nearly equal
 * length: the first evaluation is then a plain one, and the moments are not decomposed again. Where they are not, curvature
 * is gathered: at once where moments tell it, by a second evaluation where only the first has shown it. Where what is gathered
 * tells of predictions parallel to the actuals, the search begins there.
 */
public final class MomentCurvedFunction implements CurvedFunction {
    private final MeasuredFunction function;
    private final AngularObjective objective;
    private final ClosedForms forms;
    private final BlasChoice choice;

    /**
     * @param function of {@code objective}
     * @param forms of the rows that {@code function} sees
     */
    public MomentCurvedFunction(
            MeasuredFunction function, AngularObjective objective, ClosedForms forms, BlasChoice choice) {
        this.function = function;
        this.objective = objective;
        this.forms = forms;
        this.choice = choice;
    }

    @Override
    public int dimension() {
        return function.dimension();
    }

    @Override
    public double roundingError(double value) {
        return function.roundingError(value);
    }

    @Override
    public ValueAndGradient evaluate(double[] point) {
        return function.evaluate(point);
    }

    @Override
    public Curved evaluateWithCurvature(double[] point, double shift) {
        return function.evaluateWithCurvature(point, shift);
    }

    @Override
    public Start evaluateStart(double[] point) {
        Optional<MomentCurvature> curvature = MapMethodsFactory.of(objective.map())
                .curvature(forms, point)
                .filter(MomentCurvature::promisesEvenLengths);
        if (curvature.isEmpty()) {
            return gathered(point, 1);
        }
        MeasuredFunction.Measured found = function.evaluateWithLengths(point);
        if (!MomentCurvature.hasEvenLengths(found.lengths())) {
            return gathered(point, 2);
        }
        Preconditioner preconditioner =
                curvature.get().preconditioner(found.lengths().mean(), objective.reduction(), choice);
        return new Start(point, found.evaluation(), preconditioner, 1);
    }

    /** From the other point that the sums of curvature may lead to, if its value is lower indeed. */
    private Start gathered(double[] point, int evaluations) {
        Curved found = function.evaluateWithCurvature(point, 0);
        double value = found.evaluation().value();
        if (found.better().isEmpty() || Math.abs(value) <= roundingError(value)) {
            return new Start(point, found, evaluations);
        }
        double[] better = found.better().get();
        Curved other = function.evaluateWithCurvature(better, 0);
        return other.evaluation().value() < value
                ? new Start(better, other, evaluations + 1)
                : new Start(point, found, evaluations + 1);
    }
}
