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

/** The groups of queries that a model does worst on. */
final class QueryGroupReport {
    private QueryGroupReport() {}

    /**
     * @param tables whose input has the columns of keys and groups
     * @param measure that orders groups
     */
    static QueryGroupTable of(
            DocumentSource.Tables tables,
            String groupCol,
            AngularRegressionModel model,
            FitSettings settings,
            RetrievalEvaluation.Result found,
            String measure,
            long seed) {
        List<String> names = QueryGroups.of(tables.input(), tables.key().orElseThrow(), groupCol, found.queries());
        List<QueryGroup> worst = QueryGroup.worst(names, found.values(measure), seed);
        Map<String, GroupAngle> angles = new HashMap<>();
        new GroupEvaluation(
                        settings.requireColumns(),
                        settings.loss(),
                        settings.execution().badRows())
                .of(
                        model,
                        tables.input(),
                        groupCol,
                        worst.stream().map(QueryGroup::name).toList())
                .forEach(angle -> angles.put(angle.name(), angle));
        return new QueryGroupTable(measure, worst, angles);
    }
}
