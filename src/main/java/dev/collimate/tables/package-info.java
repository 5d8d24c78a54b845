/**
 * Reading and writing data sets of vectors: formats, encodings and joins.
 *
 * <p>May use: {@code cluster}, {@code rows}, {@code storage} and what those may use. Libraries: {@code org.apache.spark}, {@code
 * org.apache.hadoop}, {@code org.slf4j}, {@code ch.randelshofer.fastdoubleparser}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.tables;
