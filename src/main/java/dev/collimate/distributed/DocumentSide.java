package dev.collimate.distributed;

import dev.collimate.distributed.DistributedEvaluation.PredictorFactory;
import dev.collimate.evaluation.BlockPredictor;
import dev.collimate.evaluation.QueryRows;
import dev.collimate.evaluation.UnitRows;
import dev.collimate.math.FloatMatrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One kind of document vectors, and all vectors that ask them.
 *
 * @param documents makes the vectors that are asked
 * @param queries of each search in turn, one below the other
 * @param searches numbers of those searches
 */
// Lists are unmodifiable ones of java.util, which are serializable.
@SuppressWarnings("serial")
record DocumentSide(PredictorFactory documents, UnitRows queries, List<Integer> searches) implements Serializable {
    /** A side for each kind of document vectors of {@code searches}. */
    static List<DocumentSide> of(List<RetrievalSearch> searches, QueryRows queries, int blockRows) {
        Map<PredictorFactory, List<Integer>> numbers = new LinkedHashMap<>();
        for (int i = 0; i < searches.size(); i++) {
            numbers.computeIfAbsent(searches.get(i).documents(), side -> new ArrayList<>())
                    .add(i);
        }
        List<DocumentSide> sides = new ArrayList<>();
        numbers.forEach((documents, asking) -> sides.add(new DocumentSide(
                documents,
                stacked(asking.stream().map(i -> searches.get(i).queries()).toList(), queries, blockRows),
                List.copyOf(asking))));
        return List.copyOf(sides);
    }

    /** Where the queries of a search begin among those of this side, in searches; -1 if it asks another side. */
    int indexOf(int search) {
        return searches.indexOf(search);
    }

    private static UnitRows stacked(List<PredictorFactory> asking, QueryRows queries, int blockRows) {
        FloatMatrix stacked = null;
        int rows = queries.count();
        for (int group = 0; group < asking.size(); group++) {
            BlockPredictor predictor = asking.get(group).create(blockRows);
            for (int from = 0; from < rows; from += blockRows) {
                int until = Math.min(from + blockRows, rows);
                FloatMatrix vectors =
                        (FloatMatrix) predictor.predict(queries.pairs().rowRange(from, until));
                if (stacked == null) {
                    stacked = new FloatMatrix(Math.multiplyExact(asking.size(), rows), vectors.columns());
                }
                stacked.rowRange(group * rows + from, group * rows + until).copyFrom(vectors);
            }
        }
        return UnitRows.of(stacked);
    }
}
