package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of Delta Lake: what is read, which version of it, and what is written. */
@Tag("lakehouse")
class LakehouseIT {
    private static final int ROWS = 40;

    @TempDir
    private Path folder;

    @Test
    void tablesOfDeltaLakeAreReadAtAVersionAndWrittenAtOnce() throws Exception {
        Map<String, String> settings = Map.of(
                "spark.sql.extensions",
                "io.delta.sql.DeltaSparkSessionExtension",
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog",
                "spark.sql.warehouse.dir",
                path("warehouse"),
                "spark.databricks.delta.snapshotPartitions",
                "1",
                "spark.sql.shuffle.partitions",
                "1");
        SparkTests.withOwn("local[2]", settings, spark -> {
            reads(spark);
            writes(spark);
            overwrites(spark);
            return null;
        });
    }

    /** Version 0 of pairs has half the rows of version 1. */
    private void reads(SparkSession spark) throws Exception {
        spark.createDataFrame(PairFiles.good(ROWS).subList(0, ROWS / 2), PairFiles.SCHEMA)
                .coalesce(1)
                .writeTo("pairs")
                .using("delta")
                .create();
        spark.createDataFrame(PairFiles.good(ROWS).subList(ROWS / 2, ROWS), PairFiles.SCHEMA)
                .coalesce(1)
                .writeTo("pairs")
                .append();
        JsonNode all = run(spark, "train --table pairs --model " + path("m"));
        assertThat(all.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(all.get("snapshots").get("spark_catalog.default.pairs").asText())
                .isEqualTo("1");
        JsonNode before =
                run(spark, "train --table pairs --option versionAsOf=0 --mode overwrite --model " + path("m0"));
        assertThat(before.get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(before.get("snapshots").get("spark_catalog.default.pairs").asText())
                .isEqualTo("0");
        JsonNode query = run(
                spark,
                "evaluate --model " + path("m"),
                "--query",
                "select * from pairs version as of 0 where id in (select id from pairs)");
        assertThat(query.get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(query.get("snapshots").get("spark_catalog.default.pairs").asText())
                .isEqualTo("0, 1");
        JsonNode joined = run(
                spark,
                "evaluate --table pairs --key id --model " + path("m"),
                "--label-query",
                "select id, y from pairs");
        assertThat(joined.get("snapshots").get("spark_catalog.default.pairs").asText())
                .isEqualTo("1");
        JsonNode byPath =
                run(spark, "evaluate --format delta --input " + path("warehouse/pairs") + " --model " + path("m"));
        assertThat(byPath.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(byPath.get("snapshots").elements().next().asText()).isEqualTo("1");
        CommandRun.on(spark, Arguments.of("evaluate --table pairs --option versionAsOf=7 --model " + path("m")))
                .assertError(1, "cannot read the table pairs: ", "7");
    }

    private void writes(SparkSession spark) {
        String predict = "predict --table pairs --model " + path("m");
        JsonNode made = run(spark, predict + " --output-table mapped --output-format delta --partition-by id");
        assertThat(made.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(made.get("snapshots").get("spark_catalog.default.pairs").asText())
                .isEqualTo("1");
        assertThat(spark.sql("describe detail mapped").first().<String>getAs("format"))
                .isEqualTo("delta");
        JsonNode more = run(spark, predict + " --output-table mapped --mode append");
        assertThat(more.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(spark.table("mapped").count()).isEqualTo(2 * ROWS);
        CommandRun.on(spark, Arguments.of(predict + " --output-table mapped --mode append --drop w"))
                .assertError(1, "cannot write the table mapped: its columns are id, x, y, w, prediction, but");
        CommandRun.on(spark, Arguments.of(predict + " --output-table mapped"))
                .assertError(1, "the table mapped already exists");
        CommandRun.on(spark, Arguments.of(predict + " --output-table mapped --mode append --output-format parquet"))
                .assertError(1, "the table mapped is of provider delta, not parquet");
    }

    private void overwrites(SparkSession spark) {
        String predict = "predict --model " + path("m") + " --mode overwrite --output-table ";
        JsonNode replaced = run(spark, predict + "mapped --table pairs --option versionAsOf=0");
        assertThat(replaced.get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(spark.table("mapped").count()).isEqualTo(ROWS / 2);
        assertThat(spark.sql("describe detail mapped").first().getList(7)).containsExactly("id");
        // What was there before is whole when the job fails.
        String bad = "select * from pairs union all select 99, array(1f), array(1f), 1d";
        CommandRun.on(spark, Arguments.of(predict + "mapped", "--query", bad)).assertError(1, "row");
        assertThat(spark.table("mapped").count()).isEqualTo(ROWS / 2);
        spark.sql("create view seen as select id, x, y, w from pairs where id > 3");
        String[][] inPlace = {
            {"--table", "pairs"},
            {"--table", "spark_catalog.default.PAIRS"},
            {"--table", "seen"},
            {"--query", "select * from mapped m where id in (select id from pairs)"},
            {"--format", "delta", "--input", path("warehouse/pairs")},
        };
        for (String[] input : inPlace) {
            CommandRun.on(spark, Arguments.of(predict + "pairs", input))
                    .assertError(1, "the table pairs is read and cannot be written in place", "RENAME TO");
        }
        CommandRun.on(
                        spark,
                        Arguments.of("predict --table pairs --mode append --output-table pairs --model " + path("m")))
                .assertError(1, "the table pairs is read and cannot be written in place");
        spark.range(3).selectExpr("id").write().saveAsTable("plain");
        CommandRun.on(spark, Arguments.of(predict + "plain --table pairs"))
                .assertError(1, "the table plain cannot be overwritten without risk", "provider parquet");
        assertThat(spark.table("pairs").count()).isEqualTo(ROWS);
    }

    private static JsonNode run(SparkSession spark, String start, String... more) {
        return CommandRun.on(spark, Arguments.of(start, more)).result();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
