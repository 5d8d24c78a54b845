package dev.collimate.objective;

import dev.collimate.moments.CurvatureLengths;
import dev.collimate.moments.DirectTransformSums;
import dev.collimate.optim.CurvedFunction;
import dev.collimate.optim.ValueAndGradient;

/** An objective that can tell more of a point than value, gradient and curvature: what its map allows. */
public interface MeasuredFunction extends CurvedFunction {
    /** Value and gradient at a point, and how evenly the loss curves there, at the price of a plain evaluation. */
    record Measured(ValueAndGradient evaluation, CurvatureLengths.Sums lengths) {}

    Measured evaluateWithLengths(double[] point);

    /** What {@link #evaluateWithCurvature} tells, and the sums of a direct transform. */
    record Transformed(Curved curved, DirectTransformSums sums) {}

    /** Of a map of few coordinates. */
    Transformed evaluateWithTransform(double[] point);
}
