package dev.collimate.fit;

import dev.collimate.math.BlasChoice;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.moments.RidgeChoice;
import dev.collimate.moments.Spread;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A map that was solved to be chosen from.
 *
 * @param solver how its parameters were found; empty where it has none
 * @param passes over the training data that it took
 * @param base the map before a spread
 * @param rank of the inputs' second moments, where the map is of least squares
 * @param ridge of what was solved by ridge regression
 * @param spread of its predictions, where they are spread out
 */
record SolvedCandidate(
        String name,
        String solver,
        int passes,
        FittedMap base,
        OptionalInt rank,
        Optional<RidgeChoice> ridge,
        Optional<Spreading> spread) {
    /**
     * How predictions are spread out.
     *
     * @param amount t in [0, 1]
     */
    record Spreading(double amount, Spread spread) {}

    /** The same, with predictions that are spread out. */
    SolvedCandidate spreadBy(double amount, Spread found, int allPasses) {
        return new SolvedCandidate(
                name + ", spread " + amount,
                solver,
                allPasses,
                base,
                rank,
                ridge,
                Optional.of(new Spreading(amount, found)));
    }

    /** The map itself; one that is spread is made anew, so that candidates share the large parameters of their base. */
    FittedMap fitted(BlasChoice choice) {
        return spread.map(spreading -> new FittedMap(
                        base.map(),
                        MapMethodsFactory.of(base.map()).spread(base.parameters(), spreading.spread(), choice)))
                .orElse(base);
    }

    Optional<SpreadSettings> spreadSettings() {
        return amount().map(amount -> new SpreadSettings(amount, 1));
    }

    Optional<Double> amount() {
        return spread.map(Spreading::amount);
    }
}
