/**
 * How the sums of tasks reach the driver with one order of additions: by index, or in slices on the executors, and the
 * rule that chooses.
 *
 * <p>May use: {@code cluster}, {@code data} and what those may use. Libraries: {@code org.apache.spark}, {@code
 * scala}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.aggregate;
