package dev.collimate.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.reproducibility.FirstAttempt.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same input in the same partitions on the same kernel gives the same model to the last bit, in one process. */
class SameBitsIT {
    /** What Spark keeps for itself of any heap. */
    private static final long RESERVED_BYTES = 300L << 20;

    private static long[] expected;

    @BeforeAll
    static void fit() {
        expected = SmallFit.undisturbed().run(SparkTests.session(), SmallFit.AGGREGATORS.get(0));
    }

    @Test
    void anotherOrderOfSumsWouldBeSeen() {
        for (String aggregator : SmallFit.AGGREGATORS) {
            assertThat(SmallFit.bits(SmallFit.undisturbed().fit(SparkTests.session(), aggregator, 2)))
                    .isNotEqualTo(expected);
        }
    }

    @Test
    void everyAggregatorGivesTheSameBits() {
        for (String aggregator : SmallFit.AGGREGATORS) {
            assertThat(SmallFit.undisturbed().run(SparkTests.session(), aggregator))
                    .isEqualTo(expected);
        }
    }

    @Test
    void oneCoreGivesTheBitsOfTwo() throws Exception {
        onItsOwn("local[1]", Map.of(), spark -> {
            for (String aggregator : SmallFit.AGGREGATORS) {
                assertThat(SmallFit.undisturbed().run(spark, aggregator)).isEqualTo(expected);
            }
        });
    }

    @Test
    void aTaskThatFailsOnceChangesNoBit() throws Exception {
        onItsOwn("local[2,4]", Map.of(), spark -> {
            SparkContext context = spark.sparkContext();
            Witness witness = Witness.of(context);
            // A task of the pass that reads the rows again fails as the one did that filled the cache.
            SmallFit fit = SmallFit.with(new FirstAttempt(3, Trouble.FAILS)).losingBlocksAfterPass(3, context);
            for (String aggregator : SmallFit.AGGREGATORS) {
                int before = witness.tasks().size();
                assertThat(fit.run(spark, aggregator)).isEqualTo(expected);
                witness.hearAll();
                assertThat(witness.tasks().stream().skip(before).filter(Witness.TaskEnd::failed))
                        .as("tasks that failed")
                        .hasSize(2)
                        .allMatch(task -> task.partition() == 3)
                        .extracting(Witness.TaskEnd::job)
                        .containsExactly("angular fit · reading rows", "angular fit · pass 4");
            }
        });
    }

    @Test
    void blocksThatNeverFitInMemoryGiveTheSameBitsFromDisk() throws Exception {
        withStorage(60 << 10, (spark, aggregator) -> {
            List<RDDInfo> seen = new ArrayList<>();
            SmallFit fit = SmallFit.undisturbed().afterPass(report -> seen.add(CachedPairs.info(spark.sparkContext())));
            assertThat(fit.run(spark, aggregator)).isEqualTo(expected);
            assertThat(seen).hasSize(SmallFit.PASSES - 1).allMatch(info -> info.diskSize() > 0);
        });
    }

    @Test
    void blocksThatAreEvictedFromMemoryGiveTheSameBitsFromDisk() throws Exception {
        withStorage(4 << 20, (spark, aggregator) -> {
            SparkContext context = spark.sparkContext();
            List<RDDInfo> seen = new ArrayList<>();
            SmallFit fit = SmallFit.undisturbed().afterPass(report -> {
                seen.add(CachedPairs.info(context));
                if (report.pass() == 3) {
                    CachedPairs.crowdOut(JavaSparkContext.fromSparkContext(context), 4000 << 10);
                    seen.add(CachedPairs.info(context));
                }
            });
            assertThat(fit.run(spark, aggregator)).isEqualTo(expected);
            assertThat(seen.get(1).diskSize()).isZero();
            assertThat(seen.get(1).memSize()).isPositive();
            assertThat(seen.get(2).diskSize()).isPositive();
            assertThat(seen.get(2).memSize()).isLessThan(seen.get(1).memSize());
        });
    }

    private interface Body {
        void run(SparkSession spark) throws Exception;
    }

    private interface AggregatorBody {
        void run(SparkSession spark, String aggregator) throws Exception;
    }

    private static void onItsOwn(String master, Map<String, String> settings, Body body) throws Exception {
        SparkTests.withOwn(master, settings, spark -> {
            body.run(spark);
            return null;
        });
    }

    /** Runs with each aggregator where Spark has {@code bytes} for cached blocks and for its own work together. */
    private static void withStorage(long bytes, AggregatorBody body) throws Exception {
        double share = (double) bytes / (Runtime.getRuntime().maxMemory() - RESERVED_BYTES);
        for (String aggregator : SmallFit.AGGREGATORS) {
            onItsOwn(
                    "local[2]",
                    Map.of(
                            "spark.memory.fraction",
                            Double.toString(share),
                            "spark.storage.unrollMemoryThreshold",
                            Integer.toString(16 << 10)),
                    spark -> body.run(spark, aggregator));
        }
    }
}
