package dev.collimate.distributed;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.benchmark.BenchmarksFile;
import dev.collimate.benchmark.Rounds;
import dev.collimate.benchmark.Spread;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** Steps on next to no rows as parameters grow, by each aggregator, and what follows for clusters that are not here. */
final class ParameterScaling {
    /** Lengths of x and y that give about 10 thousand, 100 thousand, 1, 10 and 50 million parameters. */
    private static final int[] DIMS = {100, 316, 1000, 3162, 7071};

    /** From this length on a step takes about a second or more, and one is enough to warm up. */
    private static final int LARGE_DIM = 3000;

    private static final int PARTITIONS = 8;
    private static final int ROWS = 16 * PARTITIONS;
    private static final String INDEXED = AggregatorChoice.INDEXED_COLLECT.optionName();
    private static final String SLICED = AggregatorChoice.SLICED_REDUCE.optionName();

    private final Map<Integer, Map<String, Spread>> stepSeconds = new LinkedHashMap<>();
    private final Map<Integer, Map<String, Spread>> sumSeconds = new LinkedHashMap<>();

    /** @param share of the parameters to go up to */
    ParameterScaling(JavaSparkContext context, double share) {
        for (int dim : DIMS) {
            if ((double) dim * dim <= share * DIMS[DIMS.length - 1] * DIMS[DIMS.length - 1]) {
                int warmUps = dim < LARGE_DIM ? ScalingSuite.WARM_UPS : 1;
                int parameters;
                try (ScaledStep scaled = new ScaledStep(context, dim, ROWS, PARTITIONS)) {
                    parameters = scaled.parameters();
                    stepSeconds.put(
                            parameters,
                            new Rounds()
                                    .add(INDEXED, scaled.step(AggregatorChoice.INDEXED_COLLECT))
                                    .add(SLICED, scaled.step(AggregatorChoice.SLICED_REDUCE))
                                    .run(warmUps, ScalingSuite.ROUNDS));
                }
                sumSeconds.put(
                        parameters,
                        AggregatorTimes.seconds(context, parameters, PARTITIONS, warmUps, ScalingSuite.ROUNDS));
            }
        }
    }

    /**
     * @param rowsPerSecond of a step at 384 x 384, on the two cores of this machine
     * @param taskSeconds of one more task in a step
     */
    String report(double rowsPerSecond, double taskSeconds) throws IOException {
        StringBuilder figures = new StringBuilder("parameters,work,aggregator,lower,median,upper\n");
        stepSeconds.forEach((parameters, seconds) -> addFigures(figures, parameters + ",step", seconds));
        sumSeconds.forEach((parameters, seconds) -> addFigures(figures, parameters + ",sums", seconds));
        BenchmarksFile.ofProject().writeFigures("scaling-parameters.csv", figures.toString());
        return steps() + sums() + model(rowsPerSecond, taskSeconds);
    }

    private static void addFigures(StringBuilder figures, String start, Map<String, Spread> seconds) {
        seconds.forEach((name, spread) -> figures.append(String.format(
                Locale.ROOT,
                "%s,%s,%.6f,%.6f,%.6f%n",
                start,
                name,
                spread.lowerQuartile(),
                spread.median(),
                spread.upperQuartile())));
    }

    private String steps() {
        StringBuilder table =
                new StringBuilder("| parameters | step by " + INDEXED + " | by " + SLICED + " |\n|---:|---:|---:|\n");
        stepSeconds.forEach((parameters, seconds) -> table.append(String.format(
                Locale.ROOT,
                "| %,d | %s | %s |%n",
                parameters,
                ScalingSuite.text(seconds.get(INDEXED)),
                ScalingSuite.text(seconds.get(SLICED)))));
        return table.append("\n").toString();
    }

    private String sums() {
        StringBuilder table = new StringBuilder("| numbers | sums alone by " + INDEXED + " | by " + SLICED
                + " | by Spark's "
                + AggregatorTimes.TREE + " | " + SLICED + " / " + INDEXED + ", bar ≤ 1 from 10 million | " + SLICED
                + " / " + AggregatorTimes.TREE + ", bar ≤ 0.5 at 50 million |\n|---:|---:|---:|---:|---:|---:|\n");
        sumSeconds.forEach((numbers, seconds) -> table.append(String.format(
                Locale.ROOT,
                "| %,d | %s | %s | %s | %.2f | %.2f |%n",
                numbers,
                ScalingSuite.text(seconds.get(INDEXED)),
                ScalingSuite.text(seconds.get(SLICED)),
                ScalingSuite.text(seconds.get(AggregatorTimes.TREE)),
                seconds.get(SLICED).median() / seconds.get(INDEXED).median(),
                seconds.get(SLICED).median() / seconds.get(AggregatorTimes.TREE).median())));
        return table.append("\n").toString();
    }

    /** Seconds that an aggregator spends on one number of one partition: the slope between the two largest sizes. */
    private double secondsOfNumber(String aggregator) {
        Integer[] sizes = sumSeconds.keySet().toArray(Integer[]::new);
        int large = sizes[sizes.length - 1];
        int small = sizes[sizes.length - 2];
        double more = sumSeconds.get(large).get(aggregator).median()
                - sumSeconds.get(small).get(aggregator).median();
        return Math.max(0, more) / (large - small) / PARTITIONS;
    }

    private String model(double rowsPerSecond, double taskSeconds) {
        CommunicationModel model = new CommunicationModel(
                rowsPerSecond / ScalingSuite.CORES,
                stepSeconds.values().iterator().next().get(INDEXED).median(),
                taskSeconds,
                secondsOfNumber(INDEXED),
                ScalingSuite.CORES * secondsOfNumber(SLICED));
        return model.report();
    }
}
