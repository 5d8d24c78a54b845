package dev.collimate.math;

import dev.ludovic.netlib.lapack.LAPACK;

/**
 * What runs the products and the decompositions of a {@link BlasChoice}.
 *
 * @param large decomposes matrices that take long
 */
record Kernel(Blas blas, LAPACK lapack, Decomposer large) {
    /** Whatever the size, decompositions run in arrays. */
    Kernel(Blas blas, LAPACK lapack) {
        this(blas, lapack, new ArrayDecomposer(lapack));
    }
}
