package dev.collimate.evaluation;

/**
 * How a group of rows does.
 *
 * @param name value of the column that groups rows
 * @param rows of whatever weight
 * @param meanDegrees weighted mean angle, in degrees; NaN where an angle is
 */
public record GroupAngle(String name, long rows, double meanDegrees) {}
