package dev.collimate.distributed;

import dev.collimate.cluster.ClusterSize;
import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;
import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.OrderedJob;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadDataException;
import dev.collimate.data.BlockRules;
import dev.collimate.data.CheckedBlock;
import dev.collimate.data.DocumentBlock;
import dev.collimate.data.PairShape;
import dev.collimate.data.RowChecks;
import dev.collimate.data.RowProblem;
import dev.collimate.math.Precision;
import dev.collimate.rows.ClassicSpark;
import dev.collimate.rows.ContiguousCoalescer;
import dev.collimate.rows.PairColumns;
import dev.collimate.rows.PairDecoder;
import dev.collimate.rows.ScannedFiles;
import dev.collimate.rows.VectorColumn;
import java.io.Serializable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pairs of a Spark data set before they are read: the columns are checked, and one usable row was looked at. */
public final class BlockSource {
    private static final Logger LOG = LoggerFactory.getLogger(BlockSource.class);

    private final JavaRDD<InternalRow> rows;
    private final PairDecoder decoder;
    private final BlockDataset.Settings settings;
    private final long inputBytes;
    private final int keyOrdinal;
    private PairShape shape;

    private BlockSource(
            Dataset<Row> dataset, PairColumns columns, Optional<String> key, BlockDataset.Settings settings) {
        Dataset<Row> selected = columns.select(dataset, key);
        this.keyOrdinal = key.isPresent() ? columns.names().size() : -1;
        this.inputBytes = ClassicSpark.bytesByNow(selected);
        this.rows =
                coalesced(ClassicSpark.rows(selected).toJavaRDD(), settings.partitions(), ClassicSpark.bytes(selected));
        this.decoder = new PairDecoder(columns, dataset.schema());
        this.settings = settings;
        try (JobDescription description = new JobDescription(rows.context(), "angular fit · looking at a row")) {
            this.shape = firstShape();
        }
    }

    /**
     * Looks at the first rows, up to the first that is usable.
     *
     * @throws IllegalArgumentException if columns are missing or of wrong types
     * @throws BadDataException if no row is usable
     */
    public static BlockSource open(Dataset<Row> dataset, PairColumns columns, BlockDataset.Settings settings) {
        return open(dataset, columns, Optional.empty(), settings);
    }

    /**
     * As {@link #open(Dataset, PairColumns, BlockDataset.Settings)}.
     *
     * @param key column that tells rows apart where they are {@link #documents}
     */
    static BlockSource open(
            Dataset<Row> dataset, PairColumns columns, Optional<String> key, BlockDataset.Settings settings) {
        columns.requireIn(dataset.schema());
        key.ifPresent(column -> VectorColumn.field(dataset.schema(), column));
        return new BlockSource(dataset, columns, key, settings);
    }

    /** Of the first usable row; once the rows are read, the shape that most of them have. */
    public PairShape shape() {
        return shape;
    }

    /** Tasks of a pass. */
    public int partitions() {
        return rows.getNumPartitions();
    }

    /** Where the rows come from. */
    public ScannedFiles files() {
        return ScannedFiles.of(rows.rdd());
    }

    /** What the driver has memory for beside these pairs, by Spark's estimate of their size. */
    public DriverBudget budget() {
        return DriverBudget.of(context(), inputBytes);
    }

    /** What an executor has memory for beside these pairs. */
    public ExecutorBudget executors() {
        return ExecutorBudget.of(context(), inputBytes);
    }

    /** Tasks that the cluster runs at the same time. */
    public int concurrentTasks() {
        return ClusterSize.concurrentTasks(context());
    }

    /**
     * Reads, checks and caches the rows, in one job, or, where the shape of the first usable row turns out to be a rare
     * one, in three.
     *
     * @param scope gives the cache back
     * @throws BadDataException if no row is left, rows are bad and may not be skipped, or too many are
     */
    public BlockDataset load(ResourceScope scope) {
        try (JobDescription description = new JobDescription(rows.context(), "angular fit · reading rows")) {
            BlockDataset dataset = read(scope);
            RowChecks checks = dataset.checks();
            if (checks.rejected(RowProblem.WRONG_LENGTH) > checks.accepted()) {
                PairShape frequent = mostFrequentShape();
                if (!frequent.equals(shape)) {
                    dataset.unpersist();
                    shape = frequent;
                    dataset = read(scope);
                }
            }
            dataset.enforced(settings);
            warnOfZeroInputs(dataset.checks());
            return dataset;
        }
    }

