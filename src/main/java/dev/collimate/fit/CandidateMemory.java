package dev.collimate.fit;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;
import dev.collimate.data.PairShape;
import dev.collimate.distributed.SearchMemory;
import dev.collimate.map.LinearMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.moments.MomentFolds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The memory that the candidates of the map auto take with their spreads, while all of them are measured at once: solutions
 * in double on the driver, parameters in float wherever they are read, and in searches the queries of each and what is
 * kept for them.
 */
record CandidateMemory(AutomaticMaps maps) {
    /** What of it the driver or an executor has not, with the numbers; empty where both have it. */
    Optional<String> shortage(Resources resources) {
        DriverBudget driver = resources.budget();
        DriverBudget.Need need = need(resources);
        if (!driver.holds(need)) {
            return Optional.of(driver.shortage(need, "go without them"));
        }
        ExecutorBudget executors = resources.executors();
        // Tasks of an executor share parameters and queries, but nothing that they keep.
        long task = executors.tasks() == 0 ? 0 : search().sharedBytes() / executors.tasks() + taskBytes();
        return executors.holds(task)
                ? Optional.empty()
                : Optional.of(executors.shortage(what(), task, "go without them"));
    }

    private DriverBudget.Need need(Resources resources) {
        long linear = maps.linear().layout().size();
        int inputDim = maps.linear().inputDim();
        int outputDim = maps.linear().outputDim();
        // Sums of both folds and of all rows, and the inputs' moments of these as a whole.
        long held = MomentFolds.size(inputDim, outputDim, true)
                + MomentFolds.size(inputDim, outputDim, false)
                + MomentFolds.gatheringSize(inputDim, false)
                + 2 * linear
                + spreadable()
                + maps.spreadable().size() * SpreadCandidates.AMOUNTS.size() * outputSquared()
                + largest();
        long heap = Double.BYTES * held
                + search().sharedBytes()
                + resources.budget().localTasks() * taskBytes();
        return new DriverBudget.Need(what(), 0, 0, heap);
    }

    private String what() {
        return String.format(
                Locale.ROOT,
                "choosing among %d maps, %d of them spread, of %,d parameters in all,",
                candidates(),
                maps.spreadable().size() * SpreadCandidates.AMOUNTS.size(),
                shipped());
    }

    /** The identity, where dimensions agree, and the orthogonal map. */
    private int withoutSpreads() {
        return maps.linear().inputDim() == maps.linear().outputDim() ? 2 : 1;
    }

    private int candidates() {
        return withoutSpreads() + maps.spreadable().size() * (1 + SpreadCandidates.AMOUNTS.size());
    }

    /** Parameters of all candidates. */
    private long shipped() {
        return (long) withoutSpreads() * maps.linear().layout().size()
                + spreadable() * (1 + SpreadCandidates.AMOUNTS.size());
    }

    private long spreadable() {
        return sizes().stream().mapToLong(Integer::longValue).sum();
    }

    private int largest() {
        return sizes().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private List<Integer> sizes() {
        return maps.spreadable().stream()
                .map(VectorMap::layout)
                .map(layout -> layout.size())
                .toList();
    }

    private long outputSquared() {
        long outputDim = maps.linear().outputDim();
        return outputDim * outputDim;
    }

    private long taskBytes() {
        return search().taskBytes() + workBytes();
    }

    /** Of all candidates and of the new model itself. */
    private SearchMemory search() {
        return SelectionSettings.memory(shipped(), candidates(), maps.linear().outputDim());
    }

    /** Predictions of a block by each candidate, and of networks the outputs and slopes of hidden units. */
    private long workBytes() {
        LinearMap linear = maps.linear();
        long rows = new PairShape(linear.inputDim(), linear.outputDim(), false, false).defaultBlockRows();
        long units =
                maps.networks().stream().mapToLong(PerceptronMap::hiddenUnits).sum();
        long numbers = (long) candidates() * linear.outputDim() + 2 * units * (1 + SpreadCandidates.AMOUNTS.size());
        return Float.BYTES * rows * numbers;
    }
}
