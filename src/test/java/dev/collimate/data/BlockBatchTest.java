package dev.collimate.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlockBatchTest {
    @Test
    void anEpochHasEveryBlockExactlyOnce() {
        for (long blocks : new long[] {1, 2, 7, 64, 100}) {
            for (int batches = 1; batches <= blocks; batches++) {
                List<Long> seen = new ArrayList<>();
                for (int index = 0; index < batches; index++) {
                    seen.addAll(blocksOf(new BlockBatch(3, 5, index, batches, blocks)));
                }
                assertThat(seen)
                        .containsExactlyInAnyOrderElementsOf(
                                LongStream.range(0, blocks).boxed().toList());
            }
        }
    }

    @Test
    void batchesDifferByAtMostOneBlock() {
        for (int index = 0; index < 7; index++) {
            assertThat(blocksOf(new BlockBatch(1, 0, index, 7, 100))).hasSizeBetween(14, 15);
        }
    }

    @Test
    void membershipIsAPureFunctionOfSeedEpochAndBlock() {
        BlockBatch batch = new BlockBatch(3, 5, 2, 4, 1000);
        assertThat(blocksOf(batch)).isEqualTo(blocksOf(new BlockBatch(3, 5, 2, 4, 1000)));
        assertThat(LongStream.iterate(999, i -> i >= 0, i -> i - 1)
                        .filter(batch.membership()::contains)
                        .sorted()
                        .boxed()
                        .toList())
                .isEqualTo(blocksOf(batch));
    }

    @Test
    void otherEpochsAndSeedsHaveOtherBatches() {
        List<Long> batch = blocksOf(new BlockBatch(3, 5, 2, 4, 1000));
        for (BlockBatch other : List.of(new BlockBatch(3, 6, 2, 4, 1000), new BlockBatch(4, 5, 2, 4, 1000))) {
            List<Long> shared = new ArrayList<>(blocksOf(other));
            shared.retainAll(batch);
            // A quarter of 250 in the mean, with a standard deviation below 7.
            assertThat(shared).hasSizeBetween(30, 95);
        }
    }

    @Test
    void aBatchThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> new BlockBatch(0, 0, 4, 4, 10)).hasMessage("there is no batch 4 of 4 of 10 blocks");
        assertThatThrownBy(() -> new BlockBatch(0, 0, 0, 11, 10)).hasMessage("there is no batch 0 of 11 of 10 blocks");
    }

    private static List<Long> blocksOf(BlockBatch batch) {
        BlockBatch.Membership membership = batch.membership();
        return LongStream.range(0, batch.blocks())
                .filter(membership::contains)
                .boxed()
                .toList();
    }
}
