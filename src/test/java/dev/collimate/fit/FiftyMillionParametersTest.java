package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;
import dev.collimate.data.PairShape;
import dev.collimate.ml.AngularRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A linear map of 50 million parameters, whose sums are 382 MiB: its passes are sliced, or refused with what they need. */
class FiftyMillionParametersTest {
    private static final long MEBIBYTE = 1L << 20;
    private static final long GIBIBYTE = 1L << 30;
    private static final PairShape SHAPE = new PairShape(7071, 7071, false, false);
    private static final String PASS = "a pass of the gradient of 50,006,112 numbers over 8 partitions by ";

    /** Indexed-collect would bring 8 times the sums. */
    @ParameterizedTest
    @CsvSource({"adam, 8", "gd, 8", "lbfgs, 16"})
    void sumsThatFitTheResultsOnceAreSliced(String solver, long heap) {
        AngularRegression settings = random(solver);
        DriverBudget budget = budget(heap * GIBIBYTE, GIBIBYTE);
        FitPlan plan = plan(settings, budget);
        assertThat(plan.solver()).isEqualTo(solver);
        assertThat(plan.moments()).isFalse();
        assertThat(plan.need(settings.fitSettings(), resources(budget)).what()).isEqualTo(PASS + "sliced-reduce");
        assertThatThrownBy(() -> plan(settings.setAggregator("indexed-collect"), budget))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(PASS + "indexed-collect needs ")
                .hasMessageContaining("spark.driver.maxResultSize is 1.00 GiB")
                .hasMessageContaining("or choose aggregator sliced-reduce, or ");
    }

    @ParameterizedTest
    @CsvSource({"adam", "gd", "lbfgs"})
    void sumsThatDoNotFitTheResultsEvenOnceAreRefused(String solver) {
        AngularRegression settings = random(solver);
        assertThatThrownBy(() -> plan(settings, budget(64 * GIBIBYTE, 256 * MEBIBYTE)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(PASS + "sliced-reduce needs ")
                .hasMessageContaining(
                        "0.373 GiB of it for results of one job, but spark.driver.maxResultSize is 0.250 GiB; set"
                                + " spark.driver.maxResultSize to at least 1g, or choose fewer parameters");
        assertThat(plan(settings, budget(64 * GIBIBYTE, GIBIBYTE)).solver()).isEqualTo(solver);
    }

    /** What is told is enough, and no less would do. */
    @ParameterizedTest
    @CsvSource({"adam, 5, ''", "gd, 5, ''", "lbfgs, 12, ', or a solver that holds fewer vectors, as adam'"})
    void aHeapThatDoesNotHoldTheSolversVectorsIsRefused(String solver, long enough, String remedy) {
        AngularRegression settings = random(solver);
        assertThatThrownBy(() -> plan(settings, budget(4 * GIBIBYTE, GIBIBYTE)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(PASS + "sliced-reduce needs ")
                .hasMessageEndingWith(
                        "but 3.71 GiB of the heap of 4.00 GiB are free; set spark.driver.memory to at least " + enough
                                + "g, or choose fewer parameters" + remedy);
        assertThat(plan(settings, budget(enough * GIBIBYTE, GIBIBYTE)).solver()).isEqualTo(solver);
        assertThatThrownBy(() -> plan(settings, budget((enough - 1) * GIBIBYTE, GIBIBYTE)))
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void momentsThatDoNotFitEitherAreToldAtOnce() {
        assertThatThrownBy(() -> plan(new AngularRegression(), budget(4 * GIBIBYTE, GIBIBYTE)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("the pass of moments, for least squares and orthogonal maps, of ")
                .hasMessageContaining(PASS + "sliced-reduce");
    }

    private static AngularRegression random(String solver) {
        return new AngularRegression().setSolver(solver).setInitMode("random");
    }

    private static DriverBudget budget(long heap, long results) {
        return new DriverBudget(heap, heap - 300 * MEBIBYTE, results, 200 * MEBIBYTE, 0);
    }

    private static FitPlan plan(AngularRegression settings, DriverBudget budget) {
        return FitPlan.of(settings.fitSettings(), SHAPE, resources(budget));
    }

    private static Resources resources(DriverBudget budget) {
        return new Resources(8, 2, budget, new ExecutorBudget(0, 0, 0));
    }
}
