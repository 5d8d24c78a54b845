/**
 * Numbers: matrices in two precisions, their products, decompositions, the kernels that sum over a pair of rows, and
 * random numbers as a pure function of a seed.
 *
 * <p>May use: no other package. Libraries: {@code dev.ludovic.netlib}, {@code org.netlib.util}, {@code org.bytedeco},
 * {@code org.apache.commons.math3.special}, {@code org.slf4j}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.math;
