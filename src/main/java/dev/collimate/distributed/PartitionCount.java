package dev.collimate.distributed;

/**
 * How many partitions the blocks of a data set get, where the user does not say. A function of the input alone: sums are
 * added partition by partition, so a number that followed the cores would make the last bits follow them.
 *
 * <p>Every partition costs a pass a task and one vector of sums to move. Against the products over its rows that is small
 * from some 16 MiB of input on; on the other hand a cluster of C cores wants C partitions and more. So neighbouring splits
 * of small inputs are put together up to {@value #LEAST_MEBIBYTES} MiB each, and large inputs, whose splits are larger than
 * that, keep theirs up to {@value #MOST}, which the driver still schedules within a second or two.
 */
final class PartitionCount {
    static final int LEAST_MEBIBYTES = 16;
    static final int MOST = 2048;

    private PartitionCount() {}

    /**
     * @param splits of the input
     * @param bytes of the input's sources, as Spark estimates them; unknown sizes are very large
     */
    static int partitions(int splits, double bytes) {
        double wanted = Math.ceil(bytes / (LEAST_MEBIBYTES << 20));
        return (int) Math.max(1, Math.min(Math.min(splits, MOST), wanted));
    }
}
