package dev.collimate.benchmark;

import dev.collimate.distributed.PassReport;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.ml.AngularRegression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a default linear fit costs, moments and passes, in steps: plain passes of the same fit. A section of
 * src/site/benchmarks.md. Its arguments are folders of pairs, columns x and y.
 */
public final class FitCostSuite {
    private static final int CORES = 2;
    private static final int WARM_UPS = 2;
    private static final int FITS = 7;
    private static final double BAR = 8.5;

    private record Cost(long rows, int passes, double step, double moments, double first, double all) {}

    private FitCostSuite() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("expected folders of pairs");
        }
        StringBuilder table = new StringBuilder(Machine.describe()).append("""
                .

                | pairs | passes | milliseconds of a step | moments | first pass of the search | the fit | bar |
                |---:|---:|---:|---:|---:|---:|---:|
                """);
        try (SparkSession spark = LocalSpark.start(CORES)) {
            for (String folder : arguments) {
                Dataset<Row> pairs = spark.read().parquet(folder).select("x", "y");
                List<Cost> costs = new ArrayList<>();
                for (int i = 0; i < WARM_UPS + FITS; i++) {
                    costs.add(cost(pairs));
                }
                table.append(line(costs.subList(WARM_UPS, costs.size())));
            }
        }
        BenchmarksFile.ofProject().replace("cost of a fit", table.toString());
    }

    private static Cost cost(Dataset<Row> pairs) {
        List<PassReport> reports = new ArrayList<>();
        TrainingSummary summary = new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setPassListener(reports::add)
                .fit(pairs)
                .summary()
                .orElseThrow();
        // After the first pass, which gathers more.
        double step = Spread.of(reports.stream()
                        .skip(1)
                        .mapToDouble(PassReport::seconds)
                        .toArray())
                .median();
        double moments = PhaseSeconds.of(summary, "moments");
        double all = PhaseSeconds.of(summary, "moments", "start", "passes") + PhaseSeconds.ofDecompositions(summary);
        return new Cost(
                reports.get(0).rows(),
                summary.passes(),
                step,
                moments / step,
                reports.get(0).seconds() / step,
                all / step);
    }

    private static String line(List<Cost> costs) {
        return String.format(
                Locale.ROOT,
                "| %,d | %d | %s | %s | %s | %s | ≤ %.1f |%n",
                costs.get(0).rows(),
                costs.get(0).passes(),
                SpreadText.of(spread(costs, cost -> 1000 * cost.step()), 1),
                SpreadText.of(spread(costs, Cost::moments), 2),
                SpreadText.of(spread(costs, Cost::first), 2),
                SpreadText.of(spread(costs, Cost::all), 2),
                BAR);
    }

    private static Spread spread(List<Cost> costs, ToDoubleFunction<Cost> part) {
        return Spread.of(costs.stream().mapToDouble(part).toArray());
    }
}
