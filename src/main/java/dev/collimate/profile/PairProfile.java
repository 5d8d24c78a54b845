package dev.collimate.profile;

import dev.collimate.data.PairBlock;
import dev.collimate.math.Matrix;
import dev.collimate.math.UnitVectors;
import java.io.Serializable;

/**
 * What pairs are like, vector by vector and element by element; weights do not count. Mergeable.
 *
 * @param inputLengths of x
 * @param actualLengths of y
 * @param inputElements of x
 * @param actualElements of y
 */
public record PairProfile(
        LengthHistogram inputLengths,
        LengthHistogram actualLengths,
        ElementSums inputElements,
        ElementSums actualElements)
        implements Serializable {
    /** Of no pairs. */
    public static PairProfile empty(int inputDim, int outputDim) {
        return new PairProfile(
                new LengthHistogram(), new LengthHistogram(), new ElementSums(inputDim), new ElementSums(outputDim));
    }

    /** Adds the rows of a block. */
    public void add(PairBlock block) {
        addLengths(block.inputs(), inputLengths);
        addLengths(block.actuals(), actualLengths);
        inputElements.add(block.inputs());
        actualElements.add(block.actuals());
    }

    /** Adds the pairs of {@code other} to this and returns this. */
    public PairProfile merge(PairProfile other) {
        inputLengths.merge(other.inputLengths);
        actualLengths.merge(other.actualLengths);
        inputElements.merge(other.inputElements);
        actualElements.merge(other.actualElements);
        return this;
    }

    private static void addLengths(Matrix vectors, LengthHistogram lengths) {
        for (int i = 0; i < vectors.rows(); i++) {
            double inverse = UnitVectors.inverseNorm(vectors, i);
            lengths.add(inverse > 0 ? 1 / inverse : 0);
        }
    }
}
