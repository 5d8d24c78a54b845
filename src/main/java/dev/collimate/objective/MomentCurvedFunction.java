package dev.collimate.objective;

import dev.collimate.math.BlasChoice;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethods;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.moments.MomentCurvature;
import dev.collimate.optim.CurvedFunction;
import dev.collimate.optim.Preconditioner;
import dev.collimate.optim.ValueAndGradient;
import java.util.Optional;

/**
 * An objective whose curvature at the start of a search comes from moments, where predictions are of nearly equal
 * length: the first evaluation is then a plain one, and the moments are not decomposed again. Where they are not, curvature
 * is gathered: at once where moments tell it, by a second evaluation where only the first has shown it. The search of a map of
 * few coordinates begins where its predictions are parallel to the actuals, if there is such a point.
 */
public final class MomentCurvedFunction implements CurvedFunction {
    /** Radians; far above what rounding makes of parallel, and far below what an actual on the other side does. */
    private static final double NEAR = 1e-3;

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
        MapMethods methods = MapMethodsFactory.of(objective.map());
        if (methods.coordinates() > 0 && objective.alignsEveryRow()) {
            return transformed(methods, point);
        }
        Optional<MomentCurvature> curvature =
                methods.momentCurvature(forms, point).filter(MomentCurvature::promisesEvenLengths);
        if (curvature.isEmpty()) {
            return CurvedFunction.super.evaluateStart(point);
        }
        MeasuredFunction.Measured found = function.evaluateWithLengths(point);
        if (!MomentCurvature.isEven(found.lengths())) {
            return new Start(point, function.evaluateWithCurvature(point, 0), 2);
        }
        Preconditioner preconditioner =
                curvature.get().preconditioner(found.lengths().mean(), objective.reduction(), choice);
        return new Start(point, found.evaluation(), preconditioner, 1);
    }

    /** At the point whose predictions are parallel to the actuals, if sums tell of one that is indeed near all of them. */
    private Start transformed(MapMethods methods, double[] point) {
        MeasuredFunction.Transformed found = function.evaluateWithTransform(point);
        Curved curved = found.curved();
        double value = curved.evaluation().value();
        Optional<double[]> parallel = curved.preconditioner() == null || Math.abs(value) <= roundingError(value)
                ? Optional.empty()
                : methods.parallel(forms, point, found.sums(), choice);
        if (parallel.isEmpty()) {
            return new Start(point, curved, 1);
        }
        Curved there = function.evaluateWithCurvature(parallel.get(), 0);
        double most = Math.min(value, objective.valueAt(NEAR, forms.weight()));
        return there.evaluation().value() < most
                ? new Start(parallel.get(), there, 2)
                // Whoever follows the evaluations takes the last for the start's.
                : new Start(point, function.evaluateWithCurvature(point, 0), 3);
    }
}
