package dev.collimate.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.reproducibility.FirstAttempt.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private static SmallCluster cluster;
    private static long[] expected;

    @BeforeAll
    static void start() throws Exception {
        cluster = SmallCluster.start(folder);
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
        cluster.use(Map.of(), List.of(), (spark, witness) -> {
            for (int i = 0; i < SmallFit.AGGREGATORS.size(); i++) {
                int worker = i;
                AtomicBoolean killed = new AtomicBoolean();
                witness.onTaskStart(start -> {
                    if (start.job().startsWith("angular fit · pass 3") && killed.compareAndSet(false, true)) {
                        cluster.processes().killExecutor(worker);
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
        cluster.use(Map.of(), List.of(), (spark, witness) -> {
            AtomicBoolean killed = new AtomicBoolean();
            witness.onTaskStart(start -> {
                if (start.readsShuffle()
                        && start.job().startsWith("angular fit · pass 3")
                        && killed.compareAndSet(false, true)) {
                    cluster.processes().killExecutor(0);
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
        cluster.use(speculation, List.of(), (spark, witness) -> {
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
        cluster.use(Map.of(), List.of("-Dorg.bytedeco.javacpp.platform=linux-ppc64le"), (spark, witness) -> {
            var model = SmallFit.undisturbed().fit(spark, SmallFit.AGGREGATORS.get(0), SmallFit.PARTITIONS);
            assertThat(model.trainingBlas())
                    .containsExactly(Blas.of(BlasChoice.AUTO).description(), vector);
            assertThat(model.summary().orElseThrow().blas()).isEqualTo(model.trainingBlas());
        });
    }
}
