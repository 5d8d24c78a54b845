package dev.collimate.ml;

import dev.collimate.cluster.JobDescription;
import dev.collimate.evaluation.QueryRows;
import dev.collimate.rows.ClassicSpark;
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
     * @param keyCol column of keys that tell rows of different groups apart
     * @param groupCol column that names the group of a row; its values are taken as text, null as "(null)"
     * @throws IllegalArgumentException if rows of several groups have one key, or a row is not there any more
     */
    public static List<String> of(Dataset<Row> input, String keyCol, String groupCol, QueryRows queries) {
        List<String> keys = IntStream.range(0, queries.count())
                .mapToObj(query -> new String(queries.key(query), StandardCharsets.UTF_8))
                .toList();
        Column group = GroupEvaluation.group(groupCol).as(GROUP);
        Dataset<Row> asked =
                input.sparkSession().createDataset(keys, Encoders.STRING()).toDF(KEY);
        Map<String, String> groups = new HashMap<>();
        try (JobDescription description =
                new JobDescription(ClassicSpark.context(input.sparkSession()), "retrieval · groups of queries")) {
            input.select(Columns.of(keyCol).cast("string").as(KEY), group)
                    .join(functions.broadcast(asked), KEY)
                    .collectAsList()
                    .forEach(row -> put(groups, row.getString(0), row.getString(1), keyCol));
        }
        return keys.stream().map(key -> found(groups, key, keyCol)).toList();
    }

    private static void put(Map<String, String> groups, String key, String group, String keyCol) {
        String other = groups.put(key, group);
        if (other != null && !other.equals(group)) {
            throw new IllegalArgumentException("keys of column " + keyCol
                    + " belong to several rows of the input that are of different groups; give a column that tells rows"
                    + " apart");
        }
    }

    private static String found(Map<String, String> groups, String key, String keyCol) {
        String group = groups.get(key);
        if (group == null) {
            throw new IllegalArgumentException("a row that asked was not found again by its key of column " + keyCol
                    + ": the input gives other rows each time it is read, or its keys are no text; write the rows to a file,"
                    + " with keys that are text or numbers");
        }
        return group;
    }
}
