package dev.collimate.objective;

import dev.collimate.moments.CurvatureLengths;
import dev.collimate.optim.CurvedFunction;
import dev.collimate.optim.ValueAndGradient;

/** An objective that can tell, at the price of a plain evaluation, how evenly the loss curves across predictions. */
public interface MeasuredFunction extends CurvedFunction {
    /** Value and gradient at a point, and the lengths of curvature there. */
    record Measured(ValueAndGradient evaluation, CurvatureLengths.Sums lengths) {}

    Measured evaluateWithLengths(double[] point);
}
