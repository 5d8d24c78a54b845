package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.data.RowProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.text.CaseUtils;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of result keys lists the keys that commands print, all of them and no other. */
@Tag("long")
class ResultKeysIT {
    @TempDir
    private Path folder;

    private final Map<String, Set<String>> printed = new TreeMap<>();

    @Test
    void theKeysInThePageAreThoseThatRunsPrint() throws IOException {
        String pairs = PairFiles.write(folder.resolve("pairs"), pairsWithABadRow(20));
        String model = path("model");
        String dictionary = Files.write(
                        folder.resolve("dictionary"),
                        IntStream.range(0, 22).mapToObj(id -> id + " " + id).toList())
                .toString();
        run("train --bad-rows skip --max-iter 3", "--input", pairs, "--validation", pairs, "--model", model);
        for (int run = 0; run < 2; run++) {
            run(
                    "train --bad-rows skip --max-iter 3 --mode overwrite --checkpoint-dir " + path("checkpoints"),
                    "--input",
                    pairs,
                    "--model",
                    model);
        }
        run(
                "train --bad-rows skip --max-iter 3 --key id --dictionary " + dictionary,
                "--input",
                pairs,
                "--label-input",
                pairs,
                "--validation",
                pairs,
                "--model",
                path("keyed"));
        run(
                "evaluate --bad-rows skip --key id --dictionary " + dictionary,
                "--input",
                pairs,
                "--label-input",
                pairs,
                "--model",
                model);
        String rigid = path("rigid");
        run(
                "train --bad-rows skip --map orthogonal --group-col id",
                "--input",
                pairs,
                "--validation",
                pairs,
                "--model",
                rigid,
                "--report",
                path("train.html"));
        String network = path("network");
        run("train --bad-rows skip --map mlp --layers 2,8,2 --spread 0.5", "--input", pairs, "--model", network);
        run(
                "train --bad-rows skip --map auto --ridge 0.3 --select meanAngle",
                "--input",
                pairs,
                "--validation",
                pairs,
                "--model",
                path("selected"));
        run(
                "evaluate --bad-rows skip --group-col id",
                "--input",
                pairs,
                "--model",
                model,
                "--report",
                path("evaluate.html"));
        run("evaluate --bad-rows skip --prediction-col x", "--input", pairs);
        String corpus = PairFiles.write(folder.resolve("corpus"), pairsWithABadRow(120));
        run(
                "retrieval --bad-rows skip --key id --group-col id",
                "--input",
                corpus,
                "--training",
                pairs,
                "--model",
                model);
        run("retrieval --bad-rows skip --prediction-col x", "--input", corpus, "--report", path("retrieval.html"));
        String qrels = Files.write(folder.resolve("qrels"), List.of("1 0 2 1")).toString();
        run(
                "retrieval --bad-rows skip --prediction-col x --key id",
                "--input",
                corpus,
                "--qrels",
                qrels,
                "--run",
                path("run"));
        run("predict --bad-rows skip", "--input", pairs, "--model", model, "--output", path("mapped"));
        run("predict --bad-rows null", "--input", pairs, "--model", model, "--output", path("kept"));
        run("export --to onnx", "--model", model, "--output", path("exported"));
        List<Row> rows = pairsWithABadRow(20);
        String training = PairFiles.write(folder.resolve("training"), rows.subList(0, 16));
        String held = PairFiles.write(folder.resolve("held"), rows.subList(16, rows.size()));
        run(
                "doctor --key id --dictionary " + dictionary,
                "--input",
                training,
                "--label-input",
                pairs,
                "--validation",
                held);
        run("generate --rows 10 --input-dim 3 --output-dim 2", "--output", path("generated"));
        tables(pairs, model);
        run("benchmark --rows 100 --input-dim 4 --output-dim 4 --steps 1 --warm-up-seconds 0");
        run("gradcheck");
        run("doctor", "--input", pairs, "--report", path("doctor.html"));
        printed.put("skippedBy", allReasons());

        assertThat(ResultsPage.keys()).isEqualTo(printed);
    }

    /** x and y of equal dimensions, so that x itself is a baseline; one x is far longer than all others. */
    private static List<Row> pairsWithABadRow(int good) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < good; i++) {
            float[] x = {(float) Math.sin(i), (float) Math.cos(i)};
            float length = i == 7 ? 1e5f : 1;
            rows.add(PairFiles.pair(
                    i, new float[] {length * x[0], length * x[1]}, new float[] {x[0] + 0.1f * i, x[1]}, 1.0));
        }
        rows.add(PairFiles.pair(good, null, new float[] {1, 0}, 1.0));
        rows.add(PairFiles.pair(good + 1, new float[] {0, 0}, new float[] {1, 0}, 1.0));
        return rows;
    }

    /** One run shows only the reasons of its own bad rows. */
    private static Set<String> allReasons() {
        return Arrays.stream(RowProblem.values())
                .map(problem -> CaseUtils.toCamelCase(problem.name(), false, '_'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void tables(String pairs, String model) {
        SparkTests.session().sql("create database keys location '" + path("keys") + "'");
        run("predict --bad-rows skip --output-table keys.mapped", "--input", pairs, "--model", model);
        run("generate --rows 10 --output-table keys.pairs --input-dim 3 --output-dim 2");
        SparkTests.session().sql("drop database keys cascade");
    }

    private void run(String start, String... more) {
        JsonNode result = CommandRun.of(Arguments.of(start, more)).result();
        collect(result.get("command").asText(), result);
    }

    private void collect(String owner, JsonNode object) {
        Set<String> keys = printed.computeIfAbsent(owner, name -> new TreeSet<>());
        object.properties().forEach(field -> {
            keys.add(field.getKey());
            JsonNode value = field.getValue();
            if (value.isObject()) {
                collect(field.getKey(), value);
            } else if (value.isArray()) {
                value.forEach(entry -> {
                    if (entry.isObject()) {
                        collect(field.getKey(), entry);
                    }
                });
            }
        });
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
