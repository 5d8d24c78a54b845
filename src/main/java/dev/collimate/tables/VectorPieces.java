package dev.collimate.tables;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** Parts of files of vectors and of their ids, each written by one attempt of a task under a name of its own. */
final class VectorPieces {
    private static final int BUFFER_BYTES = 1 << 20;

    private VectorPieces() {}

    /**
     * What a task wrote.
     *
     * @param vectors path of the file of vectors
     * @param ids path of the file of ids; empty where there are none
     */
    record Piece(String vectors, String ids, long rows) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Writes the rows of a partition.
     *
     * @param folder that is there
     * @param dim length of a vector
     * @param prefixed whether each vector stands behind its length, a little-endian int
     * @param ids whether ids are written
     */
    record Task(String folder, SerializableConfiguration conf, int dim, boolean prefixed, boolean ids)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        /** @param rows of a vector as bytes and an id as text */
        Iterator<Piece> write(int partition, Iterator<Row> rows) throws IOException {
            String name = partition + "-" + TaskContext.get().taskAttemptId();
            Path vectors = new Path(folder, "vectors-" + name);
            Path texts = new Path(folder, "ids-" + name);
            FileSystem files = vectors.getFileSystem(conf.value());
            long count = 0;
            try (OutputStream out = opened(files, vectors);
                    OutputStream lines = ids ? opened(files, texts) : OutputStream.nullOutputStream()) {
                byte[] prefix = prefix();
                while (rows.hasNext()) {
                    Row row = rows.next();
                    out.write(prefix);
                    out.write(vector(row));
                    if (ids) {
                        lines.write(line(row));
                    }
                    count++;
                }
            }
            return List.of(new Piece(vectors.toString(), ids ? texts.toString() : "", count))
                    .iterator();
        }

        private byte[] prefix() {
            return prefixed
                    ? ByteBuffer.allocate(Integer.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(dim)
                            .array()
                    : new byte[0];
        }

        private byte[] vector(Row row) {
            byte[] bytes = row.isNullAt(0) ? new byte[0] : row.getAs(0);
            if (bytes.length != dim * Float.BYTES) {
                throw new BadTableException("a prediction is null or has another length than " + dim
                        + ", for which a file of vectors has no place; leave such rows out, or write another format");
            }
            return bytes;
        }

        private static byte[] line(Row row) {
            String id = row.getString(1);
            if (id == null || id.indexOf('\n') >= 0 || id.indexOf('\r') >= 0) {
                throw new BadTableException(
                        "an id is null or has a line end in it, which no line of ids.txt can hold; leave such rows out, or"
                                + " write another format");
            }
            return (id + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    private static OutputStream opened(FileSystem files, Path path) throws IOException {
        return new BufferedOutputStream(files.create(path, false), BUFFER_BYTES);
    }

    /**
     * Writes a header and then the pieces, in order, to a file of this attempt's own.
     *
     * @param folder where it is written
     * @param name that its own starts with
     * @return its path
     */
    static String join(List<String> pieces, byte[] header, String folder, String name, Configuration conf)
            throws IOException {
        Path whole = new Path(folder, name + "-" + TaskContext.get().taskAttemptId());
        FileSystem files = whole.getFileSystem(conf);
        try (OutputStream out = opened(files, whole)) {
            out.write(header);
            for (String piece : pieces) {
                try (InputStream in = files.open(new Path(piece))) {
                    in.transferTo(out);
                }
            }
        }
        return whole.toString();
    }
}