    /**
     * The rows as documents, read anew by every pass; their checks are the caller's to enforce.
     *
     * @param rowShape that rows must have
     * @param firstPartition number of the first of these partitions among those of all data sets that are searched
     */
    JavaRDD<DocumentBlock> documents(PairShape rowShape, int firstPartition) {
        BlockRules rules = new BlockRules(blockRows(rowShape), settings.precision(), settings.skipZeroInputs());
        PairDecoder rowDecoder = decoder;
        int key = keyOrdinal;
        return rows.mapPartitionsWithIndex(
                (partition, partitionRows) ->
                        rowDecoder.documents(partitionRows, rowShape, rules, firstPartition + partition, key),
                true);
    }

    private int blockRows(PairShape rowShape) {
        return settings.blockRows() > 0 ? settings.blockRows() : rowShape.defaultBlockRows();
    }

    private static void warnOfZeroInputs(RowChecks checks) {
        if (checks.zeroInputs() > 0) {
            LOG.warn(
                    "{} of {} rows have an input of zeros only{}",
                    checks.zeroInputs(),
                    checks.accepted() + checks.rejected(),
                    checks.rejected(RowProblem.ZERO_INPUT) > 0
                            ? ", and are left out"
                            : "; if they are failures and not data, leave them out with bad rows set to 'skip'");
        }
    }

    private BlockDataset read(ResourceScope scope) {
        int blockRows = blockRows(shape);
        BlockRules rules = new BlockRules(blockRows, settings.precision(), settings.skipZeroInputs());
        PairDecoder rowDecoder = decoder;
        PairShape rowShape = shape;
        JavaRDD<CheckedBlock> blocks = scope.persist(rows.mapPartitionsWithIndex(
                (partition, partitionRows) -> rowDecoder.blocks(partitionRows, rowShape, rules, partition), true));
        return BlockDataset.read(blocks, shape, blockRows);
    }

    /** Among equals the first. */
    private PairShape mostFrequentShape() {
        PairDecoder rowDecoder = decoder;
        Precision precision = settings.precision();
        Map<PairShape, Long> counts = new LinkedHashMap<>();
        OrderedJob.run(
                rows,
                (partition, partitionRows) -> rowDecoder.shapes(partitionRows, precision),
                found -> found.forEach((rowShape, count) -> counts.merge(rowShape, count, Long::sum)));
        PairShape frequent = shape;
        for (Map.Entry<PairShape, Long> entry : counts.entrySet()) {
            if (entry.getValue() > counts.get(frequent)) {
                frequent = entry.getKey();
            }
        }
        return frequent;
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(rows.context());
    }

    private static JavaRDD<InternalRow> coalesced(JavaRDD<InternalRow> rows, int asked, double bytes) {
        int splits = rows.getNumPartitions();
        int partitions = asked > 0 ? asked : PartitionCount.partitions(splits, bytes);
        if (partitions >= splits) {
            return rows;
        }
        return ContiguousCoalescer.coalesced(rows.rdd(), partitions).toJavaRDD();
    }

    /** Looks for a shape in the rows of a partition; null if there is none. */
    private interface ShapeFinder extends Serializable {
        PairShape find(Iterator<InternalRow> rows);
    }

    private Optional<PairShape> first(ShapeFinder finder) {
        return rows
                .mapPartitions(partitionRows -> {
                    PairShape found = finder.find(partitionRows);
                    return (found == null ? List.<PairShape>of() : List.of(found)).iterator();
                })
                .take(1)
                .stream()
                .findFirst();
    }

    private PairShape firstShape() {
        PairDecoder rowDecoder = decoder;
        Precision precision = settings.precision();
        return first(partitionRows -> rowDecoder.firstShape(partitionRows, precision))
                .orElseThrow(this::nothingUsable);
    }

    /** Counts what is wrong with the rows against the lengths that the vectors have, if any, for the message. */
    private BadDataException nothingUsable() {
        PairDecoder rowDecoder = decoder;
        PairShape any = first(decoder::firstLengths)
                .orElseGet(() -> new PairShape(1, 1, rowDecoder.weighted(), rowDecoder.targeted()));
        BlockRules single = new BlockRules(1, settings.precision(), settings.skipZeroInputs());
        RowChecks checks = new RowChecks();
        OrderedJob.run(
                rows,
                (partition, partitionRows) ->
                        BlockDataset.contents(partition, rowDecoder.blocks(partitionRows, any, single, partition)),
                contents -> checks.merge(contents.checks()));
        checks.enforce(settings.badRows(), settings.maxSkippedFraction());
        return new BadDataException("no row can be used");
    }
}
