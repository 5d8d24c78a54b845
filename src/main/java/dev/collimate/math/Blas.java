package dev.collimate.math;

/**
 * The matrix products that the project needs, in front of whichever implementation a JVM has. Instances are stateless
 * and safe for any number of threads; each call runs on the caller's thread only.
 */
public interface Blas {
    /** What runs the products, for results and model metadata, e.g. {@code native (OpenBLAS 0.3.31, 1 thread)}. */
    String description();

    /**
     * C := alpha * op(A) * op(B) + beta * C, where op(A) is m x k, op(B) is k x n and C is m x n, all row-major and of
     * one precision, and op(M) is M or its transpose. With {@code beta == 0} the old content of C is not read.
     *
     * @param c overwritten; must not share elements with a or b
     * @throws IllegalArgumentException if shapes or precisions do not agree
     */
    void gemm(boolean transposeA, boolean transposeB, double alpha, Matrix a, Matrix b, double beta, Matrix c);

    /**
     * C := A' * A + C on and below the diagonal, where A is k x n and C n x n, row-major; about half the work of a product.
     *
     * @param c its lower triangle is overwritten, above the diagonal nothing is told; must not share elements with a
     * @throws IllegalArgumentException if shapes do not agree
     */
    void addSquare(DoubleMatrix a, DoubleMatrix c);

    /**
     * The implementation that {@code choice} stands for in this JVM.
     *
     * @throws IllegalStateException if a choice other than auto does not load, saying why
     */
    static Blas of(BlasChoice choice) {
        return KernelLoader.load(choice).blas();
    }
}
