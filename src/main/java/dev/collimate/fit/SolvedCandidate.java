package dev.collimate.fit;

import dev.collimate.moments.RidgeChoice;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A map that was solved to be chosen from.
 *
 * @param solver how its parameters were found; empty where it has none
 * @param passes over the training data that it took
 * @param rank of the inputs' second moments, where the map is of least squares
 * @param ridge of what was solved by ridge regression
 */
record SolvedCandidate(
        String name, String solver, int passes, FittedMap fitted, OptionalInt rank, Optional<RidgeChoice> ridge) {}
