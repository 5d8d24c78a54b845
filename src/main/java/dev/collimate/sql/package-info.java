/**
 * SQL functions of vectors: the angle between two, and a model's prediction for one.
 *
 * <p>May use: {@code rows}, {@code storage} and what those may use. Libraries: {@code org.apache.spark}, {@code scala}.
 *
 * <p>Public API: {@code AngleFunctions}, {@code CollimateFunctions}; all else is interior.
 */
package dev.collimate.sql;
