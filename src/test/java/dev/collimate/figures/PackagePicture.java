package dev.collimate.figures;

import dev.collimate.House;
import java.util.TreeSet;

/**
 * The packages and their arrows as a Mermaid graph, from the table that {@link dev.collimate.ImportDirectionTest} holds
 * the sources to.
 */
final class PackagePicture {
    private PackagePicture() {}

    /** In Markdown, for a section of a page. */
    static String markdown() {
        StringBuilder graph = new StringBuilder("```mermaid\nflowchart TB\n");
        for (String home : House.packages()) {
            graph.append("    ").append(id(home)).append("[\"").append(home).append("\"]\n");
        }
        for (String home : House.packages()) {
            for (String lower : new TreeSet<>(House.directlyBelow(home))) {
                if (!followsFromOthers(home, lower)) {
                    graph.append("    ")
                            .append(id(home))
                            .append(" --> ")
                            .append(id(lower))
                            .append('\n');
                }
            }
        }
        return graph.append("```\n").toString();
    }

    private static boolean followsFromOthers(String home, String lower) {
        return House.directlyBelow(home).stream()
                .anyMatch(other -> !other.equals(lower) && House.below(other).contains(lower));
    }

    private static String id(String home) {
        return home.replace('.', '_');
    }
}
