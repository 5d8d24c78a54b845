package dev.collimate.moments;

import dev.collimate.data.ArraySums;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link MomentSums} of the rows that are solved from and, so that a ridge can be judged without another pass, of a fifth
 * of all rows apart from them.
 *
 * @param held null where no ridge is to be judged; then {@code solved} are of all rows
 */
public record MomentFolds(MomentSums solved, MomentSums held) implements ArraySums<MomentFolds> {
    /** Sums of no rows. */
    public static MomentFolds of(int inputDim, int outputDim, boolean judged) {
        return new MomentFolds(
                new MomentSums(inputDim, outputDim), judged ? new MomentSums(inputDim, outputDim) : null);
    }

    /** Number of elements of the sums. */
    public static long size(int inputDim, int outputDim, boolean judged) {
        return (judged ? 2 : 1) * MomentSums.size(inputDim, outputDim);
    }

    /** Number of elements that a task holds beside the sums while it gathers them. */
    public static long gatheringSize(int inputDim, boolean judged) {
        return (judged ? 2 : 1) * MomentSums.squareSize(inputDim);
    }

    @Override
    public List<double[]> arrays() {
        List<double[]> arrays = new ArrayList<>(solved.arrays());
        if (held != null) {
            arrays.addAll(held.arrays());
        }
        return arrays;
    }

    /** The sums of all rows: a copy where there are two of them. */
    public MomentSums total() {
        return held == null
                ? solved
                : new MomentSums(solved.inputDim(), solved.outputDim())
                        .merge(solved)
                        .merge(held);
    }

    /** Whether there are rows to solve from and rows to judge by. */
    boolean canChoose() {
        return held != null && held.weight() > 0 && solved.weight() > 0;
    }
}
