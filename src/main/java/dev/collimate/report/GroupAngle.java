package dev.collimate.report;

/**
 * How a group of rows does.
 *
 * @param group value of the column that groups rows
 */
public record GroupAngle(String group, long rows, double meanDegrees) {}
