package dev.collimate.evaluation;

/** A mean, and the interval that holds the mean of all queries or rows there might be, with a confidence of 95 %. */
public record Interval(double value, double low, double high) {}
