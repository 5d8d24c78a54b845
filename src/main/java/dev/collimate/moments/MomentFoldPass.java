package dev.collimate.moments;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;

/** Adds the rows of blocks to {@link MomentFolds}, each by its place to one of them. One thread's working memory. */
public final class MomentFoldPass {
    private final MomentPass solved;
    private final MomentPass held;
    private final long seed;

    /**
     * @param maxRows no block has more rows
     * @param longest length above 0 to which longer inputs are shortened; infinite for none
     * @param seed of the choice of the rows that are held back
     * @param judged whether rows are
     */
    public MomentFoldPass(
            int inputDim, int outputDim, Blas blas, int maxRows, double longest, long seed, boolean judged) {
        this.solved = new MomentPass(inputDim, outputDim, blas, maxRows, longest);
        this.held = judged ? new MomentPass(inputDim, outputDim, blas, maxRows, longest) : null;
        this.seed = seed;
    }

    /**
     * Adds the rows of a block.
     *
     * @param position of its first row among those of the data set, which decides with the seed whether a row is held back
     */
    public void add(PairBlock block, long position) {
        if (held == null) {
            solved.add(block);
            return;
        }
        solved.add(block, row -> !HiddenPass.isHeldBack(seed, position + row));
        held.add(block, row -> HiddenPass.isHeldBack(seed, position + row));
    }

    /** The sums over the blocks added so far: the objects themselves, not copies. */
    public MomentFolds sums() {
        return new MomentFolds(solved.sums(), held == null ? null : held.sums());
    }
}
