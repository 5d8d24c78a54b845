package dev.collimate.benchmark;

import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.fit.FitStoppedException;
import dev.collimate.map.LinearMap;
import dev.collimate.ml.AngularRegression;
import dev.collimate.synthetic.SyntheticPairs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Times a fit of 10 million parameters by lbfgs with and without checkpoints, and how long it takes to go on from one, and
 * writes its section of src/site/benchmarks.md. L-BFGS holds the most of all solvers: ten pairs of vectors of all parameters.
 */
public final class CheckpointSuite {
    private static final int DIM = 3200;

    /** So many that passes are slow: L-BFGS comes to rest, with any number of rows, after about eighty. */
    private static final int ROWS = 10_000;

    private static final int CADENCE_SECONDS = 60;
    private static final int USUAL_SECONDS = 300;
    private static final double MEASURED_SECONDS = 270;

    /** Seconds that going on from a checkpoint may take beside a first pass from the start and a read of its files. */
    private static final double MOST_BESIDE_READING = 2;

    /** Until all ten pairs of L-BFGS are there. */
    private static final int WARM_UP_PASSES = 12;

    private final Dataset<Row> pairs;
    private final Path checkpoints;

    private CheckpointSuite(Dataset<Row> pairs, Path checkpoints) {
        this.pairs = pairs;
        this.checkpoints = checkpoints;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("checkpoints");
        try (SparkSession spark = LocalSpark.start(2)) {
            String path = folder.resolve("pairs").toString();
            SyntheticPairs.generate(spark, new LinearMap(DIM, DIM, true), ROWS, 0.5, 1, 2)
                    .write()
                    .parquet(path);
            CheckpointSuite suite = new CheckpointSuite(spark.read().parquet(path), folder.resolve("checkpoints"));
            BenchmarksFile.ofProject().replace("checkpoints", Machine.describe() + ".\n\n" + suite.table());
        } finally {
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    private String table() throws IOException {
        run(false, 5);
        Times without = run(false, MEASURED_SECONDS / 2);
        Times with = run(true, MEASURED_SECONDS);
        int written = lastGeneration();
        Times resumed = run(true, 0);
        double read = plainRead();
        double cost = 1 - without.secondsOfAPass() / with.secondsOfAPass();
        return String.format(
                Locale.ROOT,
                """
                | | |
                |---|---:|
                | parameters | %,d |
                | bytes of a generation | %,d |
                | seconds of a pass without checkpoints | %.3f |
                | seconds of a pass with one every %d s (%d generations in all, %d passes measured) | %.3f |
                | share of a fit that checkpoints every %d s take | %.2f %% |
                | the same every %d s, in proportion (bar: ≤ 2 %%) | %.2f %% |
                | seconds from the start to the end of the first pass, from the start of the search | %.2f |
                | seconds of a plain read of a generation | %.2f |
                | seconds from the start to the end of the first pass, from a checkpoint (bar: ≤ the two rows above and 2 s, %.2f) | %.2f |
                """,
                (long) DIM * (DIM + 1),
                generationBytes(),
                without.secondsOfAPass(),
                CADENCE_SECONDS,
                written,
                with.measured(),
                with.secondsOfAPass(),
                CADENCE_SECONDS,
                100 * cost,
                USUAL_SECONDS,
                100 * cost * CADENCE_SECONDS / USUAL_SECONDS,
                without.first(),
                read,
                without.first() + read + MOST_BESIDE_READING,
                resumed.first());
    }

    /** Fits until {@code seconds} of passes were measured. */
    private Times run(boolean kept, double seconds) {
        Times times = new Times(seconds);
        AngularRegression fit = new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setSolver("lbfgs")
                .setInitMode("random")
                .setTol(0)
                .setMaxIter(100_000)
                .setSeed(1)
                .setPassListener(times);
        if (kept) {
            fit.setCheckpointDir(checkpoints.toString()).setCheckpointSeconds(CADENCE_SECONDS);
        }
        try {
            fit.fit(pairs);
            throw new IllegalStateException("the fit ended by itself after " + times.ends.size() + " passes");
        } catch (FitStoppedException e) {
            return times;
        }
    }

    private int lastGeneration() throws IOException {
        return files(".manifest").stream()
                .mapToInt(file -> Integer.parseInt(file.getFileName().toString().substring(0, 6)))
                .max()
                .orElseThrow();
    }

    private long generationBytes() throws IOException {
        long bytes = 0;
        for (Path file : newest()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private double plainRead() throws IOException {
        long start = System.nanoTime();
        byte[] buffer = new byte[1 << 20];
        for (Path file : newest()) {
            try (InputStream in = Files.newInputStream(file)) {
                while (in.read(buffer) >= 0) {
                    // Nothing but the read is timed.
                }
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private List<Path> newest() throws IOException {
        String manifest = Files.readString(
                files(String.format("%06d.manifest", lastGeneration())).get(0));
        return files(".npy").stream()
                .filter(file -> manifest.contains(file.getFileName().toString()))
                .toList();
    }

    private List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.walk(checkpoints)) {
            return all.filter(file -> file.toString().endsWith(end)
                            && !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    /** When the passes of a fit ended. */
    private static final class Times implements PassListener {
        private final long start = System.nanoTime();
        private final List<Double> ends = new ArrayList<>();
        private final double wanted;

        Times(double wanted) {
            this.wanted = wanted;
        }

        @Override
        public void passed(PassReport report) {
            ends.add((System.nanoTime() - start) / 1e9);
        }

        @Override
        public boolean stops() {
            return wanted == 0 ? !ends.isEmpty() : measured() > 0 && seconds() >= wanted;
        }

        /** Seconds until the first pass ended. */
        double first() {
            return ends.get(0);
        }

        int measured() {
            return Math.max(0, ends.size() - WARM_UP_PASSES);
        }

        private double seconds() {
            return ends.get(ends.size() - 1) - ends.get(WARM_UP_PASSES - 1);
        }

        double secondsOfAPass() {
            return seconds() / measured();
        }
    }
}
