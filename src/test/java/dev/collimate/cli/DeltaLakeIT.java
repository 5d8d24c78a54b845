package dev.collimate.cli;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;

/** Tables of Delta Lake, in the catalog of the session. */
@Tag("lakehouse")
class DeltaLakeIT extends VersionedTables {
    DeltaLakeIT() {
        super("delta", "spark_catalog.default");
    }

    @Override
    Map<String, String> settings(String warehouse) {
        return Map.of(
                "spark.sql.extensions",
                "io.delta.sql.DeltaSparkSessionExtension",
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog",
                "spark.sql.warehouse.dir",
                warehouse,
                "spark.databricks.delta.snapshotPartitions",
                "1",
                "spark.sql.shuffle.partitions",
                "1");
    }

    @Override
    String location(String table) {
        return table;
    }

    @Override
    List<String> versions(SparkSession spark, String table) {
        return spark.sql("describe history " + table).orderBy(functions.col("version")).collectAsList().stream()
                .map(row -> Long.toString(row.getAs("version")))
                .toList();
    }

    @Override
    List<String> partitioning(SparkSession spark, String table) {
        Row detail = spark.sql("describe detail " + table).first();
        return detail.getList(detail.fieldIndex("partitionColumns"));
    }

    @Override
    List<String[]> otherReads(SparkSession spark, String table) {
        spark.sql("create view seen as select id, x, y, w from " + table + " where id > 3");
        return List.of(new String[] {"--table", "seen"}, new String[] {"--table", table.replace("pairs", "PAIRS")});
    }

    /** The session's catalog has tables of other providers too. */
    @Override
    void more(SparkSession spark, String table) {
        spark.range(3).selectExpr("id").write().saveAsTable("plain");
        CommandRun.on(
                        spark,
                        Arguments.of("predict --mode overwrite --output-table plain --table " + table + " --model "
                                + path("m")))
                .assertError(1, "the table plain cannot be overwritten without risk", "provider parquet");
    }
}
