package dev.collimate.fit;

/** What a fit gives. */
public record FitResult(FittedMap fitted, TrainingSummary summary) {}
