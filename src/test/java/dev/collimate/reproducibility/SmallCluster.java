package dev.collimate.reproducibility;

import dev.collimate.SparkTests;
import dev.collimate.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Two workers of one core each, and sessions on them whose executors have this JVM's class path. */
record SmallCluster(StandaloneCluster processes) implements AutoCloseable {
    private static final int WORKERS = 2;

    static SmallCluster start(Path folder) throws IOException, InterruptedException {
        return new SmallCluster(
                StandaloneCluster.start(Path.of(System.getProperty("collimate.spark.home")), folder, WORKERS, 1));
    }

    /** What is done with a session. */
    interface Body {
        void run(SparkSession spark, Witness witness) throws Exception;
    }

    void use(Map<String, String> settings, List<String> javaOptions, Body body) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        List<String> allJavaOptions = new ArrayList<>(StandaloneCluster.SHORT_LIVED);
        allJavaOptions.addAll(javaOptions);
        all.put("spark.executor.extraJavaOptions", String.join(" ", allJavaOptions));
        all.put("spark.executor.memory", "600m");
        all.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        all.put("spark.scheduler.minRegisteredResourcesRatio", "1");
        all.put("spark.cores.max", "2");
        SparkTests.withOwn(processes.master(), all, spark -> {
            body.run(spark, Witness.of(spark.sparkContext()));
            return null;
        });
    }

    /** Ends the executor that holds the cached block of a partition, as a crash would. */
    void killHolder(SparkContext context, int partition) {
        String executor = CachedPairs.holder(context, partition);
        for (int worker = 0; worker < WORKERS; worker++) {
            if (Files.isDirectory(processes.workFolder(worker).resolve(Path.of(context.applicationId(), executor)))) {
                processes.killExecutor(worker);
                return;
            }
        }
        throw new AssertionError("no worker runs executor " + executor);
    }

    @Override
    public void close() {
        processes.close();
    }
}
