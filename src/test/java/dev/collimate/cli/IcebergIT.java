package dev.collimate.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;

/** Tables of Iceberg, in a catalog that is a folder. */
@Tag("lakehouse")
class IcebergIT extends VersionedTables {
    IcebergIT() {
        super("iceberg", "lake.db");
    }

    @Override
    Map<String, String> settings(String warehouse) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "spark.sql.extensions",
                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
                "spark.sql.shuffle.partitions",
                "1"));
        // The second is where Iceberg looks for tables that are read by path.
        for (String catalog : List.of("lake", "default_iceberg")) {
            String setting = "spark.sql.catalog." + catalog;
            settings.put(setting, "org.apache.iceberg.spark.SparkCatalog");
            settings.put(setting + ".type", "hadoop");
            settings.put(setting + ".warehouse", warehouse);
        }
        return settings;
    }

    @Override
    String location(String table) {
        return "db/" + table;
    }

    @Override
    List<String> versions(SparkSession spark, String table) {
        return spark
                .sql("select snapshot_id from " + table + ".snapshots order by committed_at, parent_id nulls first")
                .collectAsList()
                .stream()
                .map((Row row) -> Long.toString(row.getLong(0)))
                .toList();
    }

    @Override
    List<String> partitioning(SparkSession spark, String table) {
        return List.of(spark.table(table + ".partitions").select("partition.*").columns());
    }
}
