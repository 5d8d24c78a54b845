package dev.collimate.cli;

import dev.collimate.benchmark.Spread;
import dev.collimate.benchmark.StepBenchmark;
import dev.collimate.benchmark.StepTimes;
import dev.collimate.ml.AngularRegression;
import dev.collimate.report.Result;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Measures steps and their matrix products on the machine or cluster at hand. */
@Command(
        name = "benchmark",
        description =
                "Times the step of a fit on cached synthetic pairs and, in turn with it, its matrix products alone,"
                        + " on as many tasks as run at the same time. Prints the BLAS library and its rate for every"
                        + " executor.")
final class BenchmarkCommand extends JobCommand {
    private static final Set<String> PARAMETERS = Set.of(
            "map",
            "rank",
            "layers",
            "activation",
            "residual",
            "fitIntercept",
            "loss",
            "margin",
            "blas",
            "blockSize",
            "seed");

    private static final int DEFAULT_DIM = 384;
    private static final double GIGA = 1e9;

    @Option(names = "--rows", paramLabel = "N", description = "pairs per step")
    private long rows = 131_072;

    @Option(
            names = "--input-dim",
            paramLabel = "N",
            description = "length of x (default: " + DEFAULT_DIM + ", or the first of the layers)")
    private Integer inputDim;

    @Option(
            names = "--output-dim",
            paramLabel = "N",
            description = "length of y (default: " + DEFAULT_DIM + ", or the last of the layers)")
    private Integer outputDim;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "tasks per step; 0: as many as run at the same time")
    private int partitions = 0;

    @Option(names = "--steps", paramLabel = "N", description = "timed steps, after some untimed ones")
    private int steps = 9;

    @Option(
            names = "--warm-up-seconds",
            paramLabel = "N",
            description = "seconds of untimed small steps before all others, in which the JVM compiles Spark")
    private int warmUpSeconds = 10;

    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());
    private final AngularRegression settings = CommandLineStage.create();
    private StepBenchmark benchmark;

    BenchmarkCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        parameters.addTo(command, PARAMETERS::contains);
    }

    @Override
    void checkOptions() {
        apply(parameters, settings);
        try {
            benchmark = new StepBenchmark(
                    settings.fitSettings(),
                    new StepBenchmark.Scale(
                            dim(inputDim, layers -> layers[0]),
                            dim(outputDim, layers -> layers[layers.length - 1]),
                            rows,
                            partitions,
                            steps,
                            warmUpSeconds));
        } catch (IllegalArgumentException e) {
            throw usage(ErrorLine.of(e, naming()));
        }
    }

    private int dim(Integer given, ToIntFunction<int[]> ofLayers) {
        int[] layers = settings.isSet(settings.layers()) ? settings.getLayers() : new int[0];
        return given != null ? given : layers.length > 0 ? ofLayers.applyAsInt(layers) : DEFAULT_DIM;
    }

    @Override
    Result run(SparkSession spark) {
        StepTimes times = benchmark.run(spark);
        print(times, surroundings().out());
        return Result.of("benchmark")
                .put("rows", times.rows())
                .put("inputDim", times.inputDim())
                .put("outputDim", times.outputDim())
                .put("map", settings.getMap())
                .put("parameters", times.parameters())
                .put("loss", settings.getLoss())
                .put("partitions", times.partitions())
                .put("concurrentTasks", times.concurrentTasks())
                .put("blockSize", times.blockRows())
                .put("steps", steps)
                .put("medianStepSeconds", times.stepSeconds().median())
                .put("stepSecondsQuartiles", quartiles(times.stepSeconds(), 1))
                .put("rowsPerSecond", times.rowsPerSecond())
                .put("gflops", times.stepRate() / GIGA)
                .put("sgemmGflops", times.productRate().median() / GIGA)
                .put("sgemmGflopsQuartiles", quartiles(times.productRate(), GIGA))
                .put("efficiency", times.efficiency().median())
                .put("efficiencyQuartiles", quartiles(times.efficiency(), 1))
                .put("blas", times.blas())
                .put(
                        "executors",
                        times.executors().stream().map(BenchmarkCommand::result).toList());
    }

    private static List<Double> quartiles(Spread spread, double unit) {
        return List.of(spread.lowerQuartile() / unit, spread.upperQuartile() / unit);
    }

    private static Result result(StepTimes.ExecutorRate executor) {
        return new Result()
                .put("executor", executor.executor())
                .put("host", executor.host())
                .put("blas", executor.blas())
                .put("sgemmGflops", executor.productRate().median() / GIGA);
    }

    private static void print(StepTimes times, PrintStream out) {
        for (StepTimes.ExecutorRate executor : times.executors()) {
            out.printf(
                    Locale.ROOT,
                    "executor %s on %s: %s, %.1f GFLOP/s in products%n",
                    executor.executor(),
                    executor.host(),
                    executor.blas(),
                    executor.productRate().median() / GIGA);
        }
    }
}
