package dev.collimate.benchmark;

import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.ml.AngularRegression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What searches from a network's solved start reach, pass by pass, on the training rows and on rows held out: a section of
 * src/site/maps-and-solvers.md. Its arguments are a folder of pairs with the folders train and test, columns x and y, a
 * number of hidden units, and seeds.
 */
public final class SearchSuite {
    private static final int BY_CURVATURE = 12;
    private static final int PLAIN = 60;
    /** Beyond those, every so many passes are shown. */
    private static final int SHOWN = 10;

    private final Dataset<Row> pairs;
    private final int units;

    /** The states of a search by the passes it took to them, the start's being 0. */
    private static final class Course implements PassListener {
        private final Map<Integer, Double> losses = new TreeMap<>();
        private final Map<Integer, Double> degrees = new TreeMap<>();
        private int before = Integer.MAX_VALUE;

        @Override
        public void passed(PassReport report) {
            before = Math.min(before, report.pass());
            losses.put(report.pass() - before, report.loss());
        }

        @Override
        public void validated(int passes, double meanAngleDegrees) {
            degrees.put(passes - before, meanAngleDegrees);
        }

        private String state(int passes) {
            return String.format(Locale.ROOT, "%.6f | %.3f°", losses.get(passes), degrees.get(passes));
        }

        /** The last state within so many passes. */
        private int last(int most) {
            return degrees.keySet().stream()
                    .filter(passes -> passes <= most)
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }

        private double leastDegrees(int most) {
            return degrees.entrySet().stream()
                    .filter(state -> state.getKey() <= most)
                    .mapToDouble(Map.Entry::getValue)
                    .min()
                    .orElseThrow();
        }
    }

    private SearchSuite(Dataset<Row> pairs, int units) {
        this.pairs = pairs;
        this.units = units;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 3) {
            throw new IllegalArgumentException("expected the folder of pairs, hidden units, and seeds");
        }
        Path page = Path.of(System.getProperty("collimate.root", "."), "src", "site", "maps-and-solvers.md");
        Path data = Path.of(arguments[0]);
        try (SparkSession spark = LocalSpark.start(2)) {
            Dataset<Row> train = spark.read().parquet(data.resolve("train").toString());
            Dataset<Row> test = spark.read().parquet(data.resolve("test").toString());
            Dataset<Row> pairs = train.withColumn("held", functions.lit(false))
                    .unionByName(test.withColumn("held", functions.lit(true)));
            SearchSuite suite = new SearchSuite(pairs, Integer.parseInt(arguments[1]));
            List<Long> seeds =
                    Arrays.stream(arguments).skip(2).map(Long::valueOf).toList();
            BenchmarksFile.of(page).replace("search", Machine.describe() + ".\n\n" + suite.tables(seeds));
        }
    }

    private String tables(List<Long> seeds) {
        StringBuilder ends = new StringBuilder("""
                | seed | solved start | | `precond-lbfgs`, 12 passes | | its best held out \
                | `lbfgs`, 60 passes | | its best held out |
                |---:|---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        StringBuilder courses = new StringBuilder("""
                | passes from the solved start | `precond-lbfgs`: train loss | held-out angle \
                | `lbfgs`: train loss | held-out angle | `adam`: train loss | held-out angle |
                |---:|---:|---:|---:|---:|---:|---:|
                """);
        for (long seed : seeds) {
            Course curved = course(seed, fit -> fit.setSolver("precond-lbfgs").setMaxIter(BY_CURVATURE));
            Course plain = course(seed, fit -> fit.setSolver("lbfgs").setMaxIter(PLAIN));
            ends.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %s | %.3f° | %s | %.3f° |%n",
                    seed,
                    curved.state(0),
                    curved.state(curved.last(BY_CURVATURE)),
                    curved.leastDegrees(BY_CURVATURE),
                    plain.state(plain.last(PLAIN)),
                    plain.leastDegrees(PLAIN)));
            if (seed == seeds.get(0)) {
                Course adam = course(seed, SearchSuite::onBatches);
                append(courses, List.of(curved, plain, adam));
            }
        }
        return ends + "\n" + courses;
    }

    /** Steps of the usual size lead far away from a solution; these are the largest that do not. */
    private static AngularRegression onBatches(AngularRegression fit) {
        return fit.setSolver("adam")
                .setStepSize(1e-5)
                .setBatchFraction(0.05)
                .setSchedule("cosine")
                .setMaxIter(BY_CURVATURE)
                // Batches are scored with patience alone.
                .setPatience(Integer.MAX_VALUE);
    }

    private static void append(StringBuilder table, List<Course> courses) {
        for (int passes = 0; passes <= PLAIN; passes++) {
            if (passes > BY_CURVATURE && passes % SHOWN != 0) {
                continue;
            }
            table.append("| ").append(passes);
            for (Course course : courses) {
                table.append(" | ").append(course.degrees.containsKey(passes) ? course.state(passes) : " | ");
            }
            table.append(" |\n");
        }
    }

    private Course course(long seed, UnaryOperator<AngularRegression> solver) {
        Course course = new Course();
        AngularRegression fit = new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setMap("mlp")
                .setLayers(new int[] {384, units, 384})
                .setResidual(true)
                .setInitMode("least-squares")
                .setSeed(seed)
                .setTol(0)
                .setValidationIndicatorCol("held");
        fit.setPassListener(course);
        solver.apply(fit).fit(pairs);
        return course;
    }
}
