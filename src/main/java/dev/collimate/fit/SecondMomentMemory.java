package dev.collimate.fit;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.map.VectorMap;
import dev.collimate.moments.CurvatureMemory;
import dev.collimate.moments.MomentFolds;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory that passes of moments and of curvature take.
 *
 * @param solver never auto
 * @param moments whether a pass collects moments
 */
record SecondMomentMemory(VectorMap map, String solver, boolean moments) {
    /** What each of these passes needs; none if there are none. */
    List<DriverBudget.Need> needs(PassMemory memory, long solverBytes) {
        List<DriverBudget.Need> needs = new ArrayList<>();
        if (moments) {
            boolean judged = SolvedLayerSettings.choosesByMoments(memory.settings(), map);
            long elements = MomentFolds.size(map.inputDim(), map.outputDim(), judged);
            long gathering = MomentFolds.gatheringSize(map.inputDim(), judged);
            // They take the whole matrix, of which the sums hold a triangle.
            long decompositions = CurvatureMemory.DECOMPOSITION_COPIES * (elements + gathering / 2);
            needs.add(memory.need(
                    "the pass of moments, for least squares and orthogonal maps,",
                    0,
                    elements,
                    Double.BYTES * (decompositions + memory.budget().localTasks() * gathering)));
        }
        if (solver.equals(Solvers.PRECONDITIONED_LBFGS)) {
            needs.add(CurvatureNeed.of(memory.settings(), map).need(memory, solverBytes));
        }
        return needs;
    }
}
