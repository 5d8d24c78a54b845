package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bits of a fit of two tables follow from the tables, whatever Spark does to bring them together. */
@Tag("long")
class JoinedBitsIT {
    private static final Pattern PARTITIONS = Pattern.compile(
            "hashpartitioning\\(collimate_key_0\\S*, (\\d+)\\), (REPARTITION_BY_NUM|ENSURE_REQUIREMENTS)");

    @TempDir
    private Path folder;

    /** 20 MB make two partitions. */
    @Test
    void theSameBytesWhateverTheShuffle() throws Exception {
        CommandRun.of(Arguments.of("generate --rows 90000 --input-dim 32 --output-dim 32 --partitions 3 --output "
                        + path("pairs")))
                .result();
        Dataset<Row> rows = SparkTests.session()
                .read()
                .parquet(path("pairs"))
                .withColumn("id", functions.monotonically_increasing_id());
        rows.select("id", "x").write().parquet(path("old"));
        rows.select("id", "y").repartition(2, functions.col("id")).write().parquet(path("new"));
        Map<String, Map<String, byte[]>> found = new TreeMap<>();
        for (String partitions : List.of("8", "200")) {
            for (String adaptive : List.of("true", "false")) {
                for (String broadcast : List.of("-1", "1g")) {
                    String model = "model-" + partitions + "-" + adaptive + "-" + broadcast;
                    Map<String, String> settings = Map.of(
                            "spark.sql.shuffle.partitions", partitions,
                            "spark.sql.adaptive.enabled", adaptive,
                            "spark.sql.autoBroadcastJoinThreshold", broadcast);
                    List<String> plans = plansOf(() -> CommandRun.with(settings, train(path("old"), path(model)))
                            .result());
                    requireJoin(plans, broadcast.equals("-1") ? "SortMergeJoin" : "BroadcastHashJoin");
                    found.put(model, parameters(model));
                }
            }
        }
        Map<String, byte[]> first = found.values().iterator().next();
        assertThat(first).containsKeys("weights.npy", "intercept.npy");
        assertThat(found).allSatisfy((model, files) -> {
            assertThat(files).hasSameSizeAs(first);
            first.forEach((name, bytes) ->
                    assertThat(files.get(name)).as(model + " " + name).isEqualTo(bytes));
        });
    }

    private static void requireJoin(List<String> plans, String join) {
        List<String> joins =
                plans.stream().filter(plan -> PARTITIONS.matcher(plan).find()).toList();
        assertThat(joins).isNotEmpty().allMatch(plan -> plan.contains(join));
        assertThat(joins).allSatisfy(plan -> assertThat(
                        PARTITIONS.matcher(plan).results().map(JoinedBitsIT::number))
                .as(plan)
                .containsOnly(2));
        // What a merge of two tables gives is partitioned already.
        if (join.equals("SortMergeJoin")) {
            assertThat(joins).allSatisfy(plan -> assertThat(plan).doesNotContain("REPARTITION_BY_NUM"));
        }
    }

    private static int number(MatchResult found) {
        return Integer.parseInt(found.group(1));
    }

    /** A search adds products of float32 in another order, moments are of doubles. Weights are of the other table. */
    @ParameterizedTest
    @CsvSource({"--max-iter 3, 1e-6", "--solver closed-form, 1e-9"})
    void theFitIsThatOfTheJoinedTable(String options, double tolerance) throws IOException {
        Dataset<Row> all = SparkTests.sample("train")
                .coalesce(1)
                .withColumn("id", functions.monotonically_increasing_id())
                .withColumn("w", functions.expr("1 + id % 3"));
        String joined = PairFiles.write(folder.resolve("joined"), all);
        all.select("id", "x").write().parquet(path("old"));
        all.selectExpr("cast(id as int) id", "y", "w")
                .repartition(3)
                .orderBy(functions.desc("id"))
                .write()
                .parquet(path("new"));
        String train = "train --weight-col w " + options;
        CommandRun.of(Arguments.of(train, "--input", joined, "--model", path("a")))
                .result();
        JsonNode result = CommandRun.of(Arguments.of(
                        train + " --key id",
                        "--input",
                        path("old"),
                        "--label-input",
                        path("new"),
                        "--model",
                        path("b")))
                .result();
        assertThat(result.get("rows").asLong()).isEqualTo(all.count());
        Map<String, byte[]> expected = parameters("a");
        Map<String, byte[]> found = parameters("b");
        assertThat(found).hasSameSizeAs(expected);
        expected.keySet().removeIf(name -> !name.endsWith(".npy"));
        double largest = expected.values().stream()
                .flatMapToDouble(file -> Arrays.stream(numbers(file)))
                .map(Math::abs)
                .max()
                .orElseThrow();
        expected.forEach((name, file) -> assertThat(numbers(found.get(name)))
                .as(name)
                .containsExactly(numbers(file), within(tolerance * largest)));
        JsonNode measured = CommandRun.of(Arguments.of(
                        "evaluate --key id --model " + path("b"), "--input", path("old"), "--label-input", path("new")))
                .result();
        assertThat(measured.get("keys").get("matched").asLong()).isEqualTo(all.count());
    }

    private String[] train(String input, String model) {
        return Arguments.of(
                "train --max-iter 3 --key id", "--input", input, "--label-input", path("new"), "--model", model);
    }

    /** What Spark told of the plans of its queries while {@code job} ran. */
    private static List<String> plansOf(Runnable job) throws TimeoutException {
        List<String> plans = Collections.synchronizedList(new ArrayList<>());
        SparkContext context = SparkTests.session().sparkContext();
        SparkListener listener = new SparkListener() {
            @Override
            public void onOtherEvent(SparkListenerEvent event) {
                if (event instanceof SparkListenerSQLExecutionStart start) {
                    plans.add(start.physicalPlanDescription());
                } else if (event instanceof SparkListenerSQLAdaptiveExecutionUpdate update) {
                    plans.add(update.physicalPlanDescription());
                }
            }
        };
        context.addSparkListener(listener);
        try {
            job.run();
            context.listenerBus().waitUntilEmpty();
        } finally {
            context.removeSparkListener(listener);
        }
        return plans;
    }

    private Map<String, byte[]> parameters(String model) throws IOException {
        Map<String, byte[]> parameters = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve(model).resolve("parameters"))) {
            for (Path file : files.toList()) {
                parameters.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return parameters;
    }

    /** Of a file of NumPy's. */
    private static double[] numbers(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[(file.length - 10 - bytes.getShort(8)) / Double.BYTES];
        bytes.position(10 + bytes.getShort(8))
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(numbers);
        return numbers;
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
