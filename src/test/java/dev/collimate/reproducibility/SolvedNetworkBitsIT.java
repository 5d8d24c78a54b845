package dev.collimate.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.reproducibility.FirstAttempt.Trouble;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pass of moments of hidden units, and the solution from it, give the same bits whatever happens to tasks. */
class SolvedNetworkBitsIT {
    private static final String PASS = "angular fit · moments of hidden units";

    private static long[] expected;

    @BeforeAll
    static void fit() {
        expected = SmallFit.undisturbed().ofNetwork().run(SparkTests.session(), SmallFit.AGGREGATORS.get(0));
    }

    @Test
    void anotherOrderOfSumsWouldBeSeen() {
        assertThat(SmallFit.bits(
                        SmallFit.undisturbed().ofNetwork().fit(SparkTests.session(), SmallFit.AGGREGATORS.get(0), 2)))
                .isNotEqualTo(expected);
    }

    @Test
    void everyAggregatorAndNumberOfCoresGivesTheSameBits() throws Exception {
        for (String master : new String[] {"local[1]", "local[3]"}) {
            SparkTests.withOwn(master, Map.of(), spark -> {
                for (String aggregator : SmallFit.AGGREGATORS) {
                    assertThat(SmallFit.undisturbed().ofNetwork().run(spark, aggregator))
                            .isEqualTo(expected);
                }
                return null;
            });
        }
    }

    /** Blocks are lost as the first task of the pass starts, so that a later one reads its rows again, and fails first. */
    @Test
    void aTaskThatFailsOnceInThePassChangesNoBit() throws Exception {
        SparkTests.withOwn("local[1,4]", Map.of(), spark -> {
            SparkContext context = spark.sparkContext();
            Witness witness = Witness.of(context);
            AtomicBoolean lost = new AtomicBoolean();
            witness.onTaskStart(description -> {
                if (PASS.equals(description) && lost.compareAndSet(false, true)) {
                    CachedPairs.lose(context);
                }
            });
            SmallFit fit = SmallFit.with(new FirstAttempt(5, Trouble.FAILS)).ofNetwork();
            assertThat(fit.run(spark, SmallFit.AGGREGATORS.get(0))).isEqualTo(expected);
            witness.hearAll();
            assertThat(witness.tasks().stream().filter(Witness.TaskEnd::failed))
                    .extracting(Witness.TaskEnd::job)
                    .contains(PASS);
            return null;
        });
    }
}
