package dev.collimate.fit;

import dev.collimate.distributed.MappedSide;
import dev.collimate.distributed.SearchMemory;
import dev.collimate.evaluation.NeighbourMeasures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What chooses among the fitted map and closed forms, on the rows held out.
 *
 * @param measure one of {@link #measures}
 * @param mapped the side that is mapped; needed by all measures but the mean angle
 */
public record SelectionSettings(String measure, Optional<MappedSide> mapped) {
    /** The smallest mean angle is best; of all other measures the largest value. */
    public static final String MEAN_ANGLE = "meanAngle";

    static final NeighbourMeasures RETRIEVAL = new NeighbourMeasures(1, 10, 100);

    /** Rows held out that ask, at most. */
    static final int MOST_QUERIES = 2000;

    /** Names of all measures. */
    public static List<String> measures() {
        List<String> names = new ArrayList<>(List.of(MEAN_ANGLE));
        names.addAll(RETRIEVAL.names());
        return names;
    }

    /**
     * What one search with each of {@code maps} takes, and one by the new model itself.
     *
     * @param parameters of all of them
     */
    static SearchMemory memory(long parameters, int maps, int outputDim) {
        return new SearchMemory(parameters, maps + 1L, MOST_QUERIES, RETRIEVAL.depth() + 1L, outputDim, false);
    }

    boolean byAngle() {
        return measure.equals(MEAN_ANGLE);
    }

    /** @throws SettingsException if nothing is held out, or it is not known which side is mapped */
    void require(boolean holdsOut) {
        if (!holdsOut) {
            throw new SettingsException(
                    "{select} is %s, but no rows are held out to choose by: set {heldOut}", measure);
        }
        if (!byAngle() && mapped.isEmpty()) {
            throw new SettingsException(
                    "{select} is %s, which depends on the side that is mapped: set {mapped} to %s",
                    measure, String.join(" or ", MappedSide.names()));
        }
    }

    /**
     * @param documents rows that are searched: those of training and those held out
     * @throws SettingsException if they are too few for the measures
     */
    void requireDocuments(long documents) {
        int needed = RETRIEVAL.leastDocuments() + 1;
        if (!byAngle() && documents < needed) {
            throw new SettingsException(
                    "{select} is %s, which is measured by a search among at least %d rows, but there are %d; set {select}"
                            + " to %s",
                    measure, needed, documents, MEAN_ANGLE);
        }
    }
}
