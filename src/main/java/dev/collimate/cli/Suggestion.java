package dev.collimate.cli;

import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Says what was probably meant. */
final class Suggestion {
    private static final int SUGGESTIONS = 2;

    private Suggestion() {}

    /** One line: what is unknown, the nearest known names and all of them. */
    static String unknown(String what, String found, List<String> known) {
        int tolerance = Math.max(2, found.length() / 3);
        LevenshteinDistance distance = new LevenshteinDistance(tolerance);
        List<String> near = known.stream()
                .filter(name -> distance.apply(found, name) >= 0)
                .sorted(Comparator.comparing(name -> distance.apply(found, name)))
                .limit(SUGGESTIONS)
                .toList();
        String guess = near.isEmpty() ? "; allowed: " : "; did you mean " + String.join(" or ", near) + "? Allowed: ";
        return what + " '" + found + "'" + guess + String.join(", ", known);
    }
}
