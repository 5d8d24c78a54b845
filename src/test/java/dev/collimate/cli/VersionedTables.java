package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a source that keeps versions: what is read, which version of it, and what is written. */
abstract class VersionedTables {
    static final int ROWS = 40;

    @TempDir
    private Path folder;

    private final String provider;
    private final String namespace;

    /** @param namespace of the tables, its catalog first */
    VersionedTables(String provider, String namespace) {
        this.provider = provider;
        this.namespace = namespace;
    }

    /** Settings of a session that has the source's tables in {@code warehouse}. */
    abstract Map<String, String> settings(String warehouse);

    /** Where a table lies in the warehouse. */
    abstract String location(String table);

    /** The versions of a table, the oldest first. */
    abstract List<String> versions(SparkSession spark, String table);

    /** The columns that a table is partitioned by. */
    abstract List<String> partitioning(SparkSession spark, String table);

    /** Other ways to read {@code table}, if the source has any. */
    List<String[]> otherReads(SparkSession spark, String table) {
        return List.of();
    }

    /** What is true of this source alone. */
    void more(SparkSession spark, String table) {}

    @Test
    void tablesAreReadAtAVersionAndWrittenAtOnce() throws Exception {
        SparkTests.withOwn("local[2]", settings(path("warehouse")), spark -> {
            spark.createDataFrame(PairFiles.good(ROWS).subList(0, ROWS / 2), PairFiles.SCHEMA)
                    .coalesce(1)
                    .writeTo(name("pairs"))
                    .using(provider)
                    .create();
            spark.createDataFrame(PairFiles.good(ROWS).subList(ROWS / 2, ROWS), PairFiles.SCHEMA)
                    .coalesce(1)
                    .writeTo(name("pairs"))
                    .append();
            List<String> versions = versions(spark, name("pairs"));
            reads(spark, versions.get(0), versions.get(1));
            writes(spark, versions.get(1));
            overwrites(spark, versions.get(0));
            refusesToWriteInPlace(spark);
            more(spark, name("pairs"));
            return null;
        });
    }

