package dev.collimate.benchmark;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the micro-benchmarks of this package and writes their section of src/site/benchmarks.md. Takes JMH's own options; with
 * a choice of benchmarks among them it writes nothing.
 */
public final class KernelSuite {
    private static final String PACKAGE = "dev\\.collimate\\.benchmark\\.";
    private static final String SHIPPED = "native";
    private static final int TURNS = 7;

    private KernelSuite() {}

    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException, IOException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        ChainedOptionsBuilder options = new OptionsBuilder().parent(given).shouldFailOnError(true);
        if (!given.getWarmupIterations().hasValue()) {
            options.warmupIterations(3);
        }
        if (!given.getMeasurementIterations().hasValue()) {
            options.measurementIterations(5);
        }
        boolean all = given.getIncludes().isEmpty();
        if (all) {
            options.include(PACKAGE);
        }
        String system = System.getProperty(ProductBenchmark.SYSTEM_LIBRARY, "");
        if (all || system.isEmpty()) {
            options.param("library", SHIPPED, "vector", "java");
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        if (all) {
            String libraries = system.isEmpty() ? "" : againstSystem(given);
            BenchmarksFile.ofProject().replace("kernels", report(results) + libraries);
        }
    }

    /** Of the shipped OpenBLAS beside the system's: JVMs of each in turn, as one JVM can load only one of them. */
    private static String againstSystem(Options given) throws RunnerException {
        Map<String, double[]> micros = new TreeMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            // Who goes first changes too.
            String first = turn % 2 == 0 ? SHIPPED : ProductBenchmark.SYSTEM;
            String second = turn % 2 == 0 ? ProductBenchmark.SYSTEM : SHIPPED;
            for (String library : new String[] {first, second}) {
                Options options = new OptionsBuilder()
                        .parent(given)
                        .include(ProductBenchmark.class.getSimpleName())
                        .param("library", library)
                        .measurementIterations(5)
                        .shouldFailOnError(true)
                        .build();
                double score =
                        new Runner(options).runSingle().getPrimaryResult().getScore();
                micros.computeIfAbsent(library, name -> new double[TURNS])[turn] = score;
            }
        }
        Spread shipped = Spread.of(micros.get(SHIPPED));
        Spread system = Spread.of(micros.get(ProductBenchmark.SYSTEM));
        StringBuilder lines = new StringBuilder("\n| two products, " + TURNS
                + " JVMs of each in turn | microseconds: median (quartiles) |\n|---|---:|\n");
        lines.append("| shipped natives | " + SpreadText.of(shipped, 1) + " |\n");
        lines.append("| the system's OpenBLAS | " + SpreadText.of(system, 1) + " |\n");
        lines.append("\n| ratio | value | bar |\n|---|---:|---:|\n");
        line(lines, "shipped natives / the system's OpenBLAS", shipped.median() / system.median(), "≤ 1.05");
        return lines.toString();
    }

    private static String report(Collection<RunResult> results) throws IOException {
        Map<String, Double> micros = new TreeMap<>();
        StringBuilder report = new StringBuilder(Machine.describe()).append(".\n\n");
        report.append("| benchmark | | microseconds | ± 99.9 % |\n|---|---|---:|---:|\n");
        for (RunResult result : results) {
            String parameters = result.getParams().getParamsKeys().stream()
                    .map(key -> key + " " + result.getParams().getParam(key))
                    .collect(Collectors.joining(", "));
            String name = result.getParams().getBenchmark().replaceFirst(PACKAGE, "");
            Result<?> time = result.getPrimaryResult();
            micros.put(name + " " + parameters, time.getScore());
            report.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %.1f |%n",
                    name,
                    parameters,
                    time.getScore(),
                    time.getScoreError()));
        }
        return report.append("\n").append(ratios(micros)).toString();
    }

    private static String ratios(Map<String, Double> micros) {
        StringBuilder lines = new StringBuilder("| ratio | value | bar |\n|---|---:|---:|\n");
        for (String noise : new String[] {"1", "0.25", "0.01"}) {
            String row = " noise " + noise;
            double pass = micros.get("LossPassBenchmark.lossPass" + row);
            line(
                    lines,
                    "loss pass / two products," + row,
                    pass / micros.get("LossPassBenchmark.twoProducts" + row),
                    "≤ 0.15");
            line(
                    lines,
                    "loss pass / straightforward loop," + row,
                    pass / micros.get("LossPassBenchmark.straightforwardLoop" + row),
                    "");
        }
        double shipped = micros.get("ProductBenchmark.twoProducts library native");
        line(
                lines,
                "Vector API / shipped natives, time of the two products",
                micros.get("ProductBenchmark.twoProducts library vector") / shipped,
                "≥ 1.7");
        line(
                lines,
                "plain Java / shipped natives",
                micros.get("ProductBenchmark.twoProducts library java") / shipped,
                "");
        line(
                lines,
                "predict / sgemv",
                micros.get("VectorPredictorBenchmark.predict blas native")
                        / micros.get("VectorPredictorBenchmark.sgemv blas native"),
                "≤ 2");
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, double value, String bar) {
        lines.append(String.format(Locale.ROOT, "| %s | %.3f | %s |%n", name, value, bar));
    }
}
