/**
 * From settings and data to a fitted map: the plan of a fit, its start, its solver, validation and the summary. Knows
 * no Spark ML.
 *
 * <p>May use: {@code distributed} and what that may use. Libraries: {@code org.apache.spark}, {@code org.slf4j}.
 *
 * <p>Public API: {@code TrainingSummary}; all else is interior.
 */
package dev.collimate.fit;
