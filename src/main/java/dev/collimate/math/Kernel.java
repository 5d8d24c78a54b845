package dev.collimate.math;

import dev.ludovic.netlib.lapack.LAPACK;

/** What runs the products and the decompositions of a {@link BlasChoice}. */
record Kernel(Blas blas, LAPACK lapack) {}
