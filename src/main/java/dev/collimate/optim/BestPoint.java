package dev.collimate.optim;

/**
 * The best point of a run so far. Immutable: holders do not change the array.
 *
 * @param iteration accepted steps before it
 * @param point one element for each parameter
 * @param value of the function there
 * @param score on other data, the lower the better; the value itself if there is no early stopping
 */
public record BestPoint(int iteration, double[] point, double value, double score) {}
