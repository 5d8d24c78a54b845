package dev.collimate.fit;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;
import dev.collimate.data.PairShape;
import dev.collimate.map.VectorMap;
import dev.collimate.moments.CurvatureMemory;
import dev.collimate.moments.MapMethodsFactory;
import java.util.Optional;

/**
 * The memory that precond-lbfgs needs for the curvature of a map: of any that has a preconditioner, as far as a pass gathers
 * it; of a network it may be many times that of the gradient.
 */
record CurvatureNeed(VectorMap map, CurvatureMemory memory) {
    private static final String WHAT = "the pass of curvature, for precond-lbfgs,";
    /** A template of {@link SettingsException}. */
    private static final String REMEDY = "choose fewer hidden units, or {solver} lbfgs, which needs none of it";

    static CurvatureNeed of(FitSettings settings, VectorMap map) {
        int asked = settings.execution().blockSize();
        int rows = asked > 0 ? asked : new PairShape(map.inputDim(), map.outputDim(), true, true).defaultBlockRows();
        return new CurvatureNeed(map, MapMethodsFactory.of(map).curvatureMemory(rows));
    }

    /**
     * What it needs of the driver.
     *
     * @param solverBytes that the solver holds beside it
     */
    DriverBudget.Need need(PassMemory passes, long solverBytes) {
        return passes.need(
                WHAT,
                map.layout().size(),
                elements(),
                memory.solutionBytes() + passes.budget().localTasks() * memory.taskBytes() + solverBytes);
    }

    private long elements() {
        return map.layout().size() + memory.elements();
    }

    /** What driver or executors have no memory for, with the numbers; empty if there is enough. */
    Optional<SettingsException> shortage(PassMemory passes, ExecutorBudget executors, long solverBytes) {
        DriverBudget.Need need = need(passes, solverBytes);
        if (!passes.budget().holds(need)) {
            return Optional.of(
                    MemoryShortage.of(passes.budget(), need, MemoryShortage.sliced(passes.settings()) + REMEDY));
        }
        long task = Float.BYTES * (long) map.layout().size() + 2 * Double.BYTES * elements() + memory.taskBytes();
        return executors.holds(task) ? Optional.empty() : Optional.of(MemoryShortage.of(executors, WHAT, task, REMEDY));
    }
}
