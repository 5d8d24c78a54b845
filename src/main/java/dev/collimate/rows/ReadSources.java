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
import org.apache.spark.sql.connector.catalog.TableCatalog;
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
 * @param locations of the tables that are read through Spark's DataSource V2, where these tell them
 */
public record ReadSources(List<TableName> tables, Map<String, String> snapshots, List<String> locations) {
    /** Delta Lake names its files so. */
    private static final Pattern VERSION = Pattern.compile("\\[version=(\\d+), (.*)]");

    /** Iceberg tells the branch beside the snapshot, whose number alone names it; an empty table has none. */
    private static final Pattern SNAPSHOT = Pattern.compile("branch_.*_snapshot_(\\d+|null)");

    public ReadSources {
        tables = List.copyOf(tables);
        snapshots = Map.copyOf(snapshots);
        locations = List.copyOf(locations);
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
        Visit visit = new Visit();
        visit.enter(ClassicSpark.execution(dataset).analyzed(), Optional.empty());
        return new ReadSources(visit.tables, visit.snapshots, visit.locations);
    }

    /** Gathers what plans tell. */
    private static final class Visit {
        private final List<TableName> tables = new ArrayList<>();
        private final Map<String, String> snapshots = new TreeMap<>();
        private final List<String> locations = new ArrayList<>();

        /** @param name of the table that {@code plan} is the contents of */
        void enter(QueryPlan<?> plan, Optional<TableName> name) {
            Optional<TableName> below = Optional.empty();
            if (plan instanceof SubqueryAlias alias
                    && !alias.identifier().qualifier().isEmpty()) {
                List<String> parts = new ArrayList<>(
                        CollectionConverters.asJava(alias.identifier().qualifier()));
                parts.add(alias.identifier().name());
                below = Optional.of(new TableName(parts));
                tables.add(below.get());
            } else if (plan instanceof LogicalRelation relation
                    && relation.relation() instanceof HadoopFsRelation files) {
                Matcher version = VERSION.matcher(files.location().toString());
                if (version.find()) {
                    add(snapshots, name.map(TableName::toString).orElse(version.group(2)), version.group(1));
                }
            } else if (plan instanceof DataSourceV2Relation relation) {
                Table table = relation.table();
                version(table)
                        .ifPresent(version ->
                                add(snapshots, name.map(TableName::toString).orElse(table.name()), version));
                Optional.ofNullable(table.properties().get(TableCatalog.PROP_LOCATION))
                        .ifPresent(locations::add);
            }
            for (Object child : CollectionConverters.asJava(plan.children())) {
                enter((QueryPlan<?>) child, below);
            }
            for (Object subquery : CollectionConverters.asJava(plan.subqueries())) {
                enter((QueryPlan<?>) subquery, Optional.empty());
            }
        }
    }

    private static Optional<String> version(Table table) {
        try {
            return Optional.ofNullable(table.version()).flatMap(ReadSources::number);
        } catch (NoSuchMethodError e) {
            // Spark 4.0 asks no table for it.
            return Optional.empty();
        }
    }

    /** What names a version that a table tells, if anything does. */
    static Optional<String> number(String version) {
        Matcher snapshot = SNAPSHOT.matcher(version);
        return Optional.of(snapshot.matches() ? snapshot.group(1) : version).filter(number -> !number.equals("null"));
    }
}
