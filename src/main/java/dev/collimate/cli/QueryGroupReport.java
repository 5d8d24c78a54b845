package dev.collimate.cli;

import dev.collimate.distributed.DocumentSource;
import dev.collimate.evaluation.GroupAngle;
import dev.collimate.evaluation.QueryGroup;
import dev.collimate.fit.FitSettings;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.GroupEvaluation;
import dev.collimate.ml.QueryGroups;
import dev.collimate.ml.RetrievalEvaluation;
import dev.collimate.report.QueryGroupTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The groups of queries for which the least is found. */
final class QueryGroupReport {
    private QueryGroupReport() {}

    /**
     * @param model empty for predictions that are there
     * @param tables whose input has the columns of keys and groups
     * @param measure that orders groups
     */
    static QueryGroupTable of(
            DocumentSource.Tables tables,
            String groupCol,
            Optional<AngularRegressionModel> model,
            FitSettings settings,
            RetrievalEvaluation.Result found,
            String measure,
            long seed) {
        List<String> names = QueryGroups.of(tables.input(), tables.key().orElseThrow(), groupCol, found.queries());
        List<QueryGroup> worst = QueryGroup.worst(names, found.values(measure), seed);
        GroupEvaluation evaluation = GroupEvaluation.of(settings);
        List<String> shown = worst.stream().map(QueryGroup::name).toList();
        Map<String, GroupAngle> angles = new HashMap<>();
        model.map(measuring -> evaluation.of(measuring, tables.input(), groupCol, shown))
                .orElseGet(() -> evaluation.ofPredictions(tables.input(), groupCol, shown))
                .forEach(angle -> angles.put(angle.name(), angle));
        return new QueryGroupTable(measure, worst, angles);
    }
}
