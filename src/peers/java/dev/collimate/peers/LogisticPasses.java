package dev.collimate.peers;

import dev.collimate.ml.Spread;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.lang.reflect.Field;
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

    /** What runs MLlib's products. */
    enum Products {
        /** The OpenBLAS that this project ships, which MLlib has not without it. */
        SHARED("with our OpenBLAS"),
        /** The Vector API, or plain Java where it is missing: Spark brings no native library. */
        OWN("as Spark comes");

        private final String words;

        Products(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }

        /** MLlib asks once, for a library of the system; there is no setting, so its answer is put in place. */
        private void choose() {
            try {
                Class<?> type = Class.forName("org.apache.spark.ml.linalg.BLAS$");
                Object blas = type.getField("MODULE$").get(null);
                Field field = type.getDeclaredField("_nativeBLAS");
                field.setAccessible(true);
                field.set(blas, this == SHARED ? NativeBLAS.getInstance() : JavaBLAS.getInstance());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this version of MLlib keeps its BLAS elsewhere", e);
            }
        }
    }

    private final Products products;
    private final Map<Integer, Long> started = new HashMap<>();
    private final List<Double> seconds = new CopyOnWriteArrayList<>();

    LogisticPasses(Products products) {
        this.products = products;
    }

    Products products() {
        return products;
    }

    /** Runs {@code iterations} iterations on columns features and label. */
    void fit(SparkSession spark, Dataset<Row> rows, int iterations) throws InterruptedException, TimeoutException {
        products.choose();
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