    /** The first version of pairs has half the rows of the second. */
    private void reads(SparkSession spark, String first, String second) {
        String pairs = name("pairs");
        JsonNode all = run(spark, "train --table " + pairs + " --model " + path("m"));
        assertThat(all.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(snapshots(all)).containsExactly(second);
        JsonNode before =
                run(spark, "train --table " + pairs + " --option versionAsOf=" + first + " --model " + path("before"));
        assertThat(before.get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(snapshots(before)).containsExactly(first);
        String evaluate = "evaluate --model " + path("m");
        JsonNode query = run(
                spark,
                evaluate,
                "--query",
                "select * from " + pairs + " version as of " + first + " where id in (select id from " + pairs + ")");
        assertThat(query.get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(snapshots(query)).containsExactly(first, second);
        JsonNode joined =
                run(spark, evaluate + " --table " + pairs + " --key id", "--label-query", "select id, y from " + pairs);
        assertThat(snapshots(joined)).containsExactly(second);
        // The version of one table says nothing of that of another.
        JsonNode versions = run(
                spark,
                evaluate + " --table " + pairs + " --key id --label-table " + pairs + " --option versionAsOf=" + first);
        assertThat(versions.get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(snapshots(versions)).containsExactlyInAnyOrder(first, second);
        JsonNode labels = run(
                spark,
                evaluate + " --table " + pairs + " --key id --label-table " + pairs + " --label-option versionAsOf="
                        + first);
        assertThat(labels.get("keys").get("onlyInInput").asInt()).isEqualTo(ROWS / 2);
        JsonNode held = run(
                spark,
                "train --table " + pairs + " --validation-table " + pairs + " --validation-option versionAsOf=" + first
                        + " --model " + path("held"));
        assertThat(held.get("validation").get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(snapshots(held)).containsExactlyInAnyOrder(first, second);
        CommandRun.on(spark, Arguments.of(evaluate + " --option versionAsOf=" + first, "--query", "select 1"))
                .assertError(2, "--option is of no use to --query");
        JsonNode byPath =
                run(spark, evaluate + " --format " + provider + " --input " + path("warehouse/" + location("pairs")));
        assertThat(byPath.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(byPath.get("snapshots").elements().next().asText()).isEqualTo(second);
        CommandRun.on(spark, Arguments.of(evaluate + " --table " + pairs + " --option versionAsOf=7"))
                .assertError(1, "cannot read the table " + pairs + ": ", "7");
        CommandRun.on(spark, Arguments.of(evaluate + " --table " + name("none")))
                .assertError(1, name("none"));
    }

    private void writes(SparkSession spark, String second) {
        String predict = "predict --table " + name("pairs") + " --model " + path("m") + " --output-table ";
        String mapped = name("mapped");
        JsonNode made = run(spark, predict + mapped + " --output-format " + provider + " --partition-by id");
        assertThat(made.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(snapshots(made)).containsExactly(second);
        JsonNode more = run(spark, predict + mapped + " --mode append");
        assertThat(more.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(spark.table(mapped).count()).isEqualTo(2 * ROWS);
        CommandRun.on(spark, Arguments.of(predict + mapped + " --mode append --drop w"))
                .assertError(1, "cannot write the table " + mapped + ": its columns are id, x, y, w, prediction, but");
        CommandRun.on(spark, Arguments.of(predict + mapped)).assertError(1, "the table " + mapped + " already exists");
        CommandRun.on(spark, Arguments.of(predict + mapped + " --mode append --output-format parquet"))
                .assertError(1, "the table " + mapped + " is of provider " + provider + ", not parquet");
    }

    private void overwrites(SparkSession spark, String first) {
        String mapped = name("mapped");
        String predict = "predict --model " + path("m") + " --mode overwrite --output-table " + mapped;
        JsonNode replaced = run(spark, predict + " --table " + name("pairs") + " --option versionAsOf=" + first);
        assertThat(replaced.get("rows").asInt()).isEqualTo(ROWS / 2);
        assertThat(spark.table(mapped).count()).isEqualTo(ROWS / 2);
        assertThat(partitioning(spark, mapped)).containsExactly("id");
        // The table changes by one commit of its own, after all tasks.
        String bad = "select * from " + name("pairs") + " union all select 99, array(1f), array(1f), 1d";
        CommandRun.on(spark, Arguments.of(predict, "--query", bad))
                .assertError(1, "cannot be mapped: x has 1 elements, expected 3");
        assertThat(spark.table(mapped).count()).isEqualTo(ROWS / 2);
    }

    private void refusesToWriteInPlace(SparkSession spark) {
        String pairs = name("pairs");
        String predict = "predict --model " + path("m") + " --output-table " + pairs;
        spark.sql("use " + namespace);
        List<String[]> inPlace = new ArrayList<>(otherReads(spark, pairs));
        inPlace.add(new String[] {"--table", pairs});
        inPlace.add(new String[] {"--table", "pairs"});
        inPlace.add(new String[] {
            "--query", "select * from " + name("mapped") + " m where id in (select id from " + pairs + ")"
        });
        inPlace.add(new String[] {"--format", provider, "--input", path("warehouse/" + location("pairs"))});
        for (String[] input : inPlace) {
            for (String mode : List.of("overwrite", "append")) {
                CommandRun.on(spark, Arguments.of(predict + " --mode " + mode, input))
                        .assertError(1, "the table " + pairs + " is read and cannot be written in place", "RENAME TO");
            }
        }
        assertThat(spark.table(pairs).count()).isEqualTo(ROWS);
    }

    private List<String> snapshots(JsonNode result) {
        return List.of(result.get("snapshots").get(name("pairs")).asText().split(", "));
    }

    private String name(String table) {
        return namespace + "." + table;
    }

    static JsonNode run(SparkSession spark, String start, String... more) {
        return CommandRun.on(spark, Arguments.of(start, more)).result();
    }

    String path(String name) {
        return folder.resolve(name).toString();
    }
}
