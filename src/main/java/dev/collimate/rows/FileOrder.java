package dev.collimate.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.storage.StorageLevel;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * The rows of files in the order of file name and position. Spark reads the largest file first and packs small ones by
 * their size; here its tasks get the same pieces of files in another order, so nothing is sorted or shuffled. Rows that
 * do not come straight from files keep the order that they have.
 */
public final class FileOrder extends RDD<InternalRow> {
    private static final long serialVersionUID = 1L;

    /** What opening a file costs, in bytes that could be read meanwhile; Spark's own default. */
    private static final long OPEN_COST_BYTES = 4L << 20;

    private FileOrder(RDD<InternalRow> scan) {
        super(scan, ClassTag$.MODULE$.apply(InternalRow.class));
    }

    /** The rows of {@code dataset}, which only selects and computes columns of files; lazy. */
    public static Dataset<Row> of(Dataset<Row> dataset) {
        return ClassicSpark.dataset(dataset.sparkSession(), new FileOrder(new LazyRows(dataset)), dataset.schema());
    }

    @Override
    public Partition[] getPartitions() {
        Partition[] found = scan().partitions();
        if (!isStraight(scan()) || !Arrays.stream(found).allMatch(FilePartition.class::isInstance)) {
            return found;
        }
        List<PartitionedFile> pieces = Arrays.stream(found)
                .flatMap(partition -> Arrays.stream(((FilePartition) partition).files()))
                .sorted(Comparator.comparing((PartitionedFile piece) ->
                                piece.filePath().toPath().toString())
                        .thenComparingLong(PartitionedFile::start))
                .toList();
        return packed(pieces, found.length);
    }

    /** Whether nothing on the way keeps results by the number of the partition, which would be others' here. */
    private static boolean isStraight(RDD<?> rdd) {
        return rdd.getStorageLevel().equals(StorageLevel.NONE())
                && !rdd.isCheckpointed()
                && CollectionConverters.asJava(rdd.dependencies()).stream()
                        .allMatch(dependency -> isStraight(dependency.rdd()));
    }

    /** Neighbours in as many partitions as before, or fewer, of about equal cost. */
    private static Partition[] packed(List<PartitionedFile> pieces, int most) {
        long total = pieces.stream().mapToLong(FileOrder::cost).sum();
        List<List<PartitionedFile>> groups = new ArrayList<>();
        long before = 0;
        long last = -1;
        for (PartitionedFile piece : pieces) {
            long group = (long) ((double) before / total * most);
            if (group != last) {
                groups.add(new ArrayList<>());
                last = group;
            }
            groups.get(groups.size() - 1).add(piece);
            before += cost(piece);
        }
        Partition[] partitions = new Partition[groups.size()];
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = new FilePartition(i, groups.get(i).toArray(PartitionedFile[]::new));
        }
        return partitions;
    }

    private static long cost(PartitionedFile piece) {
        return piece.length() + OPEN_COST_BYTES;
    }

    @Override
    public Seq<String> getPreferredLocations(Partition split) {
        return split instanceof FilePartition files
                ? CollectionConverters.asScala(List.of(files.preferredLocations()))
                        .toSeq()
                : scan().preferredLocations(split);
    }

    @Override
    public Iterator<InternalRow> compute(Partition split, TaskContext context) {
        return scan().iterator(split, context);
    }

    private RDD<InternalRow> scan() {
        return firstParent(ClassTag$.MODULE$.apply(InternalRow.class));
    }
}
