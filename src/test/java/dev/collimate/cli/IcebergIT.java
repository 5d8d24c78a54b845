package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of Iceberg: what is read, which snapshot of it, and what is written. */
@Tag("iceberg")
class IcebergIT {
    private static final int ROWS = 40;

    @TempDir
    private Path folder;

    @Test
    void tablesOfIcebergAreReadAtASnapshotAndWrittenAtOnce() throws Exception {
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
            settings.put(setting + ".warehouse", path("warehouse"));
        }
        SparkTests.withOwn("local[2]", settings, spark -> {
            List<String> snapshots = makePairs(spark);
            reads(spark, snapshots.get(0), snapshots.get(1));
            writes(spark, snapshots.get(1));
            overwrites(spark, snapshots.get(0));
            return null;
        });
    }

    /** The first snapshot of pairs has half the rows of the second. */
    private static List<String> makePairs(SparkSession spark) throws Exception {
        spark.createDataFrame(PairFiles.good(ROWS).subList(0, ROWS / 2), PairFiles.SCHEMA)
                .coalesce(1)
                .writeTo("lake.db.pairs")
                .create();
        spark.createDataFrame(PairFiles.good(ROWS).subList(ROWS / 2, ROWS), PairFiles.SCHEMA)
                .coalesce(1)
                .writeTo("lake.db.pairs")
                .append();
        return spark
                .sql("select snapshot_id from lake.db.pairs.snapshots order by committed_at, parent_id nulls first")
                .collectAsList()
                .stream()
                .map((Row row) -> Long.toString(row.getLong(0)))
                .toList();
    }

    private void reads(SparkSession spark, String first, String second) {
        JsonNode all = run(spark, "train --table lake.db.pairs --model " + path("m"));
        assertThat(all.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(snapshot(all)).isEqualTo(second);
        JsonNode before = run(
                spark,
                "train --table lake.db.pairs --option versionAsOf=" + first + " --mode overwrite --model "
                        + path("m0"));
        assertThat(before.get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(snapshot(before)).isEqualTo(first);
        JsonNode query = run(
                spark,
                "evaluate --model " + path("m"),
                "--query",
                "select * from lake.db.pairs version as of " + first + " where id in (select id from lake.db.pairs)");
        assertThat(query.get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(snapshot(query).split(", ")).containsExactlyInAnyOrder(first, second);
        JsonNode joined = run(
                spark,
                "evaluate --table lake.db.pairs --key id --model " + path("m"),
                "--label-query",
                "select id, y from lake.db.pairs");
        assertThat(snapshot(joined)).isEqualTo(second);
        JsonNode byPath =
                run(spark, "evaluate --format iceberg --input " + path("warehouse/db/pairs") + " --model " + path("m"));
        assertThat(byPath.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(byPath.get("snapshots").elements().next().asText()).isEqualTo(second);
        CommandRun.on(spark, Arguments.of("evaluate --table lake.db.pairs --option versionAsOf=7 --model " + path("m")))
                .assertError(1, "cannot read the table lake.db.pairs: ", "7");
        CommandRun.on(spark, Arguments.of("evaluate --table lake.db.none --model " + path("m")))
                .assertError(1, "lake.db.none");
    }

    private void writes(SparkSession spark, String second) {
        String predict = "predict --table lake.db.pairs --model " + path("m");
        JsonNode made = run(spark, predict + " --output-table lake.db.mapped --partition-by id");
        assertThat(made.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(snapshot(made)).isEqualTo(second);
        JsonNode more = run(spark, predict + " --output-table lake.db.mapped --mode append");
        assertThat(more.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(spark.table("lake.db.mapped").count()).isEqualTo(2 * ROWS);
        CommandRun.on(spark, Arguments.of(predict + " --output-table lake.db.mapped --mode append --drop w"))
                .assertError(1, "cannot write the table lake.db.mapped: its columns are id, x, y, w, prediction, but");
        CommandRun.on(spark, Arguments.of(predict + " --output-table lake.db.mapped"))
                .assertError(1, "the table lake.db.mapped already exists");
        CommandRun.on(
                        spark,
                        Arguments.of(predict + " --output-table lake.db.mapped --mode append --output-format parquet"))
                .assertError(1, "the table lake.db.mapped is of provider iceberg, not parquet");
    }

    private void overwrites(SparkSession spark, String first) {
        String predict = "predict --model " + path("m") + " --mode overwrite --output-table ";
        JsonNode replaced = run(spark, predict + "lake.db.mapped --table lake.db.pairs --option versionAsOf=" + first);
        assertThat(replaced.get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(spark.table("lake.db.mapped").count()).isEqualTo(ROWS / 2);
        assertThat(spark.sql("select distinct partition.id from lake.db.mapped.files")
                        .count())
                .as("partitions are kept")
                .isEqualTo(ROWS / 2);
        // Rows are looked at before the table is touched.
        String bad = "select * from lake.db.pairs union all select 99, array(1f), array(1f), 1d";
        CommandRun.on(spark, Arguments.of(predict + "lake.db.mapped", "--query", bad))
                .assertError(1, "cannot be mapped: x has 1 elements, expected 3");
        assertThat(spark.table("lake.db.mapped").count()).isEqualTo(ROWS / 2);
        spark.sql("use lake.db");
        String[][] inPlace = {
            {"--table", "lake.db.pairs"},
            {"--table", "pairs"},
            {"--query", "select * from lake.db.mapped m where id in (select id from lake.db.pairs)"},
            {"--format", "iceberg", "--input", path("warehouse/db/pairs")},
        };
        for (String[] input : inPlace) {
            CommandRun.on(spark, Arguments.of(predict + "lake.db.pairs", input))
                    .assertError(1, "the table lake.db.pairs is read and cannot be written in place", "RENAME TO");
        }
        CommandRun.on(
                        spark,
                        Arguments.of("predict --table lake.db.pairs --mode append --output-table lake.db.pairs --model "
                                + path("m")))
                .assertError(1, "the table lake.db.pairs is read and cannot be written in place");
        assertThat(spark.table("lake.db.pairs").count()).isEqualTo(ROWS);
    }

    private static String snapshot(JsonNode result) {
        return result.at("/snapshots/lake.db.pairs").asText();
    }

    private static JsonNode run(SparkSession spark, String start, String... more) {
        return CommandRun.on(spark, Arguments.of(start, more)).result();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
