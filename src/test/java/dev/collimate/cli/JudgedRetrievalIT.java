package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches judged by given relevance: of 30 queries, each has its neighbours in a ring as relevant documents. */
@Tag("long")
class JudgedRetrievalIT {
    private static final int ROWS = 30;

    @TempDir
    private Path folder;

    @Test
    void theCeilingsOwnRunIsWhatItsMeasuresSay() throws IOException {
        Path qrels = write("qrels", ring());
        Path run = folder.resolve("run");
        JsonNode result =
                judged("--qrels", qrels.toString(), "--run", run.toString()).result();
        assertThat(result.get("judgements").asInt()).isEqualTo(2 * ROWS);
        assertThat(result.get("unknownDocuments").asInt()).isZero();
        assertThat(result.get("queries").asInt()).isEqualTo(ROWS);
        assertThat(result.get("run").asText()).isEqualTo(run.toString());
        JsonNode column = result.get("searches").get(0);
        JsonNode ceiling = result.get("searches").get(1);
        assertThat(ceiling.at("/measures/recall@5/value").asDouble()).isEqualTo(1);
        assertThat(ceiling.at("/ofCeiling/recall@5/value").asDouble()).isEqualTo(1);
        for (String measure : List.of("recall@1", "recall@5", "mrr", "ndcg@10")) {
            assertThat(column.at("/ofCeiling/" + measure + "/value").asDouble())
                    .isCloseTo(
                            column.at("/measures/" + measure + "/value").asDouble()
                                    / ceiling.at("/measures/" + measure + "/value")
                                            .asDouble(),
                            within(1e-12));
        }
        assertThat(recallAt5(Files.readAllLines(run)))
                .isCloseTo(column.at("/measures/recall@5/value").asDouble(), within(1e-12));
        assertThat(run.resolveSibling(".run.crc")).exists();
    }

