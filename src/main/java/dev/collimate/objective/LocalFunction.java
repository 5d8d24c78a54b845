package dev.collimate.objective;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.Precision;
import dev.collimate.optim.Evaluation;
import dev.collimate.optim.SmoothFunction;
import java.util.List;

/** An objective over blocks in this JVM, on the caller's thread: the plain loop that a distributed one must equal. */
public final class LocalFunction implements SmoothFunction {
    private final AngularObjective objective;
    private final Blas blas;
    private final Precision precision;
    private final List<PairBlock> blocks;
    private final int maxRows;

    /** @param precision that of the blocks; points are rounded to it */
    public LocalFunction(AngularObjective objective, Blas blas, Precision precision, List<PairBlock> blocks) {
        this.objective = objective;
        this.blas = blas;
        this.precision = precision;
        this.blocks = List.copyOf(blocks);
        this.maxRows = blocks.stream().mapToInt(PairBlock::rows).max().orElse(0);
    }

    @Override
    public int dimension() {
        return objective.map().layout().size();
    }

    @Override
    public Evaluation evaluate(double[] point) {
        return objective.evaluation(objective.sums(blas, precision.rowVector(point), blocks.iterator(), maxRows));
    }
}
