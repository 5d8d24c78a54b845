package dev.collimate.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.reproducibility.FirstAttempt.Trouble;
import dev.collimate.reproducibility.SmallFit.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Passes of moments with rows held back, and the solutions from them, give the same bits whatever happens to tasks. */
class SolvedNetworkBitsIT {
    private static final List<Kind> SOLVED = List.of(Kind.RIDGE, Kind.NETWORK);
    private static final String PASS = "angular fit · moments of hidden units";

    private static final Map<Kind, long[]> EXPECTED = new EnumMap<>(Kind.class);

    @BeforeAll
    static void fit() {
        for (Kind kind : SOLVED) {
            EXPECTED.put(kind, SmallFit.undisturbed().of(kind).run(SparkTests.session(), SmallFit.AGGREGATORS.get(0)));
        }
    }

    @Test
    void anotherOrderOfSumsWouldBeSeen() {
        for (Kind kind : SOLVED) {
            assertThat(SmallFit.bits(
                            SmallFit.undisturbed().of(kind).fit(SparkTests.session(), SmallFit.AGGREGATORS.get(0), 2)))
                    .isNotEqualTo(EXPECTED.get(kind));
        }
    }

    @Test
    void everyAggregatorAndNumberOfCoresGivesTheSameBits() throws Exception {
        for (String master : new String[] {"local[1]", "local[3]"}) {
            SparkTests.withOwn(master, Map.of(), spark -> {
                for (String aggregator : SmallFit.AGGREGATORS) {
                    for (Kind kind : SOLVED) {
                        assertThat(SmallFit.undisturbed().of(kind).run(spark, aggregator))
                                .isEqualTo(EXPECTED.get(kind));
                    }
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
            witness.onTaskStart(start -> {
                if (PASS.equals(start.job()) && lost.compareAndSet(false, true)) {
                    CachedPairs.lose(context);
                }
            });
            SmallFit fit = SmallFit.with(new FirstAttempt(5, Trouble.FAILS)).of(Kind.NETWORK);
            assertThat(fit.run(spark, SmallFit.AGGREGATORS.get(0))).isEqualTo(EXPECTED.get(Kind.NETWORK));
            witness.hearAll();
            assertThat(witness.tasks().stream().filter(Witness.TaskEnd::failed))
                    .extracting(Witness.TaskEnd::job)
                    .contains(PASS);
            return null;
        });
    }
}
