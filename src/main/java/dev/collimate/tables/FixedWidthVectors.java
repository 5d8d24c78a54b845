package dev.collimate.tables;

import dev.collimate.rows.FileVectors;
import dev.collimate.storage.HadoopSettings;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** The vectors of files of fixed width, by ranges of rows that follow from the files alone; numbered through all files. */
final class FixedWidthVectors {
    /** Column of the positions of vectors, from 0 on. */
    static final String ID = "id";

    private static final long SPLIT_BYTES = 16L << 20;
    private static final int CHUNK_BYTES = 1 << 20;

    private FixedWidthVectors() {}

    private record Split(FixedWidthFile file, long first, long rows, long id) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** @param vectorColumn what the column of vectors is called */
    static Dataset<Row> read(SparkSession spark, List<FixedWidthFile> files, String vectorColumn) {
        List<Split> splits = new ArrayList<>();
        long id = 0;
        long bytes = 0;
        for (FixedWidthFile file : files) {
            long step = Math.max(1, SPLIT_BYTES / file.rowBytes());
            for (long first = 0; first < file.rows(); first += step) {
                splits.add(new Split(file, first, Math.min(step, file.rows() - first), id + first));
            }
            id += file.rows();
            bytes += file.rows() * file.rowBytes();
        }
        SerializableConfiguration conf = new SerializableConfiguration(HadoopSettings.of(spark));
        boolean doubles = !files.isEmpty() && files.get(0).codec().isDouble();
        return FileVectors.of(
                spark,
                splits,
                split -> new Rows(split, conf.value()),
                new FileVectors.Columns(ID, false, vectorColumn, doubles),
                files.stream().map(file -> new Path(file.path()).toUri()).toList(),
                bytes);
    }

    private static final class Rows implements FileVectors.Entries {
        private final FixedWidthFile file;
        private final FSDataInputStream in;
        private final byte[] chunk;
        private long left;
        private long id;
        private int at;
        private int end;

        Rows(Split split, Configuration conf) throws IOException {
            this.file = split.file();
            this.left = split.rows();
            this.id = split.id();
            this.chunk = new byte[Math.max(1, CHUNK_BYTES / file.rowBytes()) * file.rowBytes()];
            long start = file.offset() + split.first() * file.rowBytes();
            this.in = FileVectors.openAt(new Path(file.path()), start, conf);
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public FileVectors.Entry next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            if (at == end) {
                fill();
            }
            int start = at + file.prefix();
            if (file.prefix() > 0) {
                int dim = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
                if (dim != file.dim()) {
                    throw new BadTableException("the file " + file.path() + " is damaged: vector " + id
                            + ", counted from 0, says that it has " + dim + " numbers, but the first has "
                            + file.dim());
                }
            }
            at += file.rowBytes();
            left--;
            return new FileVectors.Entry(
                    id++, file.codec().decode(Arrays.copyOfRange(chunk, start, start + file.vectorBytes())));
        }

        private void fill() {
            try {
                end = (int) Math.min(chunk.length, left * file.rowBytes());
                in.readFully(chunk, 0, end);
                at = 0;
            } catch (EOFException e) {
                throw FixedWidthFile.cutShort(file.path(), e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
