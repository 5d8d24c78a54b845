package dev.collimate.rows;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Data sets of vectors that are read from files by the project's own readers; a split a partition, in their order. */
public final class FileVectors {
    private FileVectors() {}

    /**
     * A vector and what it is called.
     *
     * @param id its position, a {@link Long}, or its word, a {@link String}
     * @param numbers a {@code float[]} or a {@code double[]}
     */
    public record Entry(Object id, Object numbers) {}

    /** Reads the vectors of a split, in order. */
    public interface Reader<S> extends Serializable {
        Iterator<Entry> read(S split) throws IOException;
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

    /** @param bytes that the files take */
    public static <S extends Serializable> Dataset<Row> of(
            SparkSession spark, List<S> splits, Reader<S> reader, Columns columns, long bytes) {
        JavaRDD<InternalRow> rows = JavaSparkContext.fromSparkContext(ClassicSpark.context(spark))
                .parallelize(splits, Math.max(1, splits.size()))
                .mapPartitions(split -> new Rows<>(split, reader));
        return ClassicSpark.dataset(spark, rows.rdd(), columns.schema(), bytes);
    }

    private static final class Rows<S> implements Iterator<InternalRow> {
        private final Iterator<S> splits;
        private final Reader<S> reader;
        private Iterator<Entry> entries = List.<Entry>of().iterator();

        Rows(Iterator<S> splits, Reader<S> reader) {
            this.splits = splits;
            this.reader = reader;
        }

        @Override
        public boolean hasNext() {
            while (!entries.hasNext() && splits.hasNext()) {
                try {
                    entries = reader.read(splits.next());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return entries.hasNext();
        }

        @Override
        public InternalRow next() {
            Entry entry = entries.next();
            Object id = entry.id() instanceof String word ? UTF8String.fromString(word) : entry.id();
            Object numbers = entry.numbers() instanceof double[] doubles
                    ? UnsafeArrayData.fromPrimitiveArray(doubles)
                    : UnsafeArrayData.fromPrimitiveArray((float[]) entry.numbers());
            return new GenericInternalRow(new Object[] {id, numbers});
        }
    }
}
