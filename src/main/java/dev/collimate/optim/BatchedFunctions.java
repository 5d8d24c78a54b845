package dev.collimate.optim;

/** Functions by their batches. */
public final class BatchedFunctions {
    private BatchedFunctions() {}

    /** A function by its own batches, or, where it has none, as one that holds all data. */
    public static BatchedFunction of(SmoothFunction function) {
        return function instanceof BatchedFunction batched ? batched : new Whole(function);
    }

    private record Whole(SmoothFunction function) implements BatchedFunction {
        @Override
        public int dimension() {
            return function.dimension();
        }

        @Override
        public double roundingError(double value) {
            return function.roundingError(value);
        }

        @Override
        public int batches() {
            return 1;
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            return function.evaluate(point);
        }

        @Override
        public ValueAndGradient evaluate(double[] point, long step) {
            return function.evaluate(point);
        }
    }
}
