/**
 * Saving and loading on Hadoop file systems: all of a directory or nothing, generations of checkpoints, and the
 * metadata of Spark ML stages.
 *
 * <p>May use: {@code model} and what that may use. Libraries: {@code org.apache.spark}, {@code org.apache.hadoop},
 * {@code com.fasterxml.jackson}, {@code org.slf4j}, {@code scala}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.storage;
