package dev.collimate.distributed;

import dev.collimate.data.RowChecks;
import dev.collimate.evaluation.TopK;
import java.io.Serializable;
import java.util.List;

/**
 * What a task found among its documents: for some queries the best of them, or of the rows as a whole what the checks
 * found. Parts merge in any order to the same whole.
 *
 * @param best by kind of document vectors; none in the part that has the checks
 * @param checks null in a part that has documents
 */
// Lists are unmodifiable ones of java.util, which are serializable.
@SuppressWarnings("serial")
record SearchPart(List<TopK> best, RowChecks checks) implements Serializable {
    SearchPart merge(SearchPart other) {
        for (int i = 0; i < best.size(); i++) {
            best.get(i).merge(other.best.get(i));
        }
        return new SearchPart(best, checks == null ? null : checks.merge(other.checks));
    }
}
