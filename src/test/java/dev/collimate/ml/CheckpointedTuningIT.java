package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkJobs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fits of a cross-validation, two at a time, keep what they have done in one directory and never meet. */
@Timeout(240)
@Tag("long")
class CheckpointedTuningIT {
    private static final int FOLDS = 3;
    private static final double[] PENALTIES = {0, 0.1};

    /** One a fold and penalty, and the fit of the best one to all rows. */
    private static final int FITS = FOLDS * PENALTIES.length + 1;

    private final Dataset<Row> pairs = Pairs.generate(300, 0.2);
    private final ConcurrentLinkedQueue<Integer> passes = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    @Test
    void aCrossValidationThatFailedGoesOnAndOneThatEndedMakesNoPass() throws Exception {
        CrossValidatorModel expected = validator(estimator(), 2).fit(pairs);
        int all = passes.size();
        passes.clear();

        AtomicInteger heard = new AtomicInteger();
        AngularRegression failing = estimator()
                .setCheckpointDir(folder.toString())
                .setPassListener(report -> {
                    if (heard.incrementAndGet() > all / 2) {
                        throw new IllegalStateException("stopped");
                    }
                });
        // One at a time: nobody waits for the other fit of two where the first fails.
        assertThatThrownBy(() -> validator(failing, 1).fit(pairs)).rootCause().hasMessage("stopped");
        Set<String> begun = fits();
        assertThat(begun).hasSizeBetween(2, FITS - 1);

        AngularRegression checkpointed = estimator().setCheckpointDir(folder.toString());
        assertSame(validator(checkpointed, 2).fit(pairs), expected);
        assertThat(passes).isNotEmpty().hasSizeLessThan(all);
        assertThat(fits()).hasSize(FITS).containsAll(begun);

        try (SparkJobs jobs = new SparkJobs()) {
            assertSame(validator(checkpointed, 2).fit(pairs), expected);
            assertThat(jobs.passes()).isEmpty();
        }
        assertThat(fits()).hasSize(FITS);
    }

    private AngularRegression estimator() {
        return new AngularRegression("estimator")
                .setSolver("lbfgs")
                .setInitMode("random")
                .setMaxIter(5)
                .setTol(0)
                .setBlockSize(20)
                .setCheckpointSeconds(0)
                .setPassListener(report -> passes.add(report.pass()));
    }

    private static CrossValidator validator(AngularRegression estimator, int parallelism) {
        ParamMap[] grid =
                new ParamGridBuilder().addGrid(estimator.regParam(), PENALTIES).build();
        return new CrossValidator()
                .setEstimator(estimator)
                .setEvaluator(new AngleEvaluator())
                .setEstimatorParamMaps(grid)
                .setNumFolds(FOLDS)
                .setParallelism(parallelism)
                .setSeed(1);
    }

    private Set<String> fits() {
        Set<String> names = new TreeSet<>(List.of(folder.toFile().list()));
        assertThat(names).allMatch(name -> name.matches("fit-[0-9a-f]{16}"));
        return names;
    }

    private static void assertSame(CrossValidatorModel found, CrossValidatorModel expected) {
        assertThat(bits(found.avgMetrics())).isEqualTo(bits(expected.avgMetrics()));
        assertThat(bits(((AngularRegressionModel) found.bestModel()).parameters()))
                .isEqualTo(bits(((AngularRegressionModel) expected.bestModel()).parameters()));
    }

    private static long[] bits(double[] numbers) {
        return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
