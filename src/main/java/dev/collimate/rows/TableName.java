package dev.collimate.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.StagingTableCatalog;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * The full name of a table in a session's catalogs.
 *
 * @param parts its catalog, its namespace, which may have several parts, and its own name
 */
public record TableName(List<String> parts) {
    public TableName {
        parts = List.copyOf(parts);
    }

    /**
     * The full name of what {@code name} means in this session now.
     *
     * @throws ParseException if it is not a name as SQL has them
     */
    public static TableName of(SparkSession spark, String name) throws ParseException {
        List<String> given = ClassicSpark.parts(spark, name);
        SessionCatalogs catalogs = SessionCatalogs.of(spark);
        // One whose class does not load is not registered, but is what is meant.
        if (given.size() > 1
                && (catalogs.isRegistered(given.get(0))
                        || spark.conf()
                                .getOption("spark.sql.catalog." + given.get(0))
                                .isDefined())) {
            return new TableName(given);
        }
        List<String> parts = new ArrayList<>(List.of(catalogs.current().name()));
        if (given.size() == 1) {
            parts.addAll(Arrays.asList(catalogs.currentNamespace()));
        }
        parts.addAll(given);
        return new TableName(parts);
    }

    /** The table as its catalog has it now; empty where there is none. */
    public Optional<Table> load(SparkSession spark) {
        Identifier identifier =
                Identifier.of(parts.subList(1, parts.size() - 1).toArray(String[]::new), parts.get(parts.size() - 1));
        try {
            return catalog(spark) instanceof TableCatalog tables && tables.tableExists(identifier)
                    ? Optional.of(tables.loadTable(identifier))
                    : Optional.empty();
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }

    /** Whether the catalog can put new contents in the place of old ones by one change of its own. */
    public boolean isStaged(SparkSession spark) {
        return catalog(spark) instanceof StagingTableCatalog;
    }

    /** Whether both are one table; catalogs of Spark's own do not tell capital letters from small ones. */
    public boolean isSame(TableName other) {
        return toString().equalsIgnoreCase(other.toString());
    }

    /** The folder in which Spark's own catalog, or what stands in its place, makes a table of this name; empty for others. */
    public Optional<Path> folderOfNew(SparkSession spark) {
        return parts.size() == 3 && parts.get(0).equalsIgnoreCase(SessionCatalogs.SPARKS_OWN)
                ? Optional.of(new Path(ClassicSpark.defaultTablePath(spark, parts.get(1), parts.get(2))))
                : Optional.empty();
    }

    private CatalogPlugin catalog(SparkSession spark) {
        return SessionCatalogs.of(spark).catalog(parts.get(0));
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
