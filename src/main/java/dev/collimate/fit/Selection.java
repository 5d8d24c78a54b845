package dev.collimate.fit;

import dev.collimate.evaluation.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Which of several maps was chosen, and by what.
 *
 * @param measure its name
 * @param mapped the side that was mapped; empty for the mean angle
 * @param queries rows held out that asked; 0 for the mean angle
 * @param chosen name of the best candidate
 * @param candidates all of them, the fitted map first
 */
public record Selection(
        String measure, Optional<String> mapped, int queries, String chosen, List<Candidate> candidates) {
    /** Whether the fitted map is the best. */
    public boolean choseFitted() {
        return chosen.equals(candidates.get(0).name());
    }

    /** @param value with its interval, which is NaN for the mean angle of weighted rows; angles in degrees */
    public record Candidate(String name, Interval value) {}
}
