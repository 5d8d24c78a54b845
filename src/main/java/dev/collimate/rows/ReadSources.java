package dev.collimate.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a data set reads, views and subqueries included, as its plan tells it.
 *
 * @param tables of catalogs; not the files that are read by path
 * @param snapshots versions of tables, where their sources tell them, by their names or, of those that are read by path, by
 *     their paths
 */
public record ReadSources(List<TableName> tables, Map<String, String> snapshots) {
    /** Delta Lake names its files so. */
    private static final Pattern VERSION = Pattern.compile("\\[version=(\\d+), (.*)]");

    public ReadSources {
        tables = List.copyOf(tables);
        snapshots = Map.copyOf(snapshots);
    }

    /** The snapshots of both; several versions of one table are listed. */
    public static Map<String, String> merged(Map<String, String> some, Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(some);
        others.forEach((name, version) -> add(all, name, version));
        return all;
    }

    private static void add(Map<String, String> snapshots, String name, String version) {
        snapshots.merge(name, version, (one, other) -> one.equals(other) ? one : one + ", " + other);
    }

    public static ReadSources of(Dataset<Row> dataset) {
        List<TableName> tables = new ArrayList<>();
        Map<String, String> snapshots = new TreeMap<>();
        visit(ClassicSpark.execution(dataset).analyzed(), Optional.empty(), tables, snapshots);
        return new ReadSources(tables, snapshots);
    }

    /** @param name of the table that {@code plan} is the contents of */
    private static void visit(
            QueryPlan<?> plan, Optional<TableName> name, List<TableName> tables, Map<String, String> snapshots) {
        Optional<TableName> below = Optional.empty();
        if (plan instanceof SubqueryAlias alias
                && !alias.identifier().qualifier().isEmpty()) {
            List<String> parts = new ArrayList<>(
                    CollectionConverters.asJava(alias.identifier().qualifier()));
            parts.add(alias.identifier().name());
            below = Optional.of(new TableName(parts));
            tables.add(below.get());
        } else if (plan instanceof LogicalRelation relation && relation.relation() instanceof HadoopFsRelation files) {
            Matcher version = VERSION.matcher(files.location().toString());
            if (version.find()) {
                add(snapshots, name.map(TableName::toString).orElse(version.group(2)), version.group(1));
            }
        } else if (plan instanceof DataSourceV2Relation relation) {
            version(relation.table())
                    .ifPresent(version -> add(
                            snapshots,
                            name.map(TableName::toString)
                                    .orElse(relation.table().name()),
                            version));
        }
        for (Object child : CollectionConverters.asJava(plan.children())) {
            visit((QueryPlan<?>) child, below, tables, snapshots);
        }
        for (Object subquery : CollectionConverters.asJava(plan.subqueries())) {
            visit((QueryPlan<?>) subquery, Optional.empty(), tables, snapshots);
        }
    }

    private static Optional<String> version(Table table) {
        try {
            return Optional.ofNullable(table.version());
        } catch (NoSuchMethodError e) {
            // Spark 4.0 asks no table for it.
            return Optional.empty();
        }
    }
}
