package dev.collimate.distributed;

import dev.collimate.cluster.KernelNames;
import dev.collimate.cluster.OrderedJob;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadRows;
import dev.collimate.data.BlockChecksum;
import dev.collimate.data.CheckedBlock;
import dev.collimate.data.PairShape;
import dev.collimate.data.RowChecks;
import dev.collimate.data.Weights;
import dev.collimate.math.Precision;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** The pairs of a Spark data set as checked blocks, cached on the executors in the order of the input. */
public final class BlockDataset {
    private final JavaRDD<CheckedBlock> blocks;
    private final PairShape shape;
    private final int blockRows;
    private final RowChecks checks;
    private final double weight;
    private final long checksum;
    private final long[] blockStarts;
    private final JavaRDD<CheckedBlock> sameBlocks;
    private final KernelNames kernelNames = new KernelNames();

    /**
     * How rows become blocks.
     *
     * @param badRows what to do with rows that cannot be used
     * @param blockRows rows of a block; 0 for a number that suits the dimensions
     * @param partitions at most this many tasks a pass; 0 for a number that suits the size of the input. Part of what
     *     fixes the bits of a result, so never derived from the number of cores
     * @param maxSkippedFraction the largest share of the rows that may be skipped, in [0, 1]
     * @param skipZeroInputs whether rows with an input of zeros only are left out; they are counted either way
     * @param precision of the numbers in the blocks
     */
    public record Settings(
            BadRows badRows,
            int blockRows,
            int partitions,
            double maxSkippedFraction,
            boolean skipZeroInputs,
            Precision precision) {
        /** Half of the rows: where more cannot be used, the data are not what was meant. */
        public static final double MAX_SKIPPED_FRACTION = 0.5;

        /** Blocks of floats, of at least half of the rows. */
        public Settings(BadRows badRows, int blockRows, int partitions) {
            this(badRows, blockRows, partitions, MAX_SKIPPED_FRACTION, badRows == BadRows.SKIP, Precision.FLOAT);
        }

        public Settings {
            if (blockRows < 0 || partitions < 0) {
                throw new IllegalArgumentException(
                        "block rows and partitions must be at least 0, but were " + blockRows + " and " + partitions);
            }
        }
    }

    private BlockDataset(
            JavaRDD<CheckedBlock> blocks,
            PairShape shape,
            int blockRows,
            Contents all,
            long[] blockStarts,
            long[] checksums) {
        this.blockStarts = blockStarts;
        this.blocks = blocks;
        this.sameBlocks = blocks.mapPartitionsWithIndex(new SameRows(checksums)::of, true);
        this.shape = shape;
        this.blockRows = blockRows;
        this.checks = all.checks();
        this.weight = all.weight();
        this.checksum = all.checksum();
        blocks.context().register(kernelNames);
    }

    /**
     * Caches blocks that are made and not read, in one job.
     *
     * @param blocks of checked rows of {@code shape}, none longer than {@code blockRows}
     * @param scope gives the cache back
     */
    public static BlockDataset of(JavaRDD<CheckedBlock> blocks, PairShape shape, int blockRows, ResourceScope scope) {
        return read(scope.persist(blocks), shape, blockRows).enforced(new Settings(BadRows.FAIL, 0, 0));
    }

    /** Fills the cache; {@link #enforced} is still to be called. */
    static BlockDataset read(JavaRDD<CheckedBlock> blocks, PairShape shape, int blockRows) {
        List<Contents> contents = new ArrayList<>();
        OrderedJob.run(blocks, BlockDataset::contents, contents::add);
        RowChecks checks = new RowChecks();
        double weight = 0;
        long[] blockStarts = new long[contents.size() + 1];
        long[] checksums = new long[contents.size()];
        BlockChecksum all = new BlockChecksum();
        for (int i = 0; i < contents.size(); i++) {
            checks.merge(contents.get(i).checks());
            weight += contents.get(i).weight();
            blockStarts[i + 1] = blockStarts[i] + contents.get(i).blocks();
            checksums[i] = contents.get(i).checksum();
            all.add(checksums[i]);
        }
        Contents whole = new Contents(checks, blockStarts[contents.size()], weight, all.value());
        return new BlockDataset(blocks, shape, blockRows, whole, blockStarts, checksums);
    }

    /**
     * This, if its checks pass.
     *
     * @throws BadDataException if no row is left, rows are bad and may not be skipped, or too many are
     */
    BlockDataset enforced(Settings settings) {
        checks.enforce(settings.badRows(), settings.maxSkippedFraction());
        return this;
    }

    /** What a partition holds. */
    record Contents(RowChecks checks, long blocks, double weight, long checksum) implements Serializable {}

    static Contents contents(int partition, Iterator<CheckedBlock> blocks) {
        RowChecks checks = new RowChecks();
        long count = 0;
        double weight = 0;
        BlockChecksum checksum = new BlockChecksum();
        while (blocks.hasNext()) {
            CheckedBlock next = blocks.next();
            checks.merge(next.checks());
            checksum.add(next.checksum());
            weight += Weights.sum(next.block());
            count++;
        }
        return new Contents(checks, count, weight, checksum.value());
    }

    /** As they were read first: a task fails where it sees others. */
    JavaRDD<CheckedBlock> blocks() {
        return sameBlocks;
    }

    /** Gives the cache back. */
    void unpersist() {
        blocks.unpersist();
    }

    KernelNames kernelNames() {
        return kernelNames;
    }

    /** What ran the matrix products of all passes over these blocks so far, wherever their tasks ran; each once. */
    public List<String> kernels() {
        return List.copyOf(kernelNames.value());
    }

    JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(blocks.context());
    }

    public PairShape shape() {
        return shape;
    }

    /** No block has more rows. */
    public int blockRows() {
        return blockRows;
    }

    /** Tasks of a pass. */
    public int partitions() {
        return blocks.getNumPartitions();
    }

    /** Number of blocks before each partition, and last the number of all blocks. */
    long[] blockStarts() {
        return blockStarts;
    }

    /** Number of blocks of all partitions. */
    public long blockCount() {
        return blockStarts[blockStarts.length - 1];
    }

    /** Of all rows, in their order, in the partitions and blocks that they stand in. */
    public long checksum() {
        return checksum;
    }

    public RowChecks checks() {
        return checks;
    }

    public long rows() {
        return checks.accepted();
    }

    /** The sum of the rows' weights, added in the order of the rows. */
    public double weight() {
        return weight;
    }

    /** What the numbers of all blocks take in memory, as floats. */
    long bytes() {
        return rows() * shape.rowBytes();
    }
}
