/**
 * Predictions over blocks and the statistics of their angles; searches over blocks, the measures of what they find, and
 * intervals by the bootstrap.
 *
 * <p>May use: {@code loss}, {@code map}, {@code data} and what those may use. Libraries: none.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.evaluation;
