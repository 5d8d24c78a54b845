package dev.collimate.benchmark;

import dev.collimate.ml.AngleEvaluator;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The ridge that a network chooses beside those of a fine grid, judged on test rows: a section of
 * src/site/maps-and-solvers.md. Its arguments are folders of pairs, each with the folders train and test, columns x and y.
 */
public final class RidgeSuite {
    /** Half a power of ten is the choice's own step; each of these is a quarter of that. */
    private static final double STEP = Math.pow(10, 0.125);

    private static final int STEPS_EACH_WAY = 8;
    private static final int[] UNITS = {1024, 4096};

    private RidgeSuite() {}

    private record Measured(double ridge, double degrees) {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("expected folders of pairs, with train and test in each");
        }
        Path page = Path.of(System.getProperty("collimate.root", "."), "src", "site", "maps-and-solvers.md");
        StringBuilder table = new StringBuilder("""
                | pairs | hidden units | chosen λ | test angle | best λ of the grid | its angle | behind | bar |
                |---|---:|---:|---:|---:|---:|---:|---:|
                """);
        try (SparkSession spark = LocalSpark.start(2)) {
            for (String folder : arguments) {
                Path data = Path.of(folder);
                Dataset<Row> train = spark.read().parquet(data.resolve("train").toString());
                Dataset<Row> test = spark.read().parquet(data.resolve("test").toString());
                for (int units : UNITS) {
                    table.append(line(data.getFileName().toString(), train, test, units));
                }
            }
        }
        BenchmarksFile.of(page).replace("ridge", Machine.describe() + ".\n\n" + table);
    }

    private static String line(String name, Dataset<Row> train, Dataset<Row> test, int units) {
        Measured chosen = measured(train, test, units, "auto");
        List<Measured> grid = IntStream.rangeClosed(-STEPS_EACH_WAY, STEPS_EACH_WAY)
                .mapToObj(step -> Double.toString(chosen.ridge() * Math.pow(STEP, step)))
                .map(ridge -> measured(train, test, units, ridge))
                .toList();
        Measured best =
                grid.stream().min(Comparator.comparingDouble(Measured::degrees)).orElseThrow();
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.3g | %.4f° | %.3g | %.4f° | %.4f° | ≤ 0.05° |%n",
                name,
                units,
                chosen.ridge(),
                chosen.degrees(),
                best.ridge(),
                best.degrees(),
                chosen.degrees() - best.degrees());
    }

    private static Measured measured(Dataset<Row> train, Dataset<Row> test, int units, String ridge) {
        AngularRegressionModel model = new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setMap("mlp")
                .setLayers(new int[] {384, units, 384})
                .setResidual(true)
                .setRidge(ridge)
                .fit(train);
        double found = model.summary().orElseThrow().ridge().orElseThrow().ridge();
        return new Measured(found, new AngleEvaluator().setLabelCol("y").evaluate(model.transform(test)));
    }
}
