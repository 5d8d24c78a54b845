package dev.collimate.fit;

import dev.collimate.evaluation.Interval;
import dev.collimate.moments.RidgeChoice;
import java.util.List;
import java.util.Optional;

/**
 * Which of several maps was chosen, and by what.
 *
 * @param measure its name
 * @param searched what was searched; empty for the mean angle
 * @param chosen name of the best candidate
 * @param candidates all of them, the fitted map first; of the map auto the simplest first
 */
public record Selection(String measure, Optional<Searched> searched, String chosen, List<Candidate> candidates) {
    /**
     * A search of the rows of training and those held out.
     *
     * @param mapped the side that was mapped
     * @param queries rows held out that asked
     * @param documents that were searched
     * @param trained documents that the maps were fitted to, which flatters them where the store is mapped
     */
    public record Searched(String mapped, int queries, long documents, long trained) {}

    /** Whether the fitted map is the best. */
    public boolean choseFitted() {
        return chosen.equals(candidates.get(0).name());
    }

    /** The candidate that was chosen. */
    public Candidate chosenCandidate() {
        return candidates.stream()
                .filter(candidate -> candidate.name().equals(chosen))
                .findFirst()
                .orElseThrow();
    }

    /** By what the chosen one was: its place among all in words. */
    public String rule() {
        boolean simplest = searched.isEmpty()
                && candidates.stream().anyMatch(candidate -> candidate.solved().isPresent());
        return (simplest ? "the simplest within a standard error of the best by " : "the best by ") + measure;
    }

    /**
     * One of them.
     *
     * @param value with its interval, which is NaN for the mean angle of weighted rows; angles in degrees
     * @param solved more of a candidate of the map auto
     */
    public record Candidate(String name, Interval value, Optional<Solved> solved) {}

    /**
     * More of a candidate.
     *
     * @param parameters number of them
     * @param ridge of what was solved by ridge regression
     * @param spread t in (0, 1] of a map whose predictions are spread out; it stands behind the same map without
     * @param behind degrees that its mean angle is above the smallest of all candidates
     * @param standardError of that, over the differences of the same rows
     */
    public record Solved(
            int parameters,
            Optional<RidgeChoice> ridge,
            Optional<Double> spread,
            double behind,
            double standardError) {}
}
