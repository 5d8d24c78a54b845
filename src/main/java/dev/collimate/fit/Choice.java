package dev.collimate.fit;

import dev.collimate.distributed.PassReport;
import dev.collimate.moments.RidgeChoice;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was chosen among maps.
 *
 * @param selection by what, with all candidates
 * @param other the map that is better than the fitted one; empty where that is the best
 */
record Choice(Selection selection, Optional<Other> other) {
    /** The map that was chosen. */
    FittedMap chosen(FittedMap fitted) {
        return other.map(Other::fitted).orElse(fitted);
    }

    /**
     * A map in place of the fitted one.
     *
     * @param comparison of it, on the rows held out
     * @param pass at its parameters, over the training rows
     * @param rank of the inputs' second moments, where that was looked at
     * @param ridge of what was solved by ridge regression, where that was chosen or asked for
     * @param spread of its predictions, where they are spread out
     */
    record Other(
            FittedMap fitted,
            Comparison comparison,
            PassReport pass,
            OptionalInt rank,
            Optional<RidgeChoice> ridge,
            Optional<SpreadSettings> spread) {}
}
