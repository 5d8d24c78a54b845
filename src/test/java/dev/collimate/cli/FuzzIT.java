package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.ml.AngularRegressionModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small data sets of random types, nulls, lengths, scales, names and files through train, predict and evaluate. Each
 * command refuses in one line, or counts rows exactly and agrees with a plain loop in double precision over the rows
 * that were written; train ends no higher than a plain search on planted maps. {@code -Dfuzz.cases=N} sets how many,
 * {@code -Dfuzz.first=N} where they start.
 */
class FuzzIT {
    private static final long SEED = 20_261_127;

    /** In every build; the profile fuzz runs more. */
    private static final long DEFAULT_CASES = 10;

    /** Enough for planted maps; of noise the descent would take hundreds. */
    private static final int MOST_STEPS = 40;

    /** Of float arithmetic on a prediction of a few elements, relative to what is added up in it. */
    private static final double TOLERANCE = 1e-3;

    private static final AtomicLong REFUSED = new AtomicLong();
    private static final AtomicLong COMPARED = new AtomicLong();

    @TempDir
    private Path folder;

    static LongStream cases() {
        long first = Long.getLong("fuzz.first", 0);
        return LongStream.range(first, first + Long.getLong("fuzz.cases", DEFAULT_CASES));
    }

    @AfterAll
    static void tell() {
        System.out.println("fuzz: " + cases().count() + " data sets, of which " + REFUSED
                + " were refused in one line and the losses of " + COMPARED + " compared with a plain search");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCaseIsRefusedInOneLineOrRight(long number) {
        FuzzCase drawn = FuzzCase.draw(new SplittableRandom(SEED + number));
        String input = folder.resolve("input").toString();
        drawn.write(input);
        String model = folder.resolve("model").toString();
        CommandRun trained = CommandRun.of(
                "train",
                "--input",
                input,
                "--model",
                model,
                "--bad-rows",
                "skip",
                "--max-iter",
                Integer.toString(MOST_STEPS),
                "--features-col",
                drawn.features(),
                "--label-col",
                drawn.label(),
                "--format",
                drawn.format());
        if (refused(trained, drawn.mustBeRefused())) {
            assertThat(folder.resolve("model")).doesNotExist();
            return;
        }
        JsonNode result = trained.result();
        assertThat(result.get("rows").asLong()).as("rows of train").isEqualTo(drawn.usable());
        assertThat(result.get("skippedRows").asLong()).isEqualTo(drawn.pairs().size() - drawn.usable());
        AngularRegressionModel fitted = AngularRegressionModel.load(model);
        LinearReference map = new LinearReference(drawn.inputs(), drawn.outputs(), fitted.parameters());
        checkOptimum(drawn, result);
        checkEvaluate(drawn, input, model, map);
        checkPredict(drawn, input, model, map);
    }

    /**
     * The search ends no higher than a plain one from another start; of noise alone there may be many minima, or none. A
     * search that ran out of steps says so.
     */
    private static void checkOptimum(FuzzCase drawn, JsonNode result) {
        if (!drawn.planted() || result.get("stopReason").asText().equals("maxIter")) {
            return;
        }
        List<LinearReference.Pair> pairs = LinearReference.scaled(drawn.toFit());
        double optimum = LinearReference.crossMoments(pairs).descended(pairs).loss(pairs);
        assertThat(result.get("trainLoss").asDouble()).as("loss of train").isLessThan(optimum * (1 + 1e-5) + 1e-8);
        COMPARED.incrementAndGet();
    }

    private static void checkEvaluate(FuzzCase drawn, String input, String model, LinearReference map) {
        CommandRun run = CommandRun.of(
                "evaluate", "--input", input, "--model", model, "--bad-rows", "skip", "--format", drawn.format());
        JsonNode result = run.result();
        assertThat(result.get("rows").asLong()).as("rows of evaluate").isEqualTo(drawn.usable());
        List<LinearReference.Pair> pairs = drawn.toFit();
        double mean = pairs.stream().mapToDouble(map::angle).average().orElseThrow();
        double rounding =
                pairs.stream().mapToDouble(map::angleRounding).average().orElseThrow();
        assertThat(result.get("meanAngleDegrees").asDouble()).as("mean angle").isCloseTo(mean, within(rounding));
    }

    private void checkPredict(FuzzCase drawn, String input, String model, LinearReference map) {
        String output = folder.resolve("output").toString();
        CommandRun run = CommandRun.of(
                "predict",
                "--input",
                input,
                "--model",
                model,
                "--bad-rows",
                "skip",
                "--format",
                drawn.format(),
                "--output",
                output);
        JsonNode result = run.result();
        List<FuzzCase.Pair> expected = drawn.mappable();
        assertThat(result.get("rows").asLong()).as("rows of predict").isEqualTo(expected.size());
        assertThat(result.get("skippedRows").asLong()).isEqualTo(drawn.pairs().size() - expected.size());
        List<Row> written =
                new ArrayList<>(SparkTests.session().read().parquet(output).collectAsList());
        written.sort(Comparator.comparingLong(row -> row.<Number>getAs("id").longValue()));
        assertThat(written).hasSameSizeAs(expected);
        for (int i = 0; i < written.size(); i++) {
            double[] reference = map.predict(expected.get(i).x());
            List<Number> found = written.get(i).getList(written.get(i).fieldIndex("prediction"));
            assertThat(written.get(i).<Number>getAs("id").intValue())
                    .isEqualTo(expected.get(i).id());
            double length =
                    LinearReference.norm(reference) + map.bound(expected.get(i).x());
            for (int j = 0; j < reference.length; j++) {
                assertThat(found.get(j).doubleValue()).isCloseTo(reference[j], within(TOLERANCE * length));
            }
        }
    }

    /** Refused where it must be, and only there, in one line that counts the rows. */
    private static boolean refused(CommandRun run, boolean must) {
        if (must) {
            run.assertError(1, "rows can");
            REFUSED.incrementAndGet();
        }
        return must;
    }
}
