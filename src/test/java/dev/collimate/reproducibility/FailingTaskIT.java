package dev.collimate.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.SparkTests;
import dev.collimate.cli.CommandRun;
import dev.collimate.map.LinearMap;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.reproducibility.FirstAttempt.Trouble;
import dev.collimate.synthetic.SyntheticPairs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command train where a task fails: once, which changes no count, or always, after which its checkpoint goes on. */
@Timeout(240)
@Tag("long")
class FailingTaskIT {
    private static final int PARTITIONS = 3;
    private static final int ROWS = 900;
    private static final List<String> RUN =
            List.of("model", "seconds", "fitSeconds", "rowsPerSecond", "phases", "resumedFromPass");

    private static final String BROKEN = "the disk of this machine is broken";

    @TempDir
    private Path folder;

    @Test
    void aTaskThatFailsAtItsFirstAttemptChangesNoCount() throws Exception {
        SparkTests.withOwn("local[2,4]", Map.of(), spark -> {
            Witness witness = Witness.of(spark.sparkContext());
            JsonNode expected = train(spark, badPairs(spark), "expected", "--bad-rows", "skip")
                    .result();
            Dataset<Row> pairs = badPairs(spark);
            Dataset<Row> failing =
                    pairs.mapPartitions(new FirstAttempt(1, Trouble.FAILS), Encoders.row(pairs.schema()));
            for (String aggregator : SmallFit.AGGREGATORS) {
                int before = failures(witness).size();
                JsonNode found = train(spark, failing, aggregator, "--bad-rows", "skip", "--aggregator", aggregator)
                        .result();
                assertThat(failures(witness).subList(before, failures(witness).size()))
                        .extracting(Witness.TaskEnd::job)
                        .contains("angular fit · reading rows");
                // Of each hundred rows one has x null, one y of zeros, one x with NaN, one x of another length.
                assertThat(found.get("rows").asInt()).isEqualTo(864);
                assertThat(found.get("skippedRows").asInt()).isEqualTo(36);
                assertThat(facts(found)).isEqualTo(facts(expected));
                assertThat(found.get("skippedBy").elements())
                        .toIterable()
                        .hasSize(4)
                        .allMatch(count -> count.asInt() == 9);
                assertThat(bits(aggregator)).isEqualTo(bits("expected"));
            }
            return null;
        });
    }

    /** In a session that tries each task twice. */
    @Test
    void aTaskThatAlwaysFailsIsTriedAsOftenAsSparkIsToldAndItsCheckpointGoesOn() throws Exception {
        Path trouble = folder.resolve("trouble");
        SparkTests.withOwn("local[1,2]", Map.of(), spark -> {
            SparkContext context = spark.sparkContext();
            Dataset<Row> pairs = pairs(spark);
            Dataset<Row> rows = pairs.mapPartitions(new FailsWhere(trouble.toString()), Encoders.row(pairs.schema()));
            JsonNode expected = train(spark, rows, "expected").result();

            Witness witness = Witness.of(context);
            witness.onTaskStart(start -> {
                if (start.job().startsWith("angular fit · pass 5") && !Files.exists(trouble)) {
                    create(trouble);
                    CachedPairs.lose(context);
                }
            });
            String[] checkpoint = {
                "--checkpoint-seconds",
                "0",
                "--checkpoint-dir",
                folder.resolve("checkpoints").toString()
            };
            CommandRun failed = train(spark, rows, "model", checkpoint);
            failed.assertError(1, BROKEN);
            assertThat(failures(witness)).hasSize(2).allMatch(task -> task.partition() == 1);
            assertThat(folder.resolve("model")).doesNotExist();

            witness.onTaskStart(start -> {});
            Files.delete(trouble);
            JsonNode found = train(spark, rows, "model", checkpoint).result();
            assertThat(found.get("resumedFromPass").asInt()).isGreaterThanOrEqualTo(4);
            assertThat(facts(found)).isEqualTo(facts(expected));
            assertThat(bits("model")).isEqualTo(bits("expected"));
            return null;
        });
    }

    private static List<Witness.TaskEnd> failures(Witness witness) throws Exception {
        witness.hearAll();
        return witness.tasks().stream().filter(Witness.TaskEnd::failed).toList();
    }

    private CommandRun train(SparkSession spark, Dataset<Row> rows, String model, String... options) {
        rows.createOrReplaceTempView("pairs");
        List<String> arguments = new ArrayList<>(List.of("train", "--query", "select * from pairs"));
        arguments.addAll(List.of("--solver", "gd", "--init-mode", "random", "--max-iter", "12", "--tol", "0"));
        arguments.addAll(List.of("--block-size", "50", "--num-partitions", Integer.toString(PARTITIONS)));
        arguments.addAll(List.of("--model", folder.resolve(model).toString()));
        arguments.addAll(List.of(options));
        return CommandRun.on(spark, arguments.toArray(String[]::new));
    }

    /** The result without what differs from run to run. */
    private static JsonNode facts(JsonNode result) {
        ObjectNode facts = result.deepCopy();
        return facts.remove(RUN);
    }

    private long[] bits(String model) {
        return SmallFit.bits(AngularRegressionModel.load(folder.resolve(model).toString()));
    }

    private static Dataset<Row> pairs(SparkSession spark) {
        return SyntheticPairs.generate(spark, new LinearMap(4, 3, false), ROWS, 0.3, 1, PARTITIONS);
    }

    private static Dataset<Row> badPairs(SparkSession spark) {
        return pairs(spark)
                .selectExpr(
                        "id",
                        "case when id % 100 = 7 then null when id % 100 = 31 then transform(x, v -> float('NaN'))"
                                + " when id % 100 = 53 then slice(x, 1, 2) else x end x",
                        "if(id % 100 = 88, transform(y, v -> 0f), y) y");
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands rows on, but fails for partition 1 where a file is. */
    private record FailsWhere(String file) implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            if (TaskContext.get().partitionId() == 1 && Files.exists(Path.of(file))) {
                throw new IllegalStateException(BROKEN);
            }
            return rows;
        }
    }
}
