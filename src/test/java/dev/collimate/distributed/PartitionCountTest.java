package dev.collimate.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionCountTest {
    private static final double MEBIBYTE = 1 << 20;

    @Test
    void smallInputsGetOnePartitionForEvery16MebibytesOrPart() {
        assertThat(PartitionCount.partitions(32, 0)).isEqualTo(1);
        assertThat(PartitionCount.partitions(32, 16 * MEBIBYTE)).isEqualTo(1);
        assertThat(PartitionCount.partitions(32, 17 * MEBIBYTE)).isEqualTo(2);
    }

    @Test
    void largeInputsKeepTheirSplitsUpTo2048() {
        assertThat(PartitionCount.partitions(480, 30_000 * MEBIBYTE)).isEqualTo(480);
        assertThat(PartitionCount.partitions(5000, 1e9 * MEBIBYTE)).isEqualTo(2048);
    }

    @Test
    void inputsOfUnknownSizeKeepTheirSplits() {
        assertThat(PartitionCount.partitions(7, Long.MAX_VALUE)).isEqualTo(7);
    }
}
