/**
 * Spark's rows to floats and back: vector columns, pairs, the counts of keys, and the appending of predictions. {@code
 * ClassicSpark} alone names Spark's classic interior.
 *
 * <p>May use: {@code data}, {@code map} and what those may use. Libraries: {@code org.apache.spark}, {@code
 * org.apache.hadoop}, {@code scala}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.rows;