    /** The ceiling may be low: what must be reached is not a share of it. */
    @Test
    void aMinimumIsOfTheMeasureItself() throws IOException {
        String qrels = write("qrels", ring()).toString();
        Path page = folder.resolve("page.html");
        CommandRun run =
                judged("--qrels", qrels, "--mapped", "query", "--min", "recall@1=1", "--report", page.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("recall@1 itself, not its share of the ceiling, is 0.", "must be at least 1.0");
        assertThat(page)
                .content()
                .contains(
                        "--min-recall and --min are compared with the measure itself, not with its share of the ceiling.");
    }

    /** Of a TREC run, against the ring. */
    private static double recallAt5(List<String> lines) {
        Map<String, Integer> hits = new HashMap<>();
        for (String line : lines) {
            String[] fields = line.split(" ");
            assertThat(fields).hasSize(6);
            assertThat(fields[2]).as("a query's own document").isNotEqualTo(fields[0]);
            int apart = Math.floorMod(Integer.parseInt(fields[2]) - Integer.parseInt(fields[0]), ROWS);
            boolean relevant = apart == 1 || apart == ROWS - 1;
            hits.merge(fields[0], relevant && Integer.parseInt(fields[3]) <= 5 ? 1 : 0, Integer::sum);
        }
        assertThat(hits).hasSize(ROWS);
        return hits.values().stream().mapToInt(Integer::intValue).sum() / 2.0 / ROWS;
    }

    @Test
    void rowsWithoutARelevantDocumentAreLeftOutAndCounted() throws IOException {
        List<String> lines = new ArrayList<>(ring().subList(0, 20));
        lines.add("29 0 3 0");
        JsonNode result = judged("--qrels", write("few", lines).toString()).result();
        assertThat(result.get("queries").asInt()).isEqualTo(10);
        assertThat(result.get("queriesWithoutRelevant").asInt()).isEqualTo(ROWS - 10);
    }

    @Test
    void judgementsMayBeATable() {
        String table = folder.resolve("table").toString();
        SparkTests.session()
                .sql("select 0L as query, 1L as document, 3 as gain")
                .write()
                .parquet(table);
        JsonNode result = judged("--qrels", table, "--qrels-format", "parquet").result();
        assertThat(result.get("judgements").asInt()).isEqualTo(1);
    }

    @Test
    void nullsBesideTheThreeColumnsOfATableDoNotMatter() {
        String query = "select 0L as query, 1L as document, cast(%s as int) as gain, cast(null as string) as note";
        for (String gain : List.of("3", "null")) {
            SparkTests.session()
                    .sql(String.format(query, gain))
                    .write()
                    .parquet(folder.resolve("gain-" + gain).toString());
        }
        JsonNode result = judged("--qrels", folder.resolve("gain-3").toString(), "--qrels-format", "parquet")
                .result();
        assertThat(result.get("judgements").asInt()).isEqualTo(1);
        judged("--qrels", folder.resolve("gain-null").toString(), "--qrels-format", "parquet")
                .assertError(1, "row 1 of the judgements has a null");
    }

    @Test
    void judgementsAreReadAsTheInputIs() throws IOException {
        Map<String, String> lossy = Map.of("spark.sql.files.ignoreCorruptFiles", "true");
        String qrels = write("qrels", ring()).toString();
        judged("--qrels", qrels).result();
        String retrieval = "retrieval --prediction-col x --key id --k 1,5 --allow-incomplete-input --input "
                + folder.resolve("pairs") + " --qrels ";
        JsonNode result =
                CommandRun.with(lossy, Arguments.of(retrieval + qrels)).result();
        assertThat(result.get("judgements").asInt()).isEqualTo(2 * ROWS);
    }

    @Test
    void unknownKeysAreCountedAndRefusedAboveAShare() throws IOException {
        List<String> lines = new ArrayList<>(ring());
        lines.add("0 0 nowhere 1");
        lines.add("nobody 0 0 1");
        String some = write("some", lines).toString();
        JsonNode result = judged("--qrels", some).result();
        assertThat(result.get("unknownQueries").asInt()).isEqualTo(1);
        assertThat(result.get("unknownDocuments").asInt()).isEqualTo(1);
        judged("--qrels", some, "--max-unknown-fraction", "0.01")
                .assertError(1, "1 of 31 judged queries are not in the input", "--max-unknown-fraction");
        judged("--qrels", write("foreign", List.of("a 0 b 1")).toString())
                .assertError(1, "1 of 1 judged queries are not in the input");
    }

    @Test
    void queriesThatShareAKeyCannotBeToldApartInARunOrByJudgements() throws IOException {
        judged().result();
        String twice = folder.resolve("twice").toString();
        SparkTests.session()
                .read()
                .parquet(folder.resolve("pairs").toString())
                .withColumn("id", functions.expr("id div 2"))
                .write()
                .parquet(twice);
        String retrieval = "retrieval --prediction-col x --key id --k 1,5 --corpus-only --input " + twice + " --corpus "
                + folder.resolve("pairs");
        CommandRun.of(Arguments.of(retrieval)).result();
        for (String option : List.of("--run " + folder.resolve("run"), "--qrels " + write("qrels", ring()))) {
            CommandRun.of(Arguments.of(retrieval + " " + option))
                    .assertError(1, "15 keys of column id belong to several queries");
        }
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void whatCannotBeReadOrWrittenIsToldBeforeTheSearch() throws IOException {
        judged("--qrels", folder.resolve("none").toString()).assertError(1, "none does not exist");
        Path taken = write("taken", ring());
        judged("--qrels", taken.toString(), "--run", taken.toString())
                .assertError(1, "taken already exists, and no file is written over; name another file");
        judged("--qrels", write("bad", List.of("1 2 3")).toString())
                .assertError(1, "line 1 of the judgements has 3 fields");
    }

    /** The two neighbours of every row in a ring. */
    private static List<String> ring() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            lines.add(i + " 0 " + (i + 1) % ROWS + " 1");
            lines.add(i + " 0 " + (i + ROWS - 1) % ROWS + " 2");
        }
        return lines;
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    /** y are points of a circle, and predictions lie somewhat off. */
    private CommandRun judged(String... options) {
        Path pairs = folder.resolve("pairs");
        if (!Files.exists(pairs)) {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                double angle = 2 * Math.PI * i / ROWS;
                double off = angle + 0.3 * Math.sin(5.0 * i);
                rows.add(PairFiles.pair(
                        i,
                        new float[] {(float) Math.cos(off), (float) Math.sin(off)},
                        new float[] {(float) Math.cos(angle), (float) Math.sin(angle)},
                        1.0));
            }
            PairFiles.write(pairs, rows);
        }
        List<String> arguments = new ArrayList<>(List.of("--input", pairs.toString()));
        arguments.addAll(List.of(options));
        return CommandRun.of(
                Arguments.of("retrieval --prediction-col x --key id --k 1,5", arguments.toArray(String[]::new)));
    }
}
