package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;
import dev.collimate.data.PairShape;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.Warnings;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FitPlanTest {
    private static final long GIBIBYTE = 1L << 30;
    private static final PairShape SHAPE = new PairShape(4000, 10, false, false);

    /** Holds passes of 40,000 parameters, but no moments of 4000 x 4000. */
    private static final DriverBudget SMALL = new DriverBudget(GIBIBYTE, 100L << 20, GIBIBYTE, Long.MAX_VALUE, 0);

    private static final DriverBudget AMPLE =
            new DriverBudget(64 * GIBIBYTE, 60 * GIBIBYTE, 64 * GIBIBYTE, Long.MAX_VALUE, 0);

    /** Holds neither curvature nor moments of a large network. */
    private static final ExecutorBudget TINY = new ExecutorBudget(GIBIBYTE, 600L << 20, 4);

    @Test
    void withMemoryForAllTheFastWayIsTaken() {
        FitPlan plan = plan(new AngularRegression(), AMPLE);
        assertThat(plan.solver()).isEqualTo("precond-lbfgs");
        assertThat(plan.moments()).isTrue();
    }

    @Test
    void withoutMemoryForMomentsPlainLbfgsRuns() {
        FitPlan plan = plan(new AngularRegression(), SMALL);
        assertThat(plan.solver()).isEqualTo("lbfgs");
        assertThat(plan.moments()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void whatTakesTheFastWaysPlaceIsSaidInAWarning(AngularRegression settings, String instead) {
        try (Warnings warnings = Warnings.of(FitPlan.class)) {
            assertThat(plan(settings, AMPLE).moments()).isTrue();
            assertThat(warnings.messages()).isEmpty();
            FitPlan plan = plan(settings, SMALL);
            assertThat(plan.moments()).isFalse();
            assertThat(plan.solver()).isEqualTo(instead);
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .startsWith("the pass of moments, for least squares and orthogonal maps, of 8,094,015 numbers")
                    .contains("set spark.driver.memory to at least 2g")
                    .endsWith(", or expect many more passes: " + instead + " runs from random parameters");
        }
    }

    static List<Arguments> settings() {
        int[] layers = {4000, 8, 10};
        return List.of(
                Arguments.of(new AngularRegression(), "lbfgs"),
                Arguments.of(new AngularRegression().setMap("low-rank").setRank(4), "lbfgs"),
                Arguments.of(new AngularRegression().setMap("mlp").setLayers(layers), "lbfgs"),
                Arguments.of(
                        new AngularRegression().setMap("mlp").setLayers(layers).setBatchFraction(0.5), "adam"));
    }

    @Test
    void aSolverThatWasAskedForAndNeedsNoMomentsStays() {
        FitPlan plan = plan(new AngularRegression().setSolver("adam"), SMALL);
        assertThat(plan.solver()).isEqualTo("adam");
        assertThat(plan.moments()).isFalse();
    }

    @Test
    void whatWasAskedForAndDoesNotFitIsRefusedWithTheNumbers() {
        for (AngularRegression settings : new AngularRegression[] {
            new AngularRegression().setInitMode("least-squares"),
            new AngularRegression().setSolver("precond-lbfgs"),
            new AngularRegression().setSolver("closed-form"),
            new AngularRegression().setPullTo("orthogonal").setRegParam(0.1),
            new AngularRegression().setMap("orthogonal")
        }) {
            assertThatThrownBy(() -> plan(settings, SMALL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the pass of moments, for least squares and orthogonal maps, of 8,094,015")
                    .hasMessageContaining("GiB of heap on the driver")
                    .hasMessageContaining("of the heap of 1.00 GiB are free")
                    .hasMessageContaining("set spark.driver.memory to at least");
        }
    }

    @ParameterizedTest
    @CsvSource({"4096, 4096", "4096, 64", "768, 1536", "30000, 16"})
    void theMemoryThatIsToldIsWhatTheWholeRunNeedsAndNoLessWouldDo(int inputs, int outputs) {
        PairShape shape = new PairShape(inputs, outputs, false, false);
        long taken = 324L << 20;
        DriverBudget given = new DriverBudget(GIBIBYTE / 2, GIBIBYTE / 2 - taken, GIBIBYTE / 2, Long.MAX_VALUE, 2);
        AngularRegression settings =
                new AngularRegression().setSolver("precond-lbfgs").setInitMode("least-squares");
        String told = catchThrowable(() -> plan(settings, shape, given)).getMessage();
        long memory = told(told, "spark.driver.memory");
        long results = Math.max(given.maxResultSize(), told(told, "spark.driver.maxResultSize") * GIBIBYTE);
        FitPlan plan = plan(settings, shape, withHeap(memory, taken, results));
        assertThat(plan.solver()).isEqualTo("precond-lbfgs");
        assertThat(plan.moments()).isTrue();
        if (memory > 1) {
            DriverBudget less = withHeap(memory - 1, taken, results);
            assertThatThrownBy(() -> plan(settings, shape, less))
                    .hasMessageContaining("spark.driver.memory to at least " + memory + "g");
        }
        // The same number is told, once, where another way is taken or none is left.
        try (Warnings warnings = Warnings.of(FitPlan.class)) {
            Throwable refused = catchThrowable(() -> plan(new AngularRegression(), shape, given));
            List<String> lines = refused == null ? warnings.messages() : List.of(refused.getMessage());
            assertThat(lines).singleElement().asString().contains("spark.driver.memory to at least " + memory + "g");
            assertThat(warnings.messages()).hasSize(refused == null ? 1 : 0);
        }
    }

    private static DriverBudget withHeap(long gibibytes, long taken, long results) {
        long heap = gibibytes * GIBIBYTE;
        return new DriverBudget(heap, heap - taken, results, Long.MAX_VALUE, 2);
    }

    /** The GiB that a message tells to set {@code setting} to; 0 if it does not. */
    private static long told(String message, String setting) {
        Matcher number =
                Pattern.compile(Pattern.quote(setting) + " to at least (\\d+)g").matcher(message);
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }

    @Test
    void theWayOutThatIsNamedIsOneThatFits() {
        String way = "initMode random and solver lbfgs, which need none of this";
        assertThatThrownBy(() -> plan(new AngularRegression().setSolver("precond-lbfgs"), SMALL))
                .hasMessageEndingWith("or choose " + way);
        assertThatThrownBy(() -> plan(new AngularRegression().setMap("orthogonal"), SMALL))
                .hasMessageEndingWith("or choose map linear with " + way);
        assertThatThrownBy(() ->
                        plan(new AngularRegression().setPullTo("orthogonal").setRegParam(0.1), SMALL))
                .hasMessageEndingWith("or choose " + way + ", and leave pullTo out");
    }

    @Test
    void parametersThatDoNotFitAreRefusedWhateverTheSolver() {
        DriverBudget tiny = new DriverBudget(GIBIBYTE, 1 << 20, GIBIBYTE, Long.MAX_VALUE, 0);
        for (String solver : new String[] {"auto", "lbfgs", "adam"}) {
            assertThatThrownBy(() -> plan(new AngularRegression().setSolver(solver), tiny))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a pass of the gradient of 40,010 numbers over 8 partitions");
        }
    }

    @Test
    void resultsThatDoNotFitAreReducedUnlessCollectingWasAskedFor() {
        DriverBudget fewResults = new DriverBudget(64 * GIBIBYTE, 60 * GIBIBYTE, 256L << 20, Long.MAX_VALUE, 0);
        assertThat(plan(new AngularRegression(), fewResults).moments()).isTrue();
        AngularRegression collect =
                new AngularRegression().setAggregator("indexed-collect").setInitMode("least-squares");
        assertThatThrownBy(() -> plan(collect, fewResults))
                .hasMessageContaining("over 8 partitions by indexed-collect")
                .hasMessageContaining("set spark.driver.maxResultSize to at least 1g");
    }

    @Test
    void aTasksResultThatSparkWouldFetchByWayOfAFileIsRefused() {
        DriverBudget toFile = new DriverBudget(64 * GIBIBYTE, 60 * GIBIBYTE, Long.MAX_VALUE, 100L << 20, 0);
        AngularRegression collect =
                new AngularRegression().setAggregator("indexed-collect").setInitMode("least-squares");
        assertThatThrownBy(() -> plan(collect, toFile))
                .hasMessageContaining("over 8 partitions by indexed-collect")
                .hasMessageContaining("set spark.network.maxRemoteBlockSizeFetchToMem to at least 123m, or choose"
                        + " aggregator sliced-reduce, or");
    }

    /** 8,192 units: two sums of a triangle of 281 MiB and what goes with it, in each of two tasks and on the driver. */
    @Test
    void largeHiddenLayersFitADriverOfFourGibibytesOrAreRefusedWithTheNumbers() {
        PairShape shape = new PairShape(384, 384, false, false);
        AngularRegression settings = network(8192);
        FitPlan plan = plan(settings, shape, withHeap(4, 400L << 20, GIBIBYTE));
        assertThat(plan.solver()).isEqualTo("closed-form");
        assertThat(plan.outputLayer()).isPresent();
        assertThatThrownBy(() -> plan(settings, shape, withHeap(2, 400L << 20, GIBIBYTE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the pass of moments of 8,192 hidden units, of ")
                .hasMessageContaining("set spark.driver.memory to at least 4g")
                .hasMessageEndingWith(
                        "choose fewer units in the last of the hidden layers, a number for ridge, or initMode"
                                + " random, from which a search starts");
    }

    @Test
    void executorsWithoutMemoryForHiddenLayersAreToldOf() {
        PairShape shape = new PairShape(384, 384, false, false);
        ExecutorBudget four = new ExecutorBudget(2 * GIBIBYTE, 1700L << 20, 4);
        Resources resources = new Resources(8, 8, AMPLE, four);
        assertThat(FitPlan.of(network(4096).fitSettings(), shape, resources).outputLayer())
                .isPresent();
        assertThatThrownBy(() -> FitPlan.of(network(8192).fitSettings(), shape, resources))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the pass of moments of 8,192 hidden units, of [0-9,]+ numbers over 8 partitions by"
                        + " sliced-reduce, needs 2[.]\\d+ GiB on an executor, 0[.]\\d+ GiB for each of 4 tasks at a time,"
                        + " but 1[.]66 GiB of its heap of 2[.]00 GiB are free; set spark[.]executor[.]memory to at least"
                        + " \\d+m or spark[.]executor[.]cores to 2, or choose fewer units in the last of the hidden layers,"
                        + " a number for ridge, or initMode random, from which a search starts");
    }

    /** Triangles of 4,480 and of 4,096 numbers, in tasks, on the driver and as factors, beside vectors of a search. */
    @Test
    void curvatureOfANetworkIsCountedOnTheDriver() {
        PairShape shape = new PairShape(384, 384, false, false);
        AngularRegression settings = network(4096).setSolver("precond-lbfgs").setMaxIter(12);
        FitPlan plan = plan(settings, shape, withHeap(6, 400L << 20, 2 * GIBIBYTE));
        assertThat(plan.solver()).isEqualTo("precond-lbfgs");
        assertThat(plan.outputLayer()).isPresent();
        assertThatThrownBy(() -> plan(settings, shape, withHeap(2, 400L << 20, 2 * GIBIBYTE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the pass of curvature, for precond-lbfgs, of ")
                .hasMessageContaining("set spark.driver.memory to at least ")
                .hasMessageEndingWith("choose fewer hidden units, or solver lbfgs, which needs none of it");
    }

    @Test
    void aNetworkWithoutMemoryForItsCurvatureIsSearchedByLbfgsWhereTheSolverIsOpen() {
        PairShape shape = new PairShape(384, 384, false, false);
        AngularRegression settings = network(4096).setMaxIter(12);
        ExecutorBudget ample = new ExecutorBudget(4 * GIBIBYTE, 4000L << 20, 4);
        ExecutorBudget small = new ExecutorBudget(2 * GIBIBYTE, 1600L << 20, 4);
        assertThat(FitPlan.of(settings.fitSettings(), shape, new Resources(8, 8, AMPLE, ample))
                        .solver())
                .isEqualTo("precond-lbfgs");
        try (Warnings warnings = Warnings.of(FitPlan.class)) {
            FitPlan plan = FitPlan.of(settings.fitSettings(), shape, new Resources(8, 8, AMPLE, small));
            assertThat(plan.solver()).isEqualTo("lbfgs");
            assertThat(plan.outputLayer()).isPresent();
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "mlp is searched by lbfgs, in many more passes: the pass of curvature, for precond-lbfgs,")
                    .contains("GiB for each of 4 tasks at a time");
        }
        assertThatThrownBy(() -> FitPlan.of(
                        network(4096).setSolver("precond-lbfgs").fitSettings(),
                        shape,
                        new Resources(8, 8, AMPLE, small)))
                .hasMessageContaining("set spark.executor.memory to at least ")
                .hasMessageEndingWith("choose fewer hidden units, or solver lbfgs, which needs none of it");
    }

    @Test
    void curvatureThatIsCollectedWholeIsAdvisedToBeReduced() {
        PairShape shape = new PairShape(384, 384, false, false);
        AngularRegression settings =
                network(4096).setSolver("precond-lbfgs").setMaxIter(12).setAggregator("indexed-collect");
        assertThatThrownBy(() -> plan(settings, shape, withHeap(4, 400L << 20, 2 * GIBIBYTE)))
                .hasMessageStartingWith("the pass of curvature, for precond-lbfgs, of ")
                .hasMessageContaining(
                        ", or choose aggregator sliced-reduce, or choose fewer hidden units, or solver lbfgs");
    }

    @Test
    void withoutMemoryForTheSolvedLastLayerEitherBothAreToldOfAndThatTheSearchStartsWithoutIt() {
        PairShape shape = new PairShape(384, 384, false, false);
        Resources resources = new Resources(8, 8, AMPLE, TINY);
        String both = "the pass of curvature, for precond-lbfgs, needs .* GiB of its heap of 1[.]00 GiB are free; set"
                + " spark[.]executor[.]memory to at least \\d+m or spark[.]executor[.]cores to 1, or choose fewer hidden"
                + " units, or solver lbfgs, which needs none of it[.] And the pass of moments of 4,096 hidden units, of .*"
                + " GiB of its heap of 1[.]00 GiB are free; set spark[.]executor[.]memory to at least \\d+m or"
                + " spark[.]executor[.]cores to 2, or choose fewer units in the last of the hidden layers, a number for"
                + " ridge, or initMode random, from which a search starts";
        try (Warnings warnings = Warnings.of(FitPlan.class)) {
            FitPlan plan = FitPlan.of(network(4096).setMaxIter(12).fitSettings(), shape, resources);
            assertThat(plan.solver()).isEqualTo("lbfgs");
            assertThat(plan.outputLayer()).isEmpty();
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .matches("mlp is searched by lbfgs, in many more passes; the search starts without the solved last"
                            + " layer: " + both);
        }
        assertThatThrownBy(() ->
                        FitPlan.of(network(4096).setSolver("precond-lbfgs").fitSettings(), shape, resources))
                .isInstanceOf(SettingsException.class)
                .hasMessageMatching(both)
                .extracting(refused -> ((SettingsException) refused).message(name -> "--" + name))
                .asString()
                .contains("or --solver lbfgs", "the hidden --layers");
        try (Warnings warnings = Warnings.of(FitPlan.class)) {
            assertThatThrownBy(() -> FitPlan.of(
                            network(4096)
                                    .setMaxIter(12)
                                    .setInitMode("least-squares")
                                    .fitSettings(),
                            shape,
                            resources))
                    .hasMessageStartingWith("the pass of moments of 4,096 hidden units, of ");
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void networksThatThereIsNoMemoryForAreLeftOutOfWhatIsChosenFromWithTheNumbers() {
        PairShape shape = new PairShape(384, 384, false, false);
        AngularRegression settings = new AngularRegression().setMap("auto").setValidationFraction(0.1);
        assertThat(units(plan(settings, shape, withHeap(4, 400L << 20, GIBIBYTE))))
                .isEqualTo(4096);
        try (Warnings warnings = Warnings.of(FitPlan.class)) {
            FitPlan plan = plan(settings, shape, withHeap(1, 400L << 20, GIBIBYTE));
            assertThat(units(plan)).isEqualTo(1024);
            assertThat(plan.solver()).isEqualTo("closed-form");
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .startsWith("the network of 4096 units is left out of what is chosen from: the pass of moments of"
                            + " 4,096 hidden units, of ")
                    .endsWith("set spark.driver.memory to at least 2g, or go without it");
        }
        assertThatThrownBy(() -> plan(settings, SMALL))
                .hasMessageContaining("the pass of moments, for least squares and orthogonal maps, of ")
                .hasMessageEndingWith(
                        "choose map linear with initMode random and solver lbfgs, which need none of this");
    }

    @Test
    void spreadMapsAreChosenFromBySearchesAloneAndAsFarAsThereIsMemory() {
        PairShape shape = new PairShape(384, 384, false, false);
        DriverBudget four = withHeap(4, 400L << 20, GIBIBYTE);
        AngularRegression byAngle = new AngularRegression().setMap("auto").setValidationFraction(0.1);
        assertThat(plan(byAngle, shape, four).spreads()).isFalse();
        AngularRegression bySearch = byAngle.setSelect("recall@10").setMapped("query");
        assertThat(plan(bySearch, shape, four).spreads()).isTrue();
        assertThat(plan(bySearch.setFitIntercept(false), shape, four).spreads()).isFalse();
        bySearch.setFitIntercept(true);
        try (Warnings warnings = Warnings.of(FitPlan.class)) {
            FitPlan plan = plan(bySearch, shape, withHeap(1, 700L << 20, GIBIBYTE));
            assertThat(units(plan)).isEqualTo(1024);
            assertThat(plan.spreads()).isFalse();
            assertThat(warnings.messages())
                    .last()
                    .asString()
                    .startsWith("spread maps are left out of what is chosen from: choosing among 11 maps, 6 of them"
                            + " spread, of 3,767,424 parameters in all, needs ")
                    .endsWith("set spark.driver.memory to at least 2g, or go without them");
        }
        ExecutorBudget small = new ExecutorBudget(GIBIBYTE, 400L << 20, 4);
        try (Warnings warnings = Warnings.of(FitPlan.class)) {
            FitPlan plan = FitPlan.of(bySearch.fitSettings(), shape, new Resources(8, 8, AMPLE, small));
            assertThat(plan.spreads()).isFalse();
            assertThat(warnings.messages())
                    .last()
                    .asString()
                    .contains("GiB for each of 4 tasks at a time")
                    .endsWith(" or spark.executor.cores to 1, or go without them");
        }
    }

    private static int units(FitPlan plan) {
        return plan.outputLayer().orElseThrow().hiddenUnits();
    }

    private static AngularRegression network(int units) {
        return new AngularRegression()
                .setMap("mlp")
                .setLayers(new int[] {384, units, 384})
                .setResidual(true);
    }

    @Test
    void tasksInTheDriversOwnJvmCount() {
        DriverBudget cluster = new DriverBudget(GIBIBYTE, 30L << 20, GIBIBYTE, Long.MAX_VALUE, 0);
        DriverBudget local = new DriverBudget(GIBIBYTE, 30L << 20, GIBIBYTE, Long.MAX_VALUE, 64);
        AngularRegression settings = new AngularRegression().setSolver("lbfgs").setInitMode("random");
        assertThat(plan(settings, cluster).solver()).isEqualTo("lbfgs");
        assertThatThrownBy(() -> plan(settings, local)).hasMessageContaining("GiB of heap on the driver");
    }

    private static FitPlan plan(AngularRegression settings, DriverBudget budget) {
        return plan(settings, SHAPE, budget);
    }

    private static FitPlan plan(AngularRegression settings, PairShape shape, DriverBudget budget) {
        return FitPlan.of(settings.fitSettings(), shape, new Resources(8, 2, budget, new ExecutorBudget(0, 0, 0)));
    }
}
