package dev.collimate.benchmark;

import dev.collimate.map.ParameterLayout;
import dev.collimate.ml.AngleEvaluator;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Fits maps of all kinds and writes what each costs and gains: its section of src/site/maps-and-solvers.md, and the points
 * of its picture. Its argument is a folder with the folders train and test of pairs, columns x and y.
 */
public final class MapsSuite {
    private final Dataset<Row> train;
    private final Dataset<Row> test;
    private final List<Measured> measured = new ArrayList<>();

    /**
     * A fitted map.
     *
     * @param options of the command line, for readers
     * @param flops of a prediction: two for every weight, as each meets one number of a row
     * @param seconds of the fit, reading included
     */
    private record Measured(
            String name, String options, int parameters, long flops, int passes, double seconds, double degrees) {}

    private MapsSuite(SparkSession spark, Path data) {
        this.train = spark.read().parquet(data.resolve("train").toString());
        this.test = spark.read().parquet(data.resolve("test").toString());
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected the folder of pairs, with train and test in it");
        }
        Path page = Path.of(System.getProperty("collimate.root", "."), "src", "site", "maps-and-solvers.md");
        try (SparkSession spark = LocalSpark.start(2)) {
            MapsSuite suite = new MapsSuite(spark, Path.of(arguments[0]));
            suite.measureAll();
            BenchmarksFile file = BenchmarksFile.of(page);
            file.replace("maps", Machine.describe() + ".\n\n" + suite.table());
            file.writeFigures("maps.csv", suite.csv());
        }
    }

    private void measureAll() {
        // Classes are loaded and compiled once.
        fitted(fit -> fit.setMap("linear"));
        measure("orthogonal, centred", "`orthogonal`", fit -> fit.setMap("orthogonal"));
        for (int rank : new int[] {32, 64, 128}) {
            measure("low-rank, rank " + rank, "`low-rank --rank " + rank + "`", fit -> fit.setMap("low-rank")
                    .setRank(rank));
        }
        measure("linear", "`linear`", fit -> fit.setMap("linear"));
        for (int units : new int[] {1024, 4096, 8192}) {
            measure(
                    String.format(Locale.ROOT, "mlp, %,d units, solved", units),
                    "`mlp --layers 384," + units + ",384 --residual true`",
                    fit -> fit.setMap("mlp")
                            .setLayers(new int[] {384, units, 384})
                            .setResidual(true));
        }
        measure(
                "mlp, 384 units, searched",
                "`mlp --layers 384,384,384 --residual true --activation gelu --solver adam --batch-fraction 0.05"
                        + " --step-size 3e-4 --schedule cosine --max-iter 20`",
                fit -> fit.setMap("mlp")
                        .setLayers(new int[] {384, 384, 384})
                        .setResidual(true)
                        .setActivation("gelu")
                        .setSolver("adam")
                        .setBatchFraction(0.05)
                        .setStepSize(3e-4)
                        .setSchedule("cosine")
                        .setMaxIter(20));
    }

    private void measure(String name, String options, UnaryOperator<AngularRegression> settings) {
        long start = System.nanoTime();
        AngularRegressionModel model = fitted(settings);
        double seconds = (System.nanoTime() - start) / 1e9;
        ParameterLayout layout = model.map().layout();
        long weights = layout.entries().stream()
                .filter(entry -> !entry.intercept())
                .mapToLong(ParameterLayout.Entry::size)
                .sum();
        double degrees = new AngleEvaluator().setLabelCol("y").evaluate(model.transform(test));
        measured.add(new Measured(
                name,
                options,
                layout.size(),
                2 * weights,
                model.summary().orElseThrow().passes(),
                seconds,
                degrees));
    }

    private AngularRegressionModel fitted(UnaryOperator<AngularRegression> settings) {
        return settings.apply(new AngularRegression().setFeaturesCol("x").setLabelCol("y"))
                .fit(train);
    }

    private String table() {
        StringBuilder table = new StringBuilder("""
                | `--map` | parameters | flops of a row | passes | seconds | test angle |
                |---|---:|---:|---:|---:|---:|
                """);
        measured.forEach(map -> table.append(String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %d | %.1f | %.3f° |%n",
                map.options(),
                map.parameters(),
                map.flops(),
                map.passes(),
                map.seconds(),
                map.degrees())));
        return table.toString();
    }

    private String csv() {
        StringBuilder lines = new StringBuilder("map,flops,meanAngleDegrees\n");
        measured.forEach(map ->
                lines.append(String.format(Locale.ROOT, "\"%s\",%d,%.4f%n", map.name(), map.flops(), map.degrees())));
        return lines.toString();
    }
}
