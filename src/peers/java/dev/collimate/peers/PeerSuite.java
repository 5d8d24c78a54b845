package dev.collimate.peers;

import dev.collimate.benchmark.BenchmarksFile;
import dev.collimate.benchmark.LocalSpark;
import dev.collimate.benchmark.Machine;
import dev.collimate.benchmark.Spread;
import dev.collimate.benchmark.SpreadText;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;

/**
 * Compares with libtorch and Spark MLlib on as many threads as there are cores, and writes the results into
 * src/site/benchmarks.md.
 */
public final class PeerSuite {
    private static final int ROWS = Integer.getInteger("peers.rows", 65_536);
    private static final int ROUNDS = Integer.getInteger("peers.rounds", 9);
    private static final int LOGISTIC_DIM = 384;
    private static final int LOGISTIC_FITS = Math.min(5, ROUNDS);
    private static final int LOGISTIC_ITERATIONS = 10;
    private static final double TARGET_LOSS = 0.11115;
    private static final float[] ADAM_RATES = {1e-3f, 3e-3f, 1e-2f, 3e-2f};
    private static final int[] ADAM_BATCHES = {256, 1024};

    private PeerSuite() {}

    /**
     * The properties peers.rows, peers.rounds and peers.epochs make a run shorter, for a trial.
     *
     * @param arguments the folder of the reference pairs, with a folder train in it
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1 || !Files.isDirectory(Path.of(arguments[0], "train"))) {
            throw new IllegalArgumentException(
                    "the one argument must be a folder with a folder train of Parquet files in it, but was "
                            + String.join(" ", arguments));
        }
        int cores = Runtime.getRuntime().availableProcessors();
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(cores));
        // The first to touch netlib decides which library it has. MLlib takes this one too, or falls back without a
        // word.
        Blas.of(BlasChoice.NATIVE);
        NativeBLAS.getInstance();
        SparkSession spark = LocalSpark.start(cores);
        try {
            BenchmarksFile.ofProject().replace("step against peers", steps(spark));
            BenchmarksFile.ofProject().replace("whole job", wholeJob(spark, arguments[0] + "/train"));
        } finally {
            spark.stop();
        }
    }

    private static String steps(SparkSession spark) throws IOException, InterruptedException, TimeoutException {
        StringBuilder report = new StringBuilder(settings()).append("""

                | shape | program | seconds of a pass: median (quartiles) | rows/s | GFLOP/s | ours is faster by | bar |
                |---|---|---|---:|---:|---:|---:|
                """);
        for (int dim : new int[] {384, 768}) {
            Map<String, Spread> seconds = new StepComparison(spark, dim, ROWS).withTorch(ROUNDS);
            String best = seconds.keySet().stream()
                    .filter(name -> !name.equals(StepComparison.OURS))
                    .min(Comparator.comparingDouble(name -> seconds.get(name).median()))
                    .orElseThrow();
            seconds.forEach((name, spread) -> report.append(stepLine(
                    dim,
                    name,
                    spread,
                    seconds.get(StepComparison.OURS),
                    name.equals(best) ? (dim == 384 ? "≥ 1.25" : "≥ 1.05") : "")));
        }
        return report + iterations(spark);
    }

    private static String iterations(SparkSession spark) throws InterruptedException, TimeoutException {
        StringBuilder report = new StringBuilder("""

                | shape | program | seconds of an iteration: median (quartiles) | ours is faster by | bar | passes of an iteration | seconds of the job of a pass | ours is faster by |
                |---|---|---|---:|---:|---:|---|---:|
                """);
        Map<String, IterationClock> clocks = new StepComparison(spark, LOGISTIC_DIM, ROWS)
                .withLogisticRegression(LOGISTIC_FITS, LOGISTIC_ITERATIONS);
        Spread ourIteration = clocks.get(StepComparison.OURS).iterationSeconds();
        Spread ourPass = clocks.get(StepComparison.OURS).passSeconds();
        clocks.forEach((name, clock) -> {
            boolean ours = name.equals(StepComparison.OURS);
            report.append(String.format(
                    Locale.ROOT,
                    "| %d → %d | %s | %s | %s | %s | %.2f | %s | %s |%n",
                    LOGISTIC_DIM,
                    LOGISTIC_DIM,
                    ours ? name : "MLlib logistic regression, " + name,
                    text(clock.iterationSeconds()),
                    ours ? "" : ratio(clock.iterationSeconds(), ourIteration),
                    ours ? "" : "≥ 4",
                    clock.passesOfIteration(),
                    text(clock.passSeconds()),
                    ours ? "" : ratio(clock.passSeconds(), ourPass)));
        });
        return report.toString();
    }

    private static String stepLine(int dim, String name, Spread seconds, Spread ours, String bar) {
        return String.format(
                Locale.ROOT,
                "| %d → %d | %s | %s | %.0f | %.1f | %s | %s |%n",
                dim,
                dim,
                name,
                text(seconds),
                ROWS / seconds.median(),
                4e-9 * dim * dim * ROWS / seconds.median(),
                seconds == ours ? "" : ratio(seconds, ours),
                bar);
    }

    private static String ratio(Spread seconds, Spread ours) {
        return String.format(Locale.ROOT, "%.2f", seconds.median() / ours.median());
    }

    private static String wholeJob(SparkSession spark, String input) throws IOException {
        WholeJob job = new WholeJob(spark, input);
        StringBuilder tuning =
                new StringBuilder("\n| Adam's setting | train loss at the end | seconds |\n|---|---:|---:|\n");
        WholeJob.AdamSetting best = null;
        double bestLoss = Double.POSITIVE_INFINITY;
        for (int batch : ADAM_BATCHES) {
            for (float rate : ADAM_RATES) {
                WholeJob.AdamSetting setting = new WholeJob.AdamSetting(rate, batch);
                TrainingCurve curve = job.adam(setting);
                tuning.append(String.format(
                        Locale.ROOT, "| %s | %.6f | %.2f |%n", setting, curve.bestLoss(), curve.lastSeconds()));
                if (curve.bestLoss() < bestLoss) {
                    bestLoss = curve.bestLoss();
                    best = setting;
                }
            }
        }
        List<TrainingCurve> ours = new ArrayList<>();
        List<TrainingCurve> adams = new ArrayList<>();
        job.ours();
        for (int round = 0; round < (ROUNDS + 1) / 2; round++) {
            ours.add(job.ours());
            adams.add(job.adam(best));
        }
        write("whole-job.csv", TrainingCurve.median(ours), TrainingCurve.median(adams));
        return settings() + "\n| program | seconds to a train loss of " + TARGET_LOSS
                + " | best train loss | at second |\n|---|---:|---:|---:|\n"
                + jobLine("Collimate, defaults, from Parquet to a model", ours)
                + jobLine("libtorch Adam, " + best + ", from arrays in memory", adams)
                + tuning;
    }

    private static String jobLine(String name, List<TrainingCurve> runs) {
        Spread last =
                Spread.of(runs.stream().mapToDouble(TrainingCurve::lastSeconds).toArray());
        double[] reached = runs.stream()
                .flatMap(run -> run.secondsTo(TARGET_LOSS).stream().boxed())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.7f | %s |%n",
                name,
                reached.length < runs.size() ? "never" : text(Spread.of(reached)),
                TrainingCurve.median(runs).bestLoss(),
                text(last));
    }

    private static String text(Spread seconds) {
        return SpreadText.of(seconds, 3);
    }

    private static void write(String name, TrainingCurve ours, TrainingCurve adam) throws IOException {
        StringBuilder lines = new StringBuilder("program,seconds,loss\n");
        ours.points().forEach(point -> lines.append("Collimate," + point.seconds() + "," + point.loss() + "\n"));
        adam.points().forEach(point -> lines.append("libtorch Adam," + point.seconds() + "," + point.loss() + "\n"));
        BenchmarksFile.ofProject().writeFigures(name, lines.toString());
    }

    private static String settings() throws IOException {
        Properties libtorch = new Properties();
        try (var stream = PeerSuite.class.getResourceAsStream("/native/lib/pytorch.properties")) {
            libtorch.load(stream);
        }
        return Machine.describe() + ", Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION() + ", libtorch "
                + libtorch.getProperty("version") + ".\n";
    }
}
