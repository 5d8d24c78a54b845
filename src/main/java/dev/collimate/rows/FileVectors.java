package dev.collimate.rows;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.TaskCompletionListener;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Data sets of vectors that are read from files by the project's own readers; a split a partition, in their order. */
public final class FileVectors {
    private static final ClassTag<InternalRow> ROW = ClassTag$.MODULE$.apply(InternalRow.class);

    private FileVectors() {}

    /**
     * A vector and what it is called.
     *
     * @param id its position, a {@link Long}, or its word, a {@link String}
     * @param numbers a {@code float[]} or a {@code double[]}
     */
    public record Entry(Object id, Object numbers) {}

    /** The vectors of a split, in order. Closed after the last of them, or with the task where it ends before. */
    public interface Entries extends Iterator<Entry>, Closeable {}

    /** Opens splits. */
    public interface Reader<S> extends Serializable {
        Entries open(S split) throws IOException;
    }

    /** Opens a file at a position, which is closed again where it has no such position. */
    public static FSDataInputStream openAt(Path path, long position, Configuration conf) throws IOException {
        FSDataInputStream in = path.getFileSystem(conf).open(path);
        try {
            in.seek(position);
            return in;
        } catch (IOException | RuntimeException e) {
            try (in) {
                throw e;
            }
        }
    }

    /**
     * How the rows are called and typed.
     *
     * @param id column of positions or words
     * @param words whether it has words
     * @param vector column of vectors
     * @param doubles whether their numbers are doubles; else floats
     */
    public record Columns(String id, boolean words, String vector, boolean doubles) {
        StructType schema() {
            return new StructType()
                    .add(id, words ? DataTypes.StringType : DataTypes.LongType, false)
                    .add(
                            vector,
                            DataTypes.createArrayType(doubles ? DataTypes.DoubleType : DataTypes.FloatType, false),
                            false);
        }
    }

    /**
     * The vectors of all splits.
     *
     * @param files that they are of, by their addresses
     * @param bytes that the files take
     */
    public static <S extends Serializable> Dataset<Row> of(
            SparkSession spark, List<S> splits, Reader<S> reader, Columns columns, List<URI> files, long bytes) {
        JavaRDD<InternalRow> rows = JavaSparkContext.fromSparkContext(ClassicSpark.context(spark))
                .parallelize(splits, Math.max(1, splits.size()))
                .mapPartitions(split -> new Rows<>(split, reader));
        return ClassicSpark.dataset(spark, new Scan(rows.rdd(), files), columns.schema(), bytes);
    }

    /** The files of which {@code rows} are the vectors; none where they are not. */
    static List<URI> files(RDD<?> rows) {
        return rows instanceof Scan scan ? scan.files : List.of();
    }

    /** Rows that know their files. */
    private static final class Scan extends RDD<InternalRow> {
        private static final long serialVersionUID = 1L;

        private final transient List<URI> files;

        Scan(RDD<InternalRow> rows, List<URI> files) {
            super(rows, ROW);
            this.files = List.copyOf(files);
        }

        @Override
        public Partition[] getPartitions() {
            return firstParent(ROW).partitions();
        }

        @Override
        public scala.collection.Iterator<InternalRow> compute(Partition split, TaskContext context) {
            return this.<InternalRow>firstParent(ROW).iterator(split, context);
        }
    }

    private static final class Rows<S> implements Iterator<InternalRow> {
        private final Iterator<S> splits;
        private final Reader<S> reader;
        /** What is open; null for nothing. */
        private Entries entries;

        Rows(Iterator<S> splits, Reader<S> reader) {
            this.splits = splits;
            this.reader = reader;
            TaskContext context = TaskContext.get();
            if (context != null) {
                context.addTaskCompletionListener((TaskCompletionListener) done -> close());
            }
        }

        @Override
        public boolean hasNext() {
            while (entries == null || !entries.hasNext()) {
                close();
                if (!splits.hasNext()) {
                    return false;
                }
                open(splits.next());
            }
            return true;
        }

        private void open(S split) {
            try {
                entries = reader.open(split);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void close() {
            try (Entries closed = entries) {
                entries = null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InternalRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Entry entry = entries.next();
            Object id = entry.id() instanceof String word ? UTF8String.fromString(word) : entry.id();
            Object numbers = entry.numbers() instanceof double[] doubles
                    ? UnsafeArrayData.fromPrimitiveArray(doubles)
                    : UnsafeArrayData.fromPrimitiveArray((float[]) entry.numbers());
            return new GenericInternalRow(new Object[] {id, numbers});
        }
    }
}
