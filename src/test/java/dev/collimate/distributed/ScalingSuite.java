package dev.collimate.distributed;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.benchmark.BenchmarksFile;
import dev.collimate.benchmark.LocalSpark;
import dev.collimate.benchmark.Machine;
import dev.collimate.benchmark.Rounds;
import dev.collimate.benchmark.Spread;
import dev.collimate.benchmark.SpreadText;
import dev.collimate.optim.ValueAndGradient;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.RDDInfo;

/**
 * Times steps as rows, partitions, parameters and cores grow, and writes the results into src/site/benchmarks.md. The properties
 * scaling.share and scaling.rounds make rows, parameters and repetitions fewer, for a trial.
 */
final class ScalingSuite {
    static final int CORES = 2;
    static final int ROUNDS = Integer.getInteger("scaling.rounds", 9);
    static final int WARM_UPS = (ROUNDS + 2) / 3;

    private static final double SHARE = Double.parseDouble(System.getProperty("scaling.share", "1"));
    private static final int DIM = 384;
    private static final long ROWS = (long) (65_536 * SHARE);
    private static final int PARTITIONS = 8;
    private static final String STEP = "step";
    private static final AggregatorChoice[] AGGREGATORS = {
        AggregatorChoice.INDEXED_COLLECT, AggregatorChoice.SLICED_REDUCE
    };

    private ScalingSuite() {}

    public static void main(String[] arguments) throws IOException {
        StringBuilder report = new StringBuilder(Machine.describe()).append(".\n\n");
        double rowsPerSecond;
        double taskSeconds;
        try (JavaSparkContext context = context(CORES, Map.of())) {
            Map<Long, Spread> rows = rows(context);
            rowsPerSecond = 8 * ROWS / rows.get(8 * ROWS).median();
            taskSeconds = taskSeconds(context);
            report.append(table("rows", "rows", rows));
            for (AggregatorChoice aggregator : AGGREGATORS) {
                String name = aggregator.optionName();
                report.append(table("partitions-" + name, "partitions, " + name, partitions(context, aggregator)));
            }
            report.append(overhead(context));
        }
        report.append(cores()).append(spill());
        // What a fit would be refused for: sums of 50 million numbers, whole, from every partition.
        Map<String, String> roomy =
                Map.of("spark.driver.maxResultSize", "0", "spark.network.maxRemoteBlockSizeFetchToMem", "1g");
        try (JavaSparkContext context = context(CORES, roomy)) {
            ParameterScaling parameters = new ParameterScaling(context, SHARE);
            report.append(parameters.report(rowsPerSecond, taskSeconds));
        }
        BenchmarksFile.ofProject().replace("scaling", report.toString());
    }

    /** A local context of its own; only one lives at a time. */
    private static JavaSparkContext context(int cores, Map<String, String> settings) {
        SparkConf conf = LocalSpark.conf(cores);
        settings.forEach(conf::set);
        return new JavaSparkContext(conf);
    }

    private static Map<Long, Spread> rows(JavaSparkContext context) {
        Map<Long, ScaledStep> steps = new LinkedHashMap<>();
        try {
            for (long rows = ROWS; rows <= 8 * ROWS; rows *= 2) {
                steps.put(rows, new ScaledStep(context, DIM, rows, PARTITIONS));
            }
            return inTurn(steps, AggregatorChoice.AUTO);
        } finally {
            steps.values().forEach(ScaledStep::close);
        }
    }

    private static Map<Long, Spread> partitions(JavaSparkContext context, AggregatorChoice aggregator) {
        Map<Long, ScaledStep> steps = new LinkedHashMap<>();
        try {
            for (int partitions : new int[] {2, 8, 32, 128, 512}) {
                steps.put((long) partitions, new ScaledStep(context, DIM, ROWS, partitions));
            }
            return inTurn(steps, aggregator);
        } finally {
            steps.values().forEach(ScaledStep::close);
        }
    }

    /** Steps of all sizes take turns, as the JVM gets faster from one to the next. */
    private static Map<Long, Spread> inTurn(Map<Long, ScaledStep> steps, AggregatorChoice aggregator) {
        Rounds rounds = new Rounds();
        steps.forEach((size, scaled) -> rounds.add(size.toString(), scaled.step(aggregator)));
        Map<String, Spread> seconds = rounds.run(WARM_UPS, ROUNDS);
        Map<Long, Spread> bySize = new LinkedHashMap<>();
        steps.keySet().forEach(size -> bySize.put(size, seconds.get(size.toString())));
        return bySize;
    }

    private static String table(String file, String column, Map<Long, Spread> seconds) throws IOException {
        StringBuilder figures = new StringBuilder("size,lower,median,upper\n");
        StringBuilder table =
                new StringBuilder("| " + column + " | seconds of a step | of the first |\n|---:|---:|---:|\n");
        double first = seconds.values().iterator().next().median();
        seconds.forEach((size, spread) -> {
            figures.append(String.format(
                    Locale.ROOT,
                    "%d,%.6f,%.6f,%.6f%n",
                    size,
                    spread.lowerQuartile(),
                    spread.median(),
                    spread.upperQuartile()));
            table.append(
                    String.format(Locale.ROOT, "| %,d | %s | %.2f |%n", size, text(spread), spread.median() / first));
        });
        BenchmarksFile.ofProject().writeFigures("scaling-" + file + ".csv", figures.toString());
        return table.append("\n").toString();
    }

    /** What one more task costs in a job that does nothing. */
    private static double taskSeconds(JavaSparkContext context) {
        int many = 512;
        Map<String, Spread> seconds = new Rounds()
                .add("few", nothing(context, PARTITIONS)::count)
                .add("many", nothing(context, many)::count)
                .run(WARM_UPS, ROUNDS);
        return Math.max(0, seconds.get("many").median() - seconds.get("few").median()) / (many - PARTITIONS);
    }

