package dev.collimate.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.cluster.StandaloneCluster;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.reproducibility.FirstAttempt.Trouble;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A cluster gives the bits of one process, whatever its executors go through; two workers with one core each. */
@Tag("cluster")
class ClusterSameBitsIT {
    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;
    private static long[] expected;

    @BeforeAll
    static void start() throws Exception {
        cluster = StandaloneCluster.start(Path.of(System.getProperty("collimate.spark.home")), folder, 2, 1);
        expected = SmallFit.undisturbed().run(SparkTests.session(), SmallFit.AGGREGATORS.get(0));
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void anExecutorThatIsLostDuringAPassChangesNoBit() throws Exception {
        onCluster(Map.of(), List.of(), (spark, witness) -> {
            for (int i = 0; i < SmallFit.AGGREGATORS.size(); i++) {
                int worker = i;
                AtomicBoolean killed = new AtomicBoolean();
                witness.onTaskStart(start -> {
                    if (start.job().startsWith("angular fit · pass 3") && killed.compareAndSet(false, true)) {
                        cluster.killExecutor(worker);
                    }
                });
                long before = witness.blocksComputedElsewhere();
                assertThat(SmallFit.undisturbed().run(spark, SmallFit.AGGREGATORS.get(i)))
                        .isEqualTo(expected);
                witness.hearAll();
                assertThat(witness.removedExecutors()).hasSize(i + 1);
                assertThat(witness.blocksComputedElsewhere()).isGreaterThan(before);
            }
        });
    }

    @Test
    void anExecutorThatIsLostAfterItsSlicesAreRegisteredChangesNoBit() throws Exception {
        onCluster(Map.of(), List.of(), (spark, witness) -> {
            AtomicBoolean killed = new AtomicBoolean();
            witness.onTaskStart(start -> {
                if (start.readsShuffle()
                        && start.job().startsWith("angular fit · pass 3")
                        && killed.compareAndSet(false, true)) {
                    cluster.killExecutor(0);
                }
            });
            long before = witness.blocksComputedElsewhere();
            assertThat(SmallFit.undisturbed().run(spark, "sliced-reduce")).isEqualTo(expected);
            witness.hearAll();
            assertThat(killed).isTrue();
            assertThat(witness.removedExecutors()).hasSize(1);
            assertThat(witness.blocksComputedElsewhere()).isGreaterThan(before);
        });
    }

    @Test
    void speculativeCopiesOfTasksChangeNoBit() throws Exception {
        Map<String, String> speculation = Map.of(
                "spark.speculation", "true",
                "spark.speculation.interval", "50ms",
                "spark.speculation.quantile", "0.5",
                "spark.speculation.multiplier", "1.1");
        onCluster(speculation, List.of(), (spark, witness) -> {
            SmallFit fit =
                    SmallFit.with(new FirstAttempt(3, Trouble.SLEEPS)).losingBlocksAfterPass(3, spark.sparkContext());
            for (String aggregator : SmallFit.AGGREGATORS) {
                int before = witness.tasks().size();
                assertThat(fit.run(spark, aggregator)).isEqualTo(expected);
                witness.hearAll();
                assertThat(witness.tasks().stream()
                                .skip(before)
                                .filter(task -> task.partition() == 3 && task.speculative() && task.succeeded())
                                .map(Witness.TaskEnd::job))
                        .as("jobs whose task at partition 3 was finished by its copy")
                        .contains("angular fit · reading rows", "angular fit · pass 4");
            }
        });
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anotherKernelOfExecutorsIsTold() throws Exception {
        String vector = Blas.of(BlasChoice.VECTOR).description();
        // JavaCPP finds no library for this platform, whose name executors are told.
        onCluster(Map.of(), List.of("-Dorg.bytedeco.javacpp.platform=linux-ppc64le"), (spark, witness) -> {
            var model = SmallFit.undisturbed().fit(spark, SmallFit.AGGREGATORS.get(0), SmallFit.PARTITIONS);
            assertThat(model.trainingBlas())
                    .containsExactly(Blas.of(BlasChoice.AUTO).description(), vector);
            assertThat(model.summary().orElseThrow().blas()).isEqualTo(model.trainingBlas());
        });
    }

    private interface Body {
        void run(SparkSession spark, Witness witness) throws Exception;
    }

    private static void onCluster(Map<String, String> settings, List<String> javaOptions, Body body) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        List<String> allJavaOptions = new ArrayList<>(StandaloneCluster.SHORT_LIVED);
        allJavaOptions.addAll(javaOptions);
        all.put("spark.executor.extraJavaOptions", String.join(" ", allJavaOptions));
        all.put("spark.executor.memory", "600m");
        all.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        all.put("spark.scheduler.minRegisteredResourcesRatio", "1");
        all.put("spark.cores.max", "2");
        SparkTests.withOwn(cluster.master(), all, spark -> {
            body.run(spark, Witness.of(spark.sparkContext()));
            return null;
        });
    }
}
