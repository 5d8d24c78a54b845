/**
 * SQL functions of two vectors.
 *
 * <p>May use: {@code rows} and what that may use. Libraries: {@code org.apache.spark}, {@code scala}.
 *
 * <p>Public API: {@code AngleFunctions}; all else is interior.
 */
package dev.collimate.sql;
