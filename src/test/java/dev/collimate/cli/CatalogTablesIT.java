package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What predict and generate write to tables of Spark's own catalog. */
@Tag("long")
@Tag("versions")
class CatalogTablesIT {
    private static final int ROWS = 40;

    @TempDir
    private Path folder;

    private final SparkSession spark = SparkTests.session();

    @BeforeEach
    void makeDatabase() {
        spark.sql("create database lake location '" + folder.resolve("lake") + "'");
    }

    @AfterEach
    void dropDatabase() {
        spark.sql("drop database lake cascade");
    }

    @Test
    void aTableIsMadeAppendedToAndNeverReplacedUnasked() {
        JsonNode made = predict("--output-table", "lake.mapped", "--partition-by", "part")
                .result();
        assertThat(made.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(made.get("outputTable").asText()).isEqualTo("lake.mapped");
        assertThat(made.has("output")).isFalse();
        predict("--output-table", "lake.mapped").assertError(1, "the table lake.mapped already exists");
        JsonNode more =
                predict("--output-table", "lake.mapped", "--mode", "append").result();
        assertThat(more.get("rows").asInt()).isEqualTo(ROWS);
        Dataset<Row> mapped = spark.table("lake.mapped");
        assertThat(mapped.count()).isEqualTo(2 * ROWS);
        assertThat(mapped.where("prediction is null or x is null or id is null").count())
                .isZero();
        assertThat(mapped.where("part = id % 3").count()).isEqualTo(2 * ROWS);
        assertThat(folder.resolve("lake").resolve("mapped").resolve("part=1")).exists();
    }

    @Test
    void aTableThatSparkWouldDeleteFirstIsNotOverwritten() {
        predict("--output-table", "lake.mapped").result();
        predict("--output-table", "lake.mapped", "--mode", "overwrite")
                .assertError(
                        1,
                        "the table lake.mapped cannot be overwritten without risk",
                        "provider parquet",
                        "ALTER TABLE ... RENAME TO");
        assertThat(spark.table("lake.mapped").count()).isEqualTo(ROWS);
        predict("--output-table", "lake.fresh", "--mode", "overwrite").result();
        assertThat(spark.table("lake.fresh").count()).isEqualTo(ROWS);
    }

    @Test
    void aTableThatIsReadIsNotWrittenInPlace() {
        predict("--output-table", "lake.mapped").result();
        spark.sql("create view lake.seen as select id, x from lake.mapped");
        for (String read : new String[] {"lake.mapped", "lake.seen", "spark_catalog.lake.MAPPED"}) {
            CommandRun.of(Arguments.of(
                            "predict --mode append --output-table lake.mapped --model " + model(),
                            "--query",
                            "select id, x from " + read))
                    .assertError(1, "the table lake.mapped is read and cannot be written in place", "RENAME TO");
        }
        CommandRun.of(Arguments.of(
                        "predict --mode append --output-table lake.mapped --model " + model(),
                        "--input",
                        folder.resolve("lake").resolve("mapped").toString()))
                .assertError(1, "the table lake.mapped is read and cannot be written in place");
        assertThat(spark.table("lake.mapped").count()).isEqualTo(ROWS);
    }

    @Test
    void aFolderThatIsReadIsNotWrittenInPlace() throws IOException {
        String store = pairs();
        String model = model();
        String part = spark.read().parquet(store).inputFiles()[0];
        String inSubquery = "select array(1f, 2f, 3f) x where exists (select 1 from parquet.`" + store + "`)";
        List<String[]> reads = List.of(
                new String[] {"--input", store},
                new String[] {"--input", part},
                new String[] {"--query", "select * from parquet.`" + store + "` where id > 3"},
                new String[] {"--query", inSubquery});
        for (String mode : List.of("append", "overwrite")) {
            String predict = "predict --replace --model " + model + " --mode " + mode + " --output ";
            for (String[] input : reads) {
                CommandRun.of(Arguments.of(predict + store, input))
                        .assertError(
                                1, "the folder " + store + " is read and cannot be written in place", "another folder");
            }
        }
        assertThat(spark.read().parquet(store).count()).isEqualTo(ROWS);
        String arrays = path("arrays");
        String toArrays = "predict --model " + model + " --output-format npy --output " + arrays + " --input ";
        CommandRun.of(Arguments.of(toArrays + store)).result();
        CommandRun.of(Arguments.of(toArrays + arrays + "/predictions.npy --mode overwrite"))
                .assertError(1, "the folder " + arrays + " is read and cannot be written in place");
    }

    /** What is held out is read by ways of its own, whichever way the other rows are. */
    @Test
    void rowsHeldOutAreATableOrAQueryOrFilesOfAnotherFormat() {
        CommandRun.of(Arguments.of("generate --rows 60 --input-dim 3 --output-dim 2 --output-table lake.pairs"))
                .result();
        String held = path("held");
        spark.table("lake.pairs").limit(20).write().json(held);
        spark.table("lake.pairs").limit(20).write().saveAsTable("lake.held");
        String train = "train --mode overwrite --model " + path("held-out") + " --table lake.pairs";
        for (String[] validation : List.of(
                new String[] {"--validation-table", "lake.held"},
                new String[] {"--validation-query", "select * from lake.held"},
                new String[] {"--validation-format", "json", "--validation", held},
                new String[] {"--validation-format", "json", "--validation-option", "lineSep=\n", "--validation", held
                })) {
            JsonNode result = CommandRun.of(Arguments.of(train, validation)).result();
            assertThat(result.get("rows").asInt()).isEqualTo(60);
            assertThat(result.get("validation").get("rows").asInt()).isEqualTo(20);
        }
        String more = path("more");
        spark.table("lake.pairs").limit(7).write().json(more);
        JsonNode both = CommandRun.of(Arguments.of(
                        train + " --validation-format json --validation " + held + " --validation " + more))
                .result();
        assertThat(both.get("validation").get("rows").asInt()).isEqualTo(27);
    }

    @Test
    void whatATableCannotTakeIsSaidInOneLineAndLeavesItAsItWas() {
        predict("--output-table", "lake.nowhere", "--mode", "append")
                .assertError(
                        1, "cannot write the table lake.nowhere: The table or view `lake`.`nowhere` cannot be found");
        predict("--output-table", "a b c").assertError(1, "cannot write the table a b c: ");
        predict("--output-table", "nowhere.mapped").assertError(1, "cannot write the table nowhere.mapped: ");
        predict("--output-table", "lake.mapped", "--output-format", "nosuch")
                .assertError(1, "cannot write the table lake.mapped: Failed to find the data source: nosuch");
        Map<String, String> broken = Map.of("spark.sql.catalog.broken", "no.such.Catalog");
        CommandRun.with(broken, Arguments.of(start(), "--output-table", "broken.a.mapped"))
                .assertError(1, "cannot write the table broken.a.mapped: The catalog `broken` not found");
        predict("--output-table", "lake.mapped").result();
        predict("--output-table", "lake.mapped", "--mode", "append", "--output-format", "orc")
                .assertError(1, "is of provider parquet, not orc; leave --output-format out");
        predict("--output-table", "lake.mapped", "--mode", "append", "--partition-by", "part")
                .assertError(1, "is partitioned by nothing, not part");
        predict("--output-table", "lake.mapped", "--mode", "append", "--drop", "w")
                .assertError(1, "its columns are id, x, y, w, part, prediction, but the new rows have id, x, y, part");
        predict("--output-table", "lake.mapped", "--mode", "append", "--prediction-type", "vector")
                .assertError(1, "cannot write the table lake.mapped: ");
        predict("--output-table", "lake.mapped", "--output", "x").assertError(2, "give one of them");
        assertThat(spark.table("lake.mapped").count()).isEqualTo(ROWS);
    }

    @Test
    void aJobThatFailsLeavesNoTableAndNoRows() {
        String query = "select *, id %% 3 part from parquet.`%s` union all select 99, array(1f), array(1f), 1d, 0"
                .formatted(pairs());
        CommandRun.of(Arguments.of("predict --model " + model(), "--query", query, "--output-table", "lake.mapped"))
                .assertError(1, "row");
        assertThat(spark.catalog().tableExists("lake.mapped")).isFalse();
        predict("--output-table", "lake.mapped").result();
        CommandRun.of(Arguments.of(
                        "predict --mode append --model " + model(), "--query", query, "--output-table", "lake.mapped"))
                .assertError(1, "row");
        assertThat(spark.table("lake.mapped").count()).isEqualTo(ROWS);
        JsonNode skipped = CommandRun.of(Arguments.of(
                        "predict --mode append --bad-rows skip --model " + model(),
                        "--query",
                        query,
                        "--output-table",
                        "lake.mapped"))
                .result();
        assertThat(skipped.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(skipped.get("skippedRows").asInt()).isEqualTo(1);
        JsonNode kept = CommandRun.of(Arguments.of(
                        "predict --mode append --bad-rows null --model " + model(),
                        "--query",
                        query,
                        "--output-table",
                        "lake.mapped"))
                .result();
        assertThat(kept.get("rows").asInt()).isEqualTo(ROWS + 1);
        assertThat(kept.get("nullPredictions").asInt()).isEqualTo(1);
        spark.catalog().refreshTable("lake.mapped");
        assertThat(spark.table("lake.mapped").count()).isEqualTo(3 * ROWS + 1);
    }

    /** The second task asks for its file when the first has failed and Spark has cleared the folder. */
    @Test
    void aTaskThatEndsAfterItsJobHasFailedLeavesNoFile() {
        String many = PairFiles.write(folder.resolve("many"), PairFiles.good(4000));
        String slow = "if(id = 0, int(reflect('dev.collimate.cli.Spin', 'millis', 1000L)), id)";
        String query = ("select 99 id, array(1f) x, array(1f) y, 1d w, 0 part union all select " + slow
                        + ", x, y, w, id %% 3 part from parquet.`%s`")
                .formatted(many);
        String start = "predict --model " + model();
        CommandRun.of(Arguments.of(start, "--query", query, "--output-table", "lake.mapped"))
                .assertError(1, "cannot be mapped: x has 1 elements");
        assertThat(folder.resolve("lake").resolve("mapped")).isEmptyDirectory();
        predict("--output-table", "lake.mapped").result();
        Path outputs = folder.resolve("outputs");
        CommandRun.of(Arguments.of(
                        start,
                        "--query",
                        query,
                        "--output",
                        outputs.resolve("mapped").toString()))
                .assertError(1, "cannot be mapped: x has 1 elements");
        assertThat(outputs).isEmptyDirectory();
    }

    @Test
    void whatAnotherCommandWritesToATableOfThatNameStays() throws IOException {
        Path unfinished =
                Files.createDirectories(folder.resolve("lake").resolve("mapped").resolve("_temporary"));
        Path theirs = Files.createFile(unfinished.resolve("part-0"));
        predict("--output-table", "lake.mapped").assertError(1, "Spark stopped with LOCATION_ALREADY_EXISTS");
        assertThat(theirs).exists();
    }

    @Test
    void generatedRowsAreATableToTrainOn() {
        CommandRun.of(Arguments.of(
                        "generate --rows 60 --input-dim 3 --output-dim 2",
                        "--output-table",
                        "lake.pairs",
                        "--output-format",
                        "orc"))
                .result();
        assertThat(spark.table("lake.pairs").count()).isEqualTo(60);
        JsonNode result = CommandRun.of("train", "--table", "lake.pairs", "--model", path("of-table"))
                .result();
        assertThat(result.get("rows").asInt()).isEqualTo(60);
        assertThat(result.has("snapshots")).isFalse();
    }

    private CommandRun predict(String... more) {
        return CommandRun.of(Arguments.of(start(), more));
    }

    private String start() {
        spark.read().parquet(pairs()).selectExpr("*", "id % 3 part").createOrReplaceGlobalTempView("store");
        return "predict --table global_temp.store --model " + model();
    }

    private String pairs() {
        Path pairs = folder.resolve("pairs");
        return pairs.toFile().exists() ? pairs.toString() : PairFiles.write(pairs, PairFiles.good(ROWS));
    }

    private String model() {
        Path model = folder.resolve("model");
        if (!model.toFile().exists()) {
            CommandRun.of("train", "--input", pairs(), "--model", model.toString())
                    .result();
        }
        return model.toString();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
