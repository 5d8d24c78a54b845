package dev.collimate.tables;

import dev.collimate.rows.ClassicSpark;
import dev.collimate.rows.FileVectors;
import dev.collimate.storage.HadoopSettings;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * word2vec's binary format: a first line of the number of words and the length of a vector, then each word in UTF-8, a
 * blank, and its numbers as little-endian float32, with a line end behind them or none. As words differ in length, a task
 * reads a file through to find where its pieces start, and that it is whole; then the pieces are read beside each other.
 */
final class BinaryWordVectors {
    private static final long SPLIT_BYTES = 16L << 20;

    private BinaryWordVectors() {}

    private record Split(BinaryWordsHeader header, long position, long first, long words) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Reads files in their order.
     *
     * @param vectorColumn what the column of vectors is called
     * @throws BadTableException if a file is damaged or of another format, or vectors of two files differ in length
     */
    static Dataset<Row> read(SparkSession spark, List<FileStatus> files, String vectorColumn) throws IOException {
        Configuration settings = HadoopSettings.of(spark);
        List<BinaryWordsHeader> headers = new ArrayList<>();
        for (FileStatus file : files) {
            BinaryWordsHeader header = BinaryWordsHeader.read(file, settings);
            if (header.dim() != (headers.isEmpty() ? header : headers.get(0)).dim()) {
                throw new BadTableException("the files have different vectors: those of "
                        + headers.get(0).path() + " are " + headers.get(0).dim() + " numbers, those of "
                        + header.path() + " " + header.dim() + "; read them apart");
            }
            headers.add(header);
        }
        SerializableConfiguration conf = new SerializableConfiguration(settings);
        List<Split> splits = splits(spark, headers, conf);
        return FileVectors.of(
                spark,
                splits,
                split -> new Rows(split, conf.value()),
                new FileVectors.Columns(WordVectors.WORD, true, vectorColumn, false),
                files.stream().map(file -> file.getPath().toUri()).toList(),
                files.stream().mapToLong(FileStatus::getLen).sum());
    }

    private static List<Split> splits(
            SparkSession spark, List<BinaryWordsHeader> headers, SerializableConfiguration conf) {
        try {
            return JavaSparkContext.fromSparkContext(ClassicSpark.context(spark))
                    .parallelize(headers, headers.size())
                    .flatMap(header -> splits(header, conf.value()).iterator())
                    .collect();
        } catch (Exception e) {
            // Spark throws its own around that of the task.
            Optional<BadTableException> bad = BadTableException.in(e);
            if (bad.isPresent()) {
                throw bad.get();
            }
            throw e;
        }
    }

    /** Reads a file through; its pieces are of so many bytes at least, but for the last. */
    private static List<Split> splits(BinaryWordsHeader header, Configuration conf) throws IOException {
        List<Split> splits = new ArrayList<>();
        try (BinaryWord word = new BinaryWord(header, header.offset(), 0, conf)) {
            long start = header.offset();
            long first = 0;
            for (long i = 0; i < header.words(); i++) {
                word.read();
                if (word.position() - start >= SPLIT_BYTES || i == header.words() - 1) {
                    splits.add(new Split(header, start, first, i + 1 - first));
                    start = word.position();
                    first = i + 1;
                }
            }
            if (!word.isAtEnd()) {
                throw new BadTableException(header.damaged("it goes on after them"));
            }
        }
        return splits;
    }

    private static final class Rows implements FileVectors.Entries {
        private static final Float32Bytes NUMBERS = new Float32Bytes();

        private final BinaryWord word;
        private long left;

        Rows(Split split, Configuration conf) throws IOException {
            this.left = split.words();
            this.word = new BinaryWord(split.header(), split.position(), split.first(), conf);
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
            try {
                left--;
                String text = word.read();
                return new FileVectors.Entry(text, NUMBERS.decode(word.vector()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            word.close();
        }
    }
}
