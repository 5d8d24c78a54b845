package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ExitCode;

class BenchmarkCommandIT {
    @Test
    void ratesFollowFromTheMedianStepAndTheShapeOfTheMap() {
        JsonNode result = CommandRun.of(
                        "benchmark",
                        "--warm-up-seconds=0",
                        "--rows=5000",
                        "--input-dim=24",
                        "--output-dim=40",
                        "--block-size=512",
                        "--steps=1")
                .result();
        double seconds = result.get("medianStepSeconds").asDouble();
        double gflops = result.get("gflops").asDouble();
        double sgemmGflops = result.get("sgemmGflops").asDouble();
        assertThat(seconds).isPositive();
        assertThat(sgemmGflops).isPositive();
        assertThat(result.get("rowsPerSecond").asDouble()).isCloseTo(5000 / seconds, within(1e-6 / seconds));
        assertThat(gflops).isCloseTo(5000 * 4.0 * 24 * 40 / seconds * 1e-9, within(1e-9 * gflops));
        assertThat(result.get("efficiency").asDouble()).isCloseTo(gflops / sgemmGflops, within(1e-9));
        assertThat(result.get("parameters").asInt()).isEqualTo(24 * 40 + 40);
        assertThat(result.get("blockSize").asInt()).isEqualTo(512);
    }

    @Test
    void everyExecutorHasItsLineBeforeTheResult() {
        CommandRun run = CommandRun.of(
                "benchmark", "--warm-up-seconds=0", "--rows=1000", "--input-dim=8", "--output-dim=8", "--blas=java");
        JsonNode result = run.result();
        assertThat(result.get("blas").asText()).isEqualTo("java");
        assertThat(result.get("executors")).hasSize(1);
        JsonNode executor = result.get("executors").get(0);
        assertThat(run.out().lines().findFirst().orElseThrow())
                .startsWith("executor driver on " + executor.get("host").asText() + ": java, ")
                .endsWith("GFLOP/s in products");
        assertThat(executor.get("sgemmGflops").asDouble())
                .isEqualTo(result.get("sgemmGflops").asDouble());
    }

    @Test
    void layersGiveTheDimensions() {
        JsonNode result = CommandRun.of(
                        "benchmark", "--warm-up-seconds=0", "--rows=1000", "--map=mlp", "--layers=6,10,4")
                .result();
        assertThat(result.get("inputDim").asInt()).isEqualTo(6);
        assertThat(result.get("outputDim").asInt()).isEqualTo(4);
        assertThat(result.get("parameters").asInt()).isEqualTo(6 * 10 + 10 + 10 * 4 + 4);
        double seconds = result.get("medianStepSeconds").asDouble();
        assertThat(result.get("gflops").asDouble() * seconds)
                .isCloseTo(1000 * 2e-9 * (2 * 6 * 10 + 3 * 10 * 4), within(1e-12));
    }

    @Test
    void lossesWithTargetsRunTooAndTheMiddleOfTheRoundsHoldsTheMedian() {
        JsonNode result = CommandRun.of(
                        "benchmark",
                        "--warm-up-seconds=1",
                        "--rows=1000",
                        "--input-dim=8",
                        "--output-dim=8",
                        "--loss=cosine-embedding")
                .result();
        assertThat(result.get("loss").asText()).isEqualTo("cosine-embedding");
        JsonNode quartiles = result.get("efficiencyQuartiles");
        assertThat(result.get("efficiency").asDouble())
                .isPositive()
                .isBetween(quartiles.get(0).asDouble(), quartiles.get(1).asDouble());
    }

    @Test
    void sizesOutOfRangeAreRefusedBeforeThereIsASession() {
        CommandRun.withoutSpark(null, "benchmark", "--rows=0")
                .assertError(ExitCode.USAGE, "rows must be at least 1, but was 0");
        CommandRun.withoutSpark(null, "benchmark", "--steps=0")
                .assertError(ExitCode.USAGE, "steps must be at least 1, but was 0");
        CommandRun.withoutSpark(null, "benchmark", "--warm-up-seconds=-1")
                .assertError(ExitCode.USAGE, "warmUpSeconds must be at least 0, but was -1");
        CommandRun.withoutSpark(null, "benchmark", "--input-dim=0")
                .assertError(ExitCode.USAGE, "inputDim must be at least 1, but was 0");
        CommandRun.withoutSpark(null, "benchmark", "--rank=4")
                .assertError(ExitCode.USAGE, "the map linear has no rank, but rank was 4");
    }
}
