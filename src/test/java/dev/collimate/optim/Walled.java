package dev.collimate.optim;

/** y^2 / 2 of (x, y), infinite where x is below 0; its preconditioner is the identity. */
final class Walled implements CurvedFunction {
    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public ValueAndGradient evaluate(double[] point) {
        double y = point[1];
        return new ValueAndGradient(point[0] < 0 ? Double.POSITIVE_INFINITY : y * y / 2, new double[] {0, y});
    }

    @Override
    public Curved evaluateWithCurvature(double[] point, double shift) {
        return new Curved(evaluate(point), new PlainPreconditioner(dimension(), double[]::clone));
    }
}
