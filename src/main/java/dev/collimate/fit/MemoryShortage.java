package dev.collimate.fit;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;
import dev.collimate.map.VectorMap;
import dev.collimate.moments.MapMethodsFactory;

/** What is said where the driver has no memory for what settings ask for. */
final class MemoryShortage {
    private MemoryShortage() {}

    static SettingsException ofMoments(
            FitSettings settings, VectorMap map, DriverBudget.Need need, DriverBudget budget) {
        boolean searched =
                MapMethodsFactory.of(map).isSearched() && !settings.map().leavesMapOpen();
        String leftOut = (StartPoint.pullsToOrthogonal(settings.search()) ? ", and leave {pullTo} out" : "")
                + (settings.search().ridge().isPresent() ? ", and leave {ridge} out" : "")
                + (settings.validation().selection().isPresent() ? ", and leave {select} out" : "");
        return of(
                budget,
                need,
                sliced(settings) + "choose " + (searched ? "" : "{map} linear with ")
                        + "{initMode} random and {solver} lbfgs, which need none of this" + leftOut);
    }

    /** @param remedy a template of {@link SettingsException} */
    static SettingsException of(DriverBudget budget, DriverBudget.Need need, String remedy) {
        return new SettingsException("%s" + remedy, budget.shortage(need, ""));
    }

    /** @param remedy a template of {@link SettingsException} */
    static SettingsException of(ExecutorBudget budget, String what, long taskBytes, String remedy) {
        return new SettingsException("%s" + remedy, budget.shortage(what, taskBytes, ""));
    }

    /** Of the passes of a search, and of what comes before them: the number that the run needs, at once. */
    static SettingsException ofPasses(
            FitSettings settings, String solver, DriverBudget.Need need, DriverBudget budget) {
        return of(
                budget,
                need,
                sliced(settings) + "choose fewer parameters"
                        + (Solvers.holdsFewest(solver) ? "" : ", or a solver that holds fewer vectors, as adam"));
    }

    /** What is said where a search starts without moments. */
    static String ofMorePasses(FitSettings settings, String solver, DriverBudget.Need need, DriverBudget budget) {
        String start = settings.search().initialModel().isPresent() ? "the initial model's" : "random";
        return of(
                        budget,
                        need,
                        sliced(settings) + "expect many more passes: " + solver + " runs from " + start + " parameters")
                .getMessage();
    }

    /** The start of a remedy: what takes less of the driver. */
    static String sliced(FitSettings settings) {
        return settings.execution().aggregator() == AggregatorChoice.INDEXED_COLLECT
                ? "choose {aggregator} sliced-reduce, or "
                : "";
    }
}
