package dev.collimate.doctor;

import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.LinearAlgebra;

/**
 * What decompositions on the driver take.
 *
 * @param size of the eigenproblem that was timed
 * @param eigenSeconds that it took
 */
record DriverAlgebra(int size, double eigenSeconds) {
    private static final int SIZE = 256;

    /** Of inputs and of actuals: for the start, the baselines and the preconditioner. */
    private static final int EIGENPROBLEMS = 4;

    /**
     * The Cholesky factorisations of all ridges of a network, in eigenproblems of their size: ten of n^3 / 3 operations, all in
     * products, where an eigenproblem has some 9 n^3, half of them not.
     */
    private static final double FACTORISATIONS = 0.25;

    static DriverAlgebra measure(BlasChoice choice) {
        DoubleMatrix symmetric = new DoubleMatrix(SIZE, SIZE);
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j <= i; j++) {
                double value = HashRandom.gaussian(SIZE, (long) i * SIZE + j);
                symmetric.set(i, j, value);
                symmetric.set(j, i, value);
            }
        }
        LinearAlgebra algebra = LinearAlgebra.of(choice);
        algebra.eigen(symmetric);
        long started = System.nanoTime();
        algebra.eigen(symmetric);
        return new DriverAlgebra(SIZE, (System.nanoTime() - started) * 1e-9);
    }

    /** Of a fit of {@code map}. */
    double seconds(VectorMap map) {
        double eigen = EIGENPROBLEMS * cube(Math.max(map.inputDim(), map.outputDim()));
        double factorisations = map instanceof PerceptronMap network
                ? FACTORISATIONS * cube(network.hiddenUnits() + network.inputDim() + 1)
                : 0;
        return eigenSeconds * (eigen + factorisations);
    }

    private double cube(int n) {
        double ratio = (double) n / size;
        return ratio * ratio * ratio;
    }
}