    private static JavaRDD<Integer> nothing(JavaSparkContext context, int partitions) {
        return context.parallelize(IntStream.range(0, partitions).boxed().toList(), partitions);
    }

    static String text(Spread seconds) {
        return SpreadText.of(seconds, 4);
    }

    /** What is no mathematics: a step on next to no data beside a job that does nothing, and keeping sums in order. */
    private static String overhead(JavaSparkContext context) {
        JavaRDD<Integer> nothing =
                context.parallelize(IntStream.range(0, PARTITIONS).boxed().toList(), PARTITIONS);
        try (ScaledStep tiny = new ScaledStep(context, 100, 8 * PARTITIONS, PARTITIONS);
                ScaledStep full = new ScaledStep(context, DIM, ROWS, 4 * PARTITIONS)) {
            Map<String, Spread> small = new Rounds()
                    .add("step", tiny.step(AggregatorChoice.AUTO))
                    .add("empty", nothing(context, PARTITIONS)::count)
                    .run(30, 31);
            Map<String, Spread> orders = new Rounds()
                    .add("ordered", full.step(AggregatorChoice.INDEXED_COLLECT))
                    .add("arrival", full.unorderedStep())
                    .run(WARM_UPS, ROUNDS);
            return "| fixed costs | seconds | ratio | bar |\n|---|---:|---:|---:|\n"
                    + line("empty job of one stage, 8 partitions", small.get("empty"), null, "")
                    + line(
                            "step, 64 rows, 10,100 parameters, 8 partitions",
                            small.get("step"),
                            small.get("empty"),
                            "≤ 2")
                    + line("step, sums added as they arrive, 32 partitions", orders.get("arrival"), null, "")
                    + line("step, sums added in order", orders.get("ordered"), orders.get("arrival"), "≤ 1.1")
                    + "\n";
        }
    }

    private static String line(String name, Spread seconds, Spread base, String bar) {
        String ratio = base == null ? "" : String.format(Locale.ROOT, "%.2f", seconds.median() / base.median());
        return "| " + name + " | " + text(seconds) + " | " + ratio + " | " + bar + " |\n";
    }

    /** Contexts of one core and of two take turns, as the JVM gets faster from one to the next. */
    private static String cores() {
        int turns = 3;
        int each = Math.max(1, ROUNDS / turns);
        double[] one = new double[turns * each];
        double[] two = new double[turns * each];
        for (int turn = 0; turn < turns; turn++) {
            stepsOf(1, one, turn * each, each);
            stepsOf(CORES, two, turn * each, each);
        }
        double faster = Spread.of(one).median() / Spread.of(two).median();
        return "| cores | seconds of a step | faster by | bar |\n|---:|---:|---:|---:|\n| 1 | " + text(Spread.of(one))
                + " | | |\n| 2 | " + text(Spread.of(two)) + String.format(Locale.ROOT, " | %.2f | ≥ 1.8 |%n%n", faster);
    }

    private static void stepsOf(int cores, double[] seconds, int from, int steps) {
        try (JavaSparkContext context = context(cores, Map.of());
                ScaledStep scaled = new ScaledStep(context, DIM, ROWS, PARTITIONS)) {
            Runnable step = scaled.step(AggregatorChoice.AUTO);
            for (int i = -WARM_UPS; i < steps; i++) {
                long started = System.nanoTime();
                step.run();
                if (i >= 0) {
                    seconds[from + i] = (System.nanoTime() - started) * 1e-9;
                }
            }
        }
    }

    /** The same steps where the blocks do not fit into the storage memory. */
    private static String spill() {
        ValueAndGradient roomy;
        Spread roomySeconds;
        try (JavaSparkContext context = context(CORES, Map.of());
                ScaledStep scaled = new ScaledStep(context, DIM, ROWS, PARTITIONS)) {
            roomy = scaled.evaluation(AggregatorChoice.AUTO);
            roomySeconds = new Rounds()
                    .add(STEP, scaled.step(AggregatorChoice.AUTO))
                    .run(1, ROUNDS)
                    .get(STEP);
        }
        long bytes = ROWS * DIM * 2 * Float.BYTES;
        long heap = Runtime.getRuntime().maxMemory();
        // Spark keeps 300 MiB to itself; what is left gives storage half of the blocks.
        double fraction = 0.5 * bytes / (heap - (300L << 20));
        try (JavaSparkContext context = context(CORES, Map.of("spark.memory.fraction", Double.toString(fraction)));
                ScaledStep scaled = new ScaledStep(context, DIM, ROWS, PARTITIONS)) {
            ValueAndGradient starved = scaled.evaluation(AggregatorChoice.AUTO);
            long onDisk = Arrays.stream(context.sc().getRDDStorageInfo())
                    .mapToLong(RDDInfo::diskSize)
                    .sum();
            if (onDisk == 0) {
                throw new IllegalStateException("all blocks fitted into the storage memory");
            }
            Spread starvedSeconds = new Rounds()
                    .add(STEP, scaled.step(AggregatorChoice.AUTO))
                    .run(1, ROUNDS)
                    .get(STEP);
            boolean same = starved.value() == roomy.value() && Arrays.equals(starved.gradient(), roomy.gradient());
            return String.format(
                    Locale.ROOT,
                    "| storage memory | on disk | seconds of a step | bits |%n|---|---:|---:|---|%n"
                            + "| all %d MB of blocks | 0 MB | %s | |%n| half of them | %d MB | %s | %s |%n%n",
                    bytes / 1_000_000,
                    text(roomySeconds),
                    onDisk / 1_000_000,
                    text(starvedSeconds),
                    same ? "the same" : "NOT THE SAME");
        }
    }
}
