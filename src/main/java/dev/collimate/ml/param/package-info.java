/**
 * The parameters of the Spark ML stages: name, meaning, rule and default of each, once.
 *
 * <p>May use: {@code fit} and what that may use. Libraries: {@code org.apache.spark}, {@code scala}.
 *
 * <p>Public API: {@code HasBlas}, {@code HasExecution}, {@code HasFirstOrder}, {@code HasMap}, {@code
 * HasPairColumns}, {@code HasSolver}; all else is interior.
 */
package dev.collimate.ml.param;
