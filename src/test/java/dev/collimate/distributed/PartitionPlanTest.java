package dev.collimate.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionPlanTest {
    private static final double MEBIBYTE = 1 << 20;

    @Test
    void smallInputsGetOnePartitionForEvery16MebibytesOrPart() {
        assertThat(PartitionPlan.partitions(32, 0)).isEqualTo(1);
        assertThat(PartitionPlan.partitions(32, 16 * MEBIBYTE)).isEqualTo(1);
        assertThat(PartitionPlan.partitions(32, 17 * MEBIBYTE)).isEqualTo(2);
    }

    @Test
    void largeInputsKeepTheirSplitsUpTo2048() {
        assertThat(PartitionPlan.partitions(480, 30_000 * MEBIBYTE)).isEqualTo(480);
        assertThat(PartitionPlan.partitions(5000, 1e9 * MEBIBYTE)).isEqualTo(2048);
    }

    @Test
    void inputsOfUnknownSizeKeepTheirSplits() {
        assertThat(PartitionPlan.partitions(7, Long.MAX_VALUE)).isEqualTo(7);
    }
}
