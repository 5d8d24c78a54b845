package dev.collimate.ml;

import dev.collimate.evaluation.QueryRows;
import dev.collimate.rows.Columns;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The groups of rows that ask. */
public final class QueryGroups {
    private static final String KEY = "key";
    private static final String GROUP = "group";

    private QueryGroups() {}

    /**
     * The group of each query, by its number.
     *
     * @param input which the queries are rows of
     * @param keyCol column of keys, each of which one row has
     * @param groupCol column that names the group of a row; its values are taken as text, null as "(null)"
     */
    public static List<String> of(Dataset<Row> input, String keyCol, String groupCol, QueryRows queries) {
        List<String> keys = IntStream.range(0, queries.count())
                .mapToObj(query -> new String(queries.key(query), StandardCharsets.UTF_8))
                .toList();
        Column group = GroupEvaluation.group(groupCol).as(GROUP);
        Dataset<Row> asked =
                input.sparkSession().createDataset(keys, Encoders.STRING()).toDF(KEY);
        Map<String, String> groups = new HashMap<>();
        input.select(Columns.of(keyCol).cast("string").as(KEY), group)
                .join(functions.broadcast(asked), KEY)
                .collectAsList()
                .forEach(row -> groups.put(row.getString(0), row.getString(1)));
        return keys.stream().map(groups::get).toList();
    }
}
