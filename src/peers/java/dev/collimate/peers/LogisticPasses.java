package dev.collimate.peers;

import dev.collimate.ml.Spread;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Times the passes of Spark MLlib's multinomial logistic regression: the jobs that it evaluates its loss and gradient
 * with. What its driver does between them, and before the first, is left out, which favours it.
 */
final class LogisticPasses extends SparkListener {
    /** The class of MLlib whose jobs these are. */
    private static final String CALL_SITE = "RDDLossFunction";

    private final Map<Integer, Long> started = new HashMap<>();
    private final List<Double> seconds = new CopyOnWriteArrayList<>();

    /** Runs {@code iterations} iterations on columns features and label. */
    void fit(SparkSession spark, Dataset<Row> rows, int iterations) throws InterruptedException, TimeoutException {
        spark.sparkContext().addSparkListener(this);
        try {
            new LogisticRegression()
                    .setFamily("multinomial")
                    .setMaxIter(iterations)
                    .setTol(0)
                    .fit(rows);
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } finally {
            spark.sparkContext().removeSparkListener(this);
        }
    }

    /** Forgets what was timed so far. */
    void clear() {
        seconds.clear();
    }

    /** Of one pass, over all fits since {@link #clear}. */
    Spread secondsOfPass() {
        return Spread.of(seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void onJobStart(SparkListenerJobStart job) {
        boolean ofPass = CollectionConverters.asJava(job.stageInfos()).stream()
                .anyMatch(stage -> stage.name().contains(CALL_SITE));
        if (ofPass) {
            started.put(job.jobId(), job.time());
        }
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd job) {
        Long start = started.remove(job.jobId());
        if (start != null) {
            seconds.add((job.time() - start) * 1e-3);
        }
    }
}
