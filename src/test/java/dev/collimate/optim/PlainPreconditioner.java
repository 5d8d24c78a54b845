package dev.collimate.optim;

import java.util.function.UnaryOperator;

/** The product of a function. */
record PlainPreconditioner(int dimension, UnaryOperator<double[]> product) implements Preconditioner {
    @Override
    public double[] apply(double[] gradient) {
        return product.apply(gradient);
    }
}
