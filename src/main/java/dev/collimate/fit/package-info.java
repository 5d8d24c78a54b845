/**
 * From settings and data to a fitted map: the plan of a fit, its start, its solver, its checkpoints, validation and the
 * summary. Knows no Spark ML.
 *
 * <p>May use: {@code distributed}, {@code storage} and what those may use. Libraries: {@code org.apache.spark}, {@code
 * org.apache.hadoop}, {@code com.fasterxml.jackson}, {@code org.slf4j}.
 *
 * <p>Public API: {@code TrainingSummary}; all else is interior.
 */
package dev.collimate.fit;
