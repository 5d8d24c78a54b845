package dev.collimate.benchmark;

import dev.collimate.ml.AngularRegression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The loss after every pass, for every solver of the linear map, as a CSV file of solver, start, pass, loss and mean angle
 * in degrees. A pass is one look at all rows; that of the moments has no loss and is pass 1 where there is one. Solvers
 * that search tell every trial, so a loss may be above the one before; mini-batches tell the mean over their epoch.
 *
 * <p>A main class, run by hand with the test classpath and the options that Spark gives to its JVMs; its arguments are the
 * Parquet folder of pairs (columns x and y) and the file to write.
 */
public final class SolverPasses {
    private static final int FULL_PASSES = 60;
    private static final int PRECONDITIONED_PASSES = 20;
    private static final int EPOCHS = 30;

    private final Dataset<Row> pairs;
    private final List<String> lines = new ArrayList<>(List.of("solver,start,pass,loss,meanAngleDegrees"));

    private SolverPasses(Dataset<Row> pairs) {
        this.pairs = pairs;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("expected the folder of pairs and the file to write");
        }
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("solver passes")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        try {
            SolverPasses passes = new SolverPasses(spark.read().parquet(arguments[0]));
            passes.measureAll();
            Files.write(Path.of(arguments[1]), passes.lines);
        } finally {
            spark.stop();
        }
    }

    private void measureAll() {
        measure("orthogonal", "closed form", fit -> fit.setMap("orthogonal").setFitIntercept(false));
        measure("orthogonal, centred", "closed form", fit -> fit.setMap("orthogonal"));
        measure("least squares", "closed form", fit -> fit.setSolver("closed-form"));
        for (String start : List.of("least-squares", "random")) {
            measure("precond-lbfgs", start, fit -> fit.setSolver("precond-lbfgs")
                    .setMaxIter(PRECONDITIONED_PASSES));
            measure("lbfgs", start, fit -> fit.setSolver("lbfgs").setMaxIter(FULL_PASSES));
            measure("gd, accelerated", start, fit -> fit.setSolver("gd").setMaxIter(FULL_PASSES));
            measure("gd", start, fit -> fit.setSolver("gd").setStepSize(1).setMaxIter(FULL_PASSES));
            measure("gd, Nesterov", start, fit -> fit.setSolver("gd")
                    .setStepSize(1)
                    .setMomentum(0.9)
                    .setNesterov(true)
                    .setMaxIter(FULL_PASSES));
            measure("adam", start, fit -> batched(fit.setSolver("adam")));
            measure("adamw", start, fit -> batched(fit.setSolver("adamw")));
        }
    }

    private static void batched(AngularRegression fit) {
        fit.setBlockSize(256).setBatchFraction(1 / 16.0).setSchedule("cosine").setMaxIter(EPOCHS);
    }

    private void measure(String solver, String start, Consumer<AngularRegression> settings) {
        AngularRegression fit = new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setTol(0)
                .setSeed(1);
        if (!start.equals("closed form")) {
            fit.setInitMode(start);
        }
        settings.accept(fit);
        fit.setPassListener(report -> lines.add(String.format(
                Locale.ROOT,
                "\"%s\",%s,%d,%.10g,%.6f",
                solver,
                start,
                report.pass(),
                report.loss(),
                report.meanAngleDegrees())));
        fit.fit(pairs);
    }
}
