package dev.collimate.data;

import dev.collimate.math.HashPermutation;
import dev.collimate.math.HashRandom;
import java.io.Serializable;

/**
 * The blocks of one mini-batch: of the blocks of a data set, in an order that is a pure function of the seed and the
 * epoch, the {@code index}-th of {@code batches} runs of nearly equal length.
 *
 * @param blocks number of blocks of the data set
 */
public record BlockBatch(long seed, long epoch, int index, int batches, long blocks) implements Serializable {
    public BlockBatch {
        if (batches < 1 || batches > blocks || index < 0 || index >= batches) {
            throw new IllegalArgumentException(
                    "there is no batch " + index + " of " + batches + " of " + blocks + " blocks");
        }
    }

    /** A test for the numbers of blocks, counted from 0 over the data set. */
    public Membership membership() {
        HashPermutation order = new HashPermutation(HashRandom.bits(seed, epoch), blocks);
        return block -> order.image(block) * batches / blocks == index;
    }

    /** Whether a block belongs to the batch. */
    public interface Membership {
        boolean contains(long block);
    }
}
